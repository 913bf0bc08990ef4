//! `/api/console/what-if/replay`: past requests, decided once more by a draft of the custom rules (`ROUTE-12`).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_app::routing::replay::{self, Changed, First, Wanted};
use frontdesk_app::session::SignedIn;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::what_if::{AskReplay, AskedFirst, ReplayChange, ReplayCount, Replayed};

use super::told::{Words, count};
use super::what_if::drafted;
use crate::Edge;
use crate::console::conversations::reader;
use crate::console::desk::visitor_card;
use crate::refusal::{Body, Failure};

/// Who would have been asked first for the chats of the last days, by a draft of the custom rules, against the rules as they are.
/// Everybody who was on shift by the schedules of today is assumed to have been reachable and free. Nothing is changed.
#[utoipa::path(
    post, path = "/api/console/what-if/replay", operation_id = "replay_what_if", tag = "routing", request_body = AskReplay,
    responses((status = 200, body = Replayed), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn replay(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(asked): Body<AskReplay>,
) -> Result<Json<Replayed>, Failure> {
    let wanted = Wanted { days: asked.days, draft: drafted(asked.draft)? };
    let (rules, reader) = (edge.desk.rules(), reader(&signed_in));
    let told = replay::replay(&edge.desk.store, &rules, reader, wanted).await?;
    let words = Words(&told.names);
    let counted = told.firsts.iter().map(|(asked, (live, draft))| ReplayCount {
        first: first(&words, *asked),
        live: *live,
        draft: *draft,
    });
    let changed = told.named.iter().map(|Changed { conversation, at, who, before, after }| ReplayChange {
        conversation: conversation.0,
        at: *at,
        visitor: visitor_card(who),
        live: first(&words, *before),
        draft: first(&words, *after),
    });
    Ok(Json(Replayed {
        requests: count(told.requests),
        cut: told.cut,
        firsts: counted.collect(),
        changed: count(told.changed),
        named: changed.collect(),
    }))
}

fn first(words: &Words<'_>, first: First) -> AskedFirst {
    match first {
        First::Nobody => AskedFirst::Nobody,
        First::Everyone => AskedFirst::Everyone,
        First::One(agent) => AskedFirst::Agent { agent: words.agent(agent) },
    }
}

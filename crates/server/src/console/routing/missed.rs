//! `/api/console/missed`: requests that ended without an agent (`ROUTE-9`).

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use frontdesk_app::desk::Who;
use frontdesk_app::routing::missed;
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::ConversationId;
use frontdesk_protocol::missed::{MissedCount, MissedPage, MissedReason, MissedRow};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_store::repo::missed::{Listed, Place};
use jiff::Timestamp;
use serde::Deserialize;

use super::told::Words;
use crate::Edge;
use crate::console::conversations::reader;
use crate::console::desk::visitor_card;
use crate::refusal::{Failure, problem};

/// Which page of the list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Only those that ended for this reason.
    reason: Option<MissedReason>,
    /// Only those that ended at this instant or later.
    #[param(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// Only those that ended before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// `next` of the page before.
    after: Option<String>,
    /// How many, 1 to 100; 50 when absent.
    limit: Option<u32>,
}

/// Requests that ended without an agent, the newest first. Who may not see the conversations of others gets those of
/// their own.
#[utoipa::path(
    get, path = "/api/console/missed", operation_id = "list_missed", tag = "routing", params(Wanted),
    responses((status = 200, body = MissedPage), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<MissedPage>, Failure> {
    let reader = reader(&signed_in);
    let Query(wanted) = wanted.map_err(|error| problem(Code::Invalid, error.body_text()))?;
    let after = wanted
        .after
        .as_deref()
        .map(|place| parse(place).ok_or_else(|| problem(Code::Invalid, "`after` is not the end of a page")));
    let wanted = missed::Wanted {
        why: wanted.reason.map(Into::into),
        since: wanted.since.unwrap_or(Timestamp::UNIX_EPOCH).max(Timestamp::UNIX_EPOCH),
        until: wanted.until.unwrap_or(Timestamp::MAX).max(Timestamp::UNIX_EPOCH),
        after: after.transpose()?,
        limit: wanted.limit.unwrap_or(50),
    };
    let page = edge.desk.store.read(move |tx| missed::page(tx, reader, &wanted)).await?;
    let words = Words(&page.names);
    Ok(Json(MissedPage {
        rows: page.lines.iter().map(|(listed, who)| row(&words, listed, who)).collect(),
        next: page.next.map(|Place { at, conversation, seq }| {
            format!("{}.{}.{seq}", at.as_microsecond(), conversation.0)
        }),
        counts: page
            .counts
            .into_iter()
            .map(|(why, count)| MissedCount { reason: why.into(), count })
            .collect(),
    }))
}

fn parse(place: &str) -> Option<Place> {
    let (at, rest) = place.split_once('.')?;
    let (conversation, seq) = rest.split_once('.')?;
    let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
    let seq = u64::from(seq.parse::<u32>().ok()?);
    Some(Place { at, conversation: ConversationId(conversation.parse().ok()?), seq })
}

fn row(words: &Words<'_>, listed: &Listed, who: &Who) -> MissedRow {
    MissedRow {
        conversation: listed.place.conversation.0,
        seq: listed.place.seq,
        at: listed.place.at,
        reason: listed.missed.why.into(),
        visitor: visitor_card(who),
        dialogue: listed.dialogue.clone(),
        route: words.route(listed.missed.route),
        agents: listed.missed.agents.iter().map(|agent| words.agent(*agent)).collect(),
    }
}

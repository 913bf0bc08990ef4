//! `/api/console/conversations/{conversation}/decisions`: why a conversation was offered to whom (`ROUTE-11`).

use axum::extract::{Path, State};
use axum::{Extension, Json};
use frontdesk_app::routing::decisions::{self, Answer, Asked};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::attribute::Values;
use frontdesk_protocol::listing::KnownValue;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::trace::{Decision, Decisions, OfferAnswer, RoutedRequest, TraceRoute, Without};

use super::id;
use super::told::{Words, told};
use crate::Edge;
use crate::console::conversations::reader;
use crate::refusal::Failure;

/// The routing decisions of a conversation, each with how it came about. Foreign and absent look the same.
#[utoipa::path(
    get, path = "/api/console/conversations/{conversation}/decisions", operation_id = "list_decisions", tag = "routing",
    params(("conversation" = Uuid, Path, description = "The conversation.")),
    responses((status = 200, body = Decisions), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn of_conversation(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(conversation): Path<String>,
) -> Result<Json<Decisions>, Failure> {
    let (reader, conversation) = (reader(&signed_in), id(&conversation)?);
    let (asked, names) = edge.desk.store.read(move |tx| decisions::of(tx, reader, conversation)).await?;
    let words = Words(&names);
    Ok(Json(Decisions { requests: asked.into_iter().map(|one| request(&words, one)).collect() }))
}

fn request(words: &Words<'_>, asked: Asked) -> RoutedRequest {
    let route = asked.decisions.first().map(|first| first.trace.inputs.route);
    RoutedRequest {
        seq: asked.seq,
        at: asked.at,
        again: asked.again,
        route: route.map_or(TraceRoute::RoundRobin, |route| words.route(route)),
        known: known(&asked.known),
        decisions: asked
            .decisions
            .into_iter()
            .map(|one| Decision {
                seq: one.seq,
                at: one.at,
                answer: one.answer.map(answer),
                without: one.without.map(without),
                told: told(words, one.found.as_ref(), &one.trace),
            })
            .collect(),
    }
}

/// What there is where nobody is offered the chat.
pub(super) fn without(without: decisions::Without) -> Without {
    match without {
        decisions::Without::FellBack => Without::FellBack,
        decisions::Without::Waits => Without::Waits,
        decisions::Without::Stays => Without::Stays,
    }
}

fn answer(answer: Answer) -> OfferAnswer {
    match answer {
        Answer::Accepted => OfferAnswer::Accepted,
        Answer::Declined => OfferAnswer::Declined,
        Answer::Expired => OfferAnswer::Expired,
        Answer::Withdrawn => OfferAnswer::Withdrawn,
    }
}

fn known(values: &Values) -> Vec<KnownValue> {
    let told = values.iter().map(|(attribute, value)| KnownValue {
        attribute: attribute.name().to_owned(),
        value: value.to_owned(),
    });
    told.collect()
}

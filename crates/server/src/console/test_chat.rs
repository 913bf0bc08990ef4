//! `/api/console/dialogues/{dialogue}/test`: a draft is tried (`STREAM-6`).

use axum::extract::{Path, Request, State};
use axum::{Extension, Json};
use frontdesk_app::session::SignedIn;
use frontdesk_app::test_chat::{self, Told, Visitor};
use frontdesk_app::{AppError, attributes, dialogues, routing};
use frontdesk_domain::conversation::fact::{Entry, Fact};
use frontdesk_domain::ids::{ClientId, DialogueId};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::stream::{CardId, CardKind, Stream};
use frontdesk_protocol::designer::{TestAnswer, TestChat, TestChatTold, TestStep, TestWhat};
use frontdesk_protocol::listing::KnownValue;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_store::{Logged, Tx};
use uuid::Uuid;

use super::dialogues::{large_body, named};
use super::routing::what_if::{values, what_if_told};
use crate::Edge;
use crate::refusal::{Failure, problem};
use crate::visitor::command::read_answer;
use crate::visitor::render;

/// The most answers in one test.
const MOST_ANSWERS: usize = 500;

/// Runs a draft on what a visitor would have answered so far. Nothing is stored, nobody is asked, nothing counts.
#[utoipa::path(
    post, path = "/api/console/dialogues/{dialogue}/test", operation_id = "test_dialogue", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")), request_body = TestChat,
    responses((status = 200, body = TestChatTold), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn test(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
    request: Request,
) -> Result<Json<TestChatTold>, Failure> {
    let id = named(&dialogue)?;
    let asked: TestChat = large_body(request).await?;
    if asked.answers.len() > MOST_ANSWERS {
        return Err(problem(Code::TooLarge, "a test has at most 500 answers"));
    }
    let sees_rules = signed_in.access.permissions.has(Permission::ViewRules);
    let senders: Vec<Uuid> = asked.answers.iter().map(|answer| answer.client_id).collect();
    let file = StreamFile::parse(&asked.file.to_string());
    let file = file.map_err(|bad| problem(Code::Invalid, bad.to_string()))?;
    let visitor = Visitor {
        page: asked.page,
        known: values(asked.known)?,
        proven: asked.proven,
        answers: asked.answers.into_iter().map(read).collect(),
    };
    let rules = edge.desk.rules();
    let run = move |tx: &mut Tx<'_>| {
        let stream = stream(tx, file.clone())?;
        let dialogue = dialogues::one(tx, id)?.row.name;
        let told = test_chat::run(tx, &rules, &stream, &dialogue, &visitor)?;
        Ok::<_, AppError>((stream, told))
    };
    let (stream, told) = edge.desk.store.read(run).await?;
    let logged = log(&edge, id, &told, &senders);
    let mut entries = Vec::with_capacity(logged.len());
    for logged in &logged {
        entries.extend(render::entry(&edge, logged).await?);
    }
    Ok(Json(TestChatTold {
        settings: edge.config.widget.clone(),
        entries,
        last: logged.last().map_or(0, |last| last.entry.seq),
        taken: told.taken,
        at: told.at.as_ref().map(|card| card.0.clone()),
        unseen: logged.iter().filter_map(|logged| unseen(&stream, &logged.entry)).collect(),
        known: told
            .held
            .iter()
            .map(|(attribute, value)| KnownValue {
                attribute: attribute.to_string(),
                value: value.to_owned(),
            })
            .collect(),
        routing: told.routing.as_ref().filter(|_| sees_rules).map(|answer| what_if_told(answer, false)),
    }))
}

fn read(answer: TestAnswer) -> (CardId, frontdesk_domain::stream::run::Answer) {
    (CardId(answer.card), read_answer(&answer.answer))
}

/// What is drawn, as it would run. What stands against publishing it keeps nobody from trying it, as long as each card can
/// be read.
fn stream(tx: &mut Tx<'_>, file: StreamFile) -> Result<Stream, AppError> {
    let catalogue = attributes::catalogue(tx)?;
    let routes = routing::targets(tx)?;
    file.drawn(&catalogue, &routes).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        AppError::Invalid(told.join("\n"))
    })
}

/// The log that the conversation would have.
fn log(edge: &Edge, dialogue: DialogueId, told: &Told, senders: &[Uuid]) -> Vec<Logged> {
    let at = edge.desk.now();
    let mut logged = Vec::with_capacity(told.entries.len());
    for (seq, (entry, place)) in (1..).zip(&told.entries) {
        let command = place.and_then(|place| senders.get(place)).map(|id| (dialogue.0, ClientId(*id)));
        let (fact, body) = (entry.fact.clone(), entry.body.clone());
        logged.push(Logged { entry: Entry { seq, at, fact, body }, command });
    }
    logged
}

/// What happened that visitors don't see.
fn unseen(stream: &Stream, entry: &Entry) -> Option<TestStep> {
    let (card, what) = match &entry.fact {
        Fact::GoalReached { card, goal } => (card, TestWhat::Goal { name: goal.clone() }),
        Fact::AttributeSet { card, attribute } => {
            (card, TestWhat::Set { attribute: attribute.to_string(), value: entry.text().to_owned() })
        }
        Fact::Skipped { card } => (card, TestWhat::Skipped),
        Fact::Branched { card, branch } => {
            let label = match stream.card(card).map(|card| &card.kind) {
                Some(CardKind::Condition { branches, .. }) => {
                    branch.and_then(|at| branches.get(at)).map(|branch| branch.label.clone())
                }
                _ => None,
            };
            (card, TestWhat::Branch { label })
        }
        Fact::Requested { plan, .. } => (&plan.card, TestWhat::Requested),
        _ => return None,
    };
    Some(TestStep { card: card.0.clone(), what })
}

//! `/api/console/dialogues`: the list of dialogues; drafts, publishing, order, and the switch of all.

use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use frontdesk_app::dialogues::{self, Draft, Listed, Next, Standing};
use frontdesk_app::publish::publish as publish_version;
use frontdesk_app::session::SignedIn;
use frontdesk_app::{AppError, attributes, routing};
use frontdesk_domain::audit::Actor;
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::ids::DialogueId;
use frontdesk_protocol::dialogues::{
    DialogueOutcome, DialoguePage, DialoguePriority, DialogueRow, DialogueStanding, DialogueStatus,
    DialogueSwitch,
};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::stream_file::{Note, StreamFile, StreamFileError, warnings};
use frontdesk_store::Tx;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// The largest stream file, in bytes: about a thousand cards. What is larger would take long to check.
const MAX_FILE: usize = 250_000;

/// Which page of the list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// `next` of the page before.
    #[serde(default)]
    after: String,
    /// Words that the name contains.
    #[serde(default)]
    search: String,
    /// Where it stands; wherever, where absent.
    status: Option<DialogueStanding>,
    /// Whether those that are put away; else those that are not.
    #[serde(default)]
    archived: bool,
}

/// Dialogues by name.
#[utoipa::path(
    get, path = "/api/console/dialogues", operation_id = "list_dialogues", tag = "dialogues", params(Wanted),
    responses((status = 200, body = DialoguePage), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Query(Wanted { after, search, status, archived }): Query<Wanted>,
) -> Result<Json<DialoguePage>, Failure> {
    if after.contains('\0') || search.contains('\0') {
        return Err(problem(Code::Invalid, "a NUL is in no name"));
    }
    let standing = status.map(|status| match status {
        DialogueStanding::Draft => Standing::Draft,
        DialogueStanding::Published => Standing::Published,
        DialogueStanding::Changed => Standing::Changed,
        DialogueStanding::Unpublished => Standing::Unpublished,
    });
    let wanted = dialogues::Wanted { words: search, standing, archived };
    let read = move |tx: &mut Tx<'_>| {
        let (listed, more) = dialogues::list(tx, &after, &wanted)?;
        let rows: Vec<DialogueRow> = listed.iter().map(row).collect();
        let next = rows.last().filter(|_| more).map(|row| row.name.clone());
        Ok::<_, AppError>(DialoguePage { hidden: dialogues::is_hidden(tx)?, rows, next })
    };
    Ok(Json(edge.desk.store.read(read).await?))
}

/// Whether a stream file may be another dialogue's next draft.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Saving {
    /// Refuses a file that has the name of a dialogue.
    #[serde(default)]
    only_new: bool,
}

/// Keeps a stream file as the draft of the dialogue of its name, which is made if new. Tells what publishing it would
/// refuse and warn of.
#[utoipa::path(
    post, path = "/api/console/dialogues", tag = "dialogues", params(Saving), request_body = serde_json::Value,
    responses((status = 200, body = DialogueOutcome), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn save(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Query(Saving { only_new }): Query<Saving>,
    request: Request,
) -> Result<Json<DialogueOutcome>, Failure> {
    let draft: serde_json::Value = large_body(request).await?;
    let file =
        StreamFile::parse(&draft.to_string()).map_err(|bad| problem(Code::Invalid, bad.to_string()))?;
    let name = file.name.trim().to_owned();
    if !(1..=200).contains(&name.chars().count()) {
        return Err(problem(Code::Invalid, "the dialogue needs a name of at most 200 characters"));
    }
    let draft = Draft { file: draft, targets: file.targets(), priority: file.priority };
    let actor = signed_in.actor();
    let keep = move |tx: &mut Tx<'_>| {
        let id = if only_new {
            dialogues::create(tx, Some(actor), &name, &draft)?
        } else {
            dialogues::save_draft(tx, Some(actor), &name, &draft)?
        };
        outcome(tx, id)
    };
    Ok(Json(edge.desk.store.write(keep).await?))
}

/// Reads a body with a stream file in it.
pub(super) async fn large_body<T: DeserializeOwned>(request: Request) -> Result<T, Failure> {
    let too_large = |_| problem(Code::TooLarge, "a stream file has at most 250 kB");
    let body = to_bytes(request.into_body(), MAX_FILE).await.map_err(too_large)?;
    if body.windows(6).any(|window| window == b"\\u0000") {
        return Err(problem(Code::Invalid, "a text with a NUL can't be kept"));
    }
    serde_json::from_slice(&body)
        .map_err(|_| problem(Code::Malformed, "the body is not what this call takes"))
}

/// What publishing a dialogue would refuse and warn of.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/check", operation_id = "check_dialogue", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = DialogueOutcome), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn check(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
) -> Result<Json<DialogueOutcome>, Failure> {
    let id = named(&dialogue)?;
    Ok(Json(edge.desk.store.read(move |tx| outcome(tx, id)).await?))
}

/// A dialogue, and what stands against publishing it as it is.
pub(super) fn outcome(tx: &mut Tx<'_>, id: DialogueId) -> Result<DialogueOutcome, AppError> {
    let (listed, next) = (dialogues::one(tx, id)?, dialogues::next(tx, id)?);
    outcome_of(tx, &listed, &next)
}

/// The same, of what was read.
pub(super) fn outcome_of(tx: &mut Tx<'_>, listed: &Listed, next: &Next) -> Result<DialogueOutcome, AppError> {
    let (faults, warnings) = match checked(tx, next)? {
        Ok(dialogue) => (Vec::new(), warnings(&dialogue.stream)),
        Err(faults) => (faults, Vec::new()),
    };
    Ok(DialogueOutcome { dialogue: row(listed), faults, warnings })
}

/// What publishing would publish, or all its faults.
fn checked(tx: &mut Tx<'_>, next: &Next) -> Result<Result<Dialogue, Vec<Note>>, AppError> {
    let catalogue = attributes::catalogue(tx)?;
    let file = match next {
        Next::Version(version) => Ok(StreamFile::of(version)),
        Next::Draft(draft) => StreamFile::parse(&draft.to_string()).map_err(StreamFileError::notes),
    };
    let targets = routing::targets(tx)?;
    Ok(file.and_then(|file| file.dialogue(&catalogue, &targets)))
}

/// The stream file of a dialogue: its draft, or what was published last (`STREAM-7`).
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/file", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = serde_json::Value), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn file(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
) -> Result<Json<serde_json::Value>, Failure> {
    let id = named(&dialogue)?;
    let next = edge.desk.store.read(move |tx| dialogues::next(tx, id)).await?;
    Ok(Json(written(next).map_err(|_| problem(Code::Internal, "the stream can't be written"))?))
}

/// What publishing would publish, as a stream file.
pub(super) fn written(next: Next) -> serde_json::Result<serde_json::Value> {
    match next {
        Next::Draft(draft) => Ok(draft),
        Next::Version(version) => serde_json::to_value(StreamFile::of(&version)),
    }
}

/// Publishes the draft, or what was published last. Every fault is named with its card, and then nothing is published.
#[utoipa::path(
    post, path = "/api/console/dialogues/{dialogue}/publish", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses(
        (status = 200, body = DialogueOutcome), (status = 422, body = DialogueOutcome),
        (status = "4XX", body = Problem), (status = "5XX", body = Problem)
    )
)]
pub(crate) async fn publish(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
) -> Result<Response, Failure> {
    let actor = signed_in.actor();
    let id = named(&dialogue)?;
    let outcome = edge.desk.store.write(move |tx| publish_next(tx, actor, id)).await?;
    let status = if outcome.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Json(outcome)).into_response())
}

fn publish_next(tx: &mut Tx<'_>, actor: Actor, id: DialogueId) -> Result<DialogueOutcome, AppError> {
    let next = dialogues::next(tx, id)?;
    let (faults, warnings) = match checked(tx, &next)? {
        Ok(dialogue) => {
            publish_version(tx, Some(actor), &dialogue)?;
            (Vec::new(), warnings(&dialogue.stream))
        }
        Err(faults) => (faults, Vec::new()),
    };
    Ok(DialogueOutcome { dialogue: row(&dialogues::one(tx, id)?), faults, warnings })
}

/// Takes a dialogue off all pages. Engaged conversations go on.
#[utoipa::path(
    post, path = "/api/console/dialogues/{dialogue}/unpublish", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = DialogueRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn unpublish(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
) -> Result<Json<DialogueRow>, Failure> {
    let actor = signed_in.actor();
    let id = named(&dialogue)?;
    let taken_off = move |tx: &mut Tx<'_>| {
        dialogues::unpublish(tx, Some(actor), id)?;
        dialogues::one(tx, id)
    };
    Ok(Json(row(&edge.desk.store.write(taken_off).await?)))
}

/// Puts a dialogue before or after others.
#[utoipa::path(
    put, path = "/api/console/dialogues/{dialogue}/priority", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")), request_body = DialoguePriority,
    responses((status = 200, body = DialogueRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_priority(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
    Body(wanted): Body<DialoguePriority>,
) -> Result<Json<DialogueRow>, Failure> {
    let actor = signed_in.actor();
    let id = named(&dialogue)?;
    let put = move |tx: &mut Tx<'_>| {
        dialogues::set_priority(tx, Some(actor), id, wanted.priority)?;
        dialogues::one(tx, id)
    };
    Ok(Json(row(&edge.desk.store.write(put).await?)))
}

/// Hides all dialogues that are not engaged, or shows them again (`TARGET-8`).
#[utoipa::path(
    put, path = "/api/console/dialogues/switch", tag = "dialogues", request_body = DialogueSwitch,
    responses((status = 200, body = DialogueSwitch), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn switch(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<DialogueSwitch>,
) -> Result<Json<DialogueSwitch>, Failure> {
    let actor = signed_in.actor();
    edge.desk.store.write(move |tx| dialogues::switch(tx, Some(actor), wanted.hidden)).await?;
    Ok(Json(wanted))
}

pub(super) fn named(dialogue: &str) -> Result<DialogueId, Failure> {
    dialogue.parse().map_err(|_| problem(Code::NotFound, "not found"))
}

pub(super) fn row(Listed { row, counts }: &Listed) -> DialogueRow {
    let status = match (row.published, row.first_published) {
        (true, _) => DialogueStatus::Published,
        (false, Some(_)) => DialogueStatus::Unpublished,
        (false, None) => DialogueStatus::Draft,
    };
    DialogueRow {
        id: row.id.0,
        name: row.name.clone(),
        status,
        priority: row.priority,
        targets: row.targets.include.iter().map(ToString::to_string).collect(),
        exclusions: row.targets.exclude.iter().map(ToString::to_string).collect(),
        version: row.version,
        draft: row.draft,
        first_published: row.first_published,
        edited_by: row.edited_by.clone(),
        edited_at: row.edited_at,
        archived: row.archived,
        triggered: counts.triggered,
        engaged: counts.engaged,
        completed: counts.completed,
    }
}

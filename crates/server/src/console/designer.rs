//! The Stream Designer's drafts, versions, and who else draws.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::dialogues::{self, Draft, Row};
use frontdesk_app::routing::standing;
use frontdesk_app::session::SignedIn;
use frontdesk_app::{AppError, editors};
use frontdesk_domain::ids::DialogueId;
use frontdesk_protocol::designer::{
    DraftChange, DraftTold, EditorTab, EditorsTold, OtherEditor, RouteAsked, RouteStanding, VersionPage,
    VersionRow,
};
use frontdesk_protocol::dialogues::DialogueOutcome;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_store::Tx;
use uuid::Uuid;

use super::dialogues::{large_body, named, outcome_of, written};
use super::routing::what_if::route_of;
use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// What is drawn: the draft with its revision, or what was published last.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/draft", operation_id = "find_draft", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = DraftTold), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn draft(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
) -> Result<Json<DraftTold>, Failure> {
    let id = named(&dialogue)?;
    Ok(Json(edge.desk.store.read(move |tx| told(tx, id)).await?))
}

/// Keeps what is drawn in place of the draft of a revision. What others have changed since is never overwritten.
#[utoipa::path(
    put, path = "/api/console/dialogues/{dialogue}/draft", operation_id = "change_draft", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")), request_body = DraftChange,
    responses((status = 200, body = DraftTold), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn change(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
    request: Request,
) -> Result<Json<DraftTold>, Failure> {
    let (actor, id) = (signed_in.actor(), named(&dialogue)?);
    let DraftChange { base, file } = large_body(request).await?;
    let read = StreamFile::parse(&file.to_string());
    let read = read.map_err(|bad| problem(Code::Invalid, bad.to_string()))?;
    let draft = Draft { file, targets: read.targets(), priority: read.priority };
    let edit = move |tx: &mut Tx<'_>| {
        dialogues::edit(tx, Some(actor), id, base, draft.clone())?;
        told(tx, id)
    };
    Ok(Json(edge.desk.store.write(edit).await?))
}

fn told(tx: &mut Tx<'_>, id: DialogueId) -> Result<DraftTold, AppError> {
    let (listed, next) = (dialogues::one(tx, id)?, dialogues::next(tx, id)?);
    let DialogueOutcome { dialogue, faults, warnings } = outcome_of(tx, &listed, &next)?;
    let file = written(next).map_err(|bad| AppError::Invalid(bad.to_string()))?;
    let Row { revision, edited_by, edited_at, .. } = listed.row;
    Ok(DraftTold { file, revision, edited_by, edited_at, dialogue, faults, warnings })
}

/// Tells that a dialogue is open in a designer, every 10 seconds, and who else has it open.
#[utoipa::path(
    post, path = "/api/console/dialogues/{dialogue}/editing", operation_id = "see_editors", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")), request_body = EditorTab,
    responses((status = 200, body = EditorsTold), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn editing(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
    Body(EditorTab { tab }): Body<EditorTab>,
) -> Result<Json<EditorsTold>, Failure> {
    let (user, id) = (signed_in.account.id, named(&dialogue)?);
    let beside = edge.desk.store.write(move |tx| editors::see(tx, user, id, tab)).await?;
    let others = beside.others.into_iter().map(|name| OtherEditor { name }).collect();
    Ok(Json(EditorsTold { revision: beside.revision, others }))
}

/// Tells that a designer was closed.
#[utoipa::path(
    delete, path = "/api/console/dialogues/{dialogue}/editing/{tab}", operation_id = "leave_editors",
    tag = "dialogues",
    params(
        ("dialogue" = Uuid, Path, description = "The dialogue."), ("tab" = Uuid, Path, description = "The designer."),
    ),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn leave(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path((dialogue, tab)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    let (user, id) = (signed_in.account.id, named(&dialogue)?);
    let tab: Uuid = tab.parse().map_err(|_| problem(Code::NotFound, "not found"))?;
    edge.desk.store.write(move |tx| editors::leave(tx, user, id, tab)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The history of a dialogue: its newest 200 versions.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/versions", operation_id = "list_versions", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = VersionPage), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn versions(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
) -> Result<Json<VersionPage>, Failure> {
    let id = named(&dialogue)?;
    let found = edge.desk.store.read(move |tx| dialogues::versions(tx, id)).await?;
    let row = |past: dialogues::Past| VersionRow {
        number: past.number,
        published_at: past.published_at,
        published_by: past.published_by,
        current: past.current,
    };
    Ok(Json(VersionPage { rows: found.into_iter().map(row).collect() }))
}

/// The stream file of an earlier version, for the dialogue's pages and in its place of today.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/versions/{number}", operation_id = "find_version", tag = "dialogues",
    params(
        ("dialogue" = Uuid, Path, description = "The dialogue."), ("number" = u32, Path, description = "The version."),
    ),
    responses((status = 200, body = serde_json::Value), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn version(
    State(edge): State<Edge>,
    Path((dialogue, number)): Path<(String, String)>,
) -> Result<Json<serde_json::Value>, Failure> {
    let id = named(&dialogue)?;
    let number = number.parse().map_err(|_| problem(Code::NotFound, "not found"))?;
    let found = edge.desk.store.read(move |tx| dialogues::version(tx, id, number)).await?;
    let file = serde_json::to_value(StreamFile::of(&found));
    Ok(Json(file.map_err(|_| problem(Code::Internal, "the stream can't be written"))?))
}

/// How many agents a live chat card would find now.
#[utoipa::path(
    post, path = "/api/console/dialogues/route", operation_id = "look_at_route", tag = "dialogues",
    request_body = RouteAsked,
    responses((status = 200, body = RouteStanding), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn look_at_route(
    State(edge): State<Edge>,
    Body(RouteAsked { route }): Body<RouteAsked>,
) -> Result<Json<RouteStanding>, Failure> {
    let (rules, route) = (edge.desk.rules(), route_of(route));
    let found = edge.desk.store.read(move |tx| standing::of_route(tx, &rules, route)).await?;
    Ok(Json(RouteStanding { able: found.able, all: found.all }))
}

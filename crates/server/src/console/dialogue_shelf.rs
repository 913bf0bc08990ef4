//! Putting dialogues away, taking them back, and deleting them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::dialogues::Uses;
use frontdesk_app::session::SignedIn;
use frontdesk_app::{dialogues, shelf};
use frontdesk_protocol::dialogues::{DialogueRow, DialogueUses};
use frontdesk_protocol::problem::Problem;
use frontdesk_store::Tx;

use super::dialogues::{named, row};
use crate::Edge;
use crate::refusal::Failure;

/// Puts a dialogue away. Refused while pages show it.
#[utoipa::path(
    post, path = "/api/console/dialogues/{dialogue}/archive", operation_id = "archive_dialogue", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = DialogueRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn archive(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
) -> Result<Json<DialogueRow>, Failure> {
    let (actor, id) = (signed_in.actor(), named(&dialogue)?);
    let put_away = move |tx: &mut Tx<'_>| {
        shelf::archive(tx, Some(actor), id)?;
        dialogues::one(tx, id)
    };
    Ok(Json(row(&edge.desk.store.write(put_away).await?)))
}

/// Takes a dialogue back from where it was put away. It is on no page, as before.
#[utoipa::path(
    post, path = "/api/console/dialogues/{dialogue}/restore", operation_id = "restore_dialogue", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = DialogueRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn restore(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
) -> Result<Json<DialogueRow>, Failure> {
    let (actor, id) = (signed_in.actor(), named(&dialogue)?);
    let taken_back = move |tx: &mut Tx<'_>| {
        shelf::restore(tx, Some(actor), id)?;
        dialogues::one(tx, id)
    };
    Ok(Json(row(&edge.desk.store.write(taken_back).await?)))
}

/// What goes, and what stays, when a dialogue is deleted.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/uses", operation_id = "find_dialogue_uses", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 200, body = DialogueUses), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn uses(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
) -> Result<Json<DialogueUses>, Failure> {
    let id = named(&dialogue)?;
    let Uses { shown, conversations, live } = edge.desk.store.read(move |tx| shelf::uses(tx, id)).await?;
    Ok(Json(DialogueUses { shown, conversations, live }))
}

/// Deletes a dialogue with its draft and its figures. Refused while pages show it. Conversations that ran it stay.
#[utoipa::path(
    delete, path = "/api/console/dialogues/{dialogue}", operation_id = "delete_dialogue", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
) -> Result<StatusCode, Failure> {
    let (actor, id) = (signed_in.actor(), named(&dialogue)?);
    edge.desk.store.write(move |tx| shelf::delete(tx, Some(actor), id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

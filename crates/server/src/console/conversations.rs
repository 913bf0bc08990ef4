//! `/api/console/conversations`: the list of every conversation, one of them, and its transcript.

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use frontdesk_app::listing::{self, Line, Reader};
use frontdesk_app::session::SignedIn;
use frontdesk_app::{AppError, transcript};
use frontdesk_domain::ids::{ConversationId, DialogueId};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::search::looked_for;
use frontdesk_protocol::listing::{
    ConversationDetail, ConversationPage, ConversationRow, DialogueName, KnownValue, Standing,
};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_store::repo;
use frontdesk_store::repo::listing::Place;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use uuid::Uuid;

use super::desk::visitor_card;
use crate::Edge;
use crate::refusal::{Failure, problem};

/// Which page of the list.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Only those that the caller holds or has held.
    #[serde(default)]
    mine: bool,
    /// Only those that stand so.
    standing: Option<Standing>,
    /// Only those of this dialogue.
    dialogue: Option<Uuid>,
    /// Only those in which these words occur in a message or in the visitor's name or e-mail; the last word may be
    /// the beginning of one. Blank is all.
    q: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// How many, 1 to 100; 50 when absent.
    limit: Option<u32>,
}

/// A page of conversations, the newest first. Who may not see those of others gets their own.
#[utoipa::path(
    get, path = "/api/console/conversations", operation_id = "list_conversations", tag = "console", params(Wanted),
    responses((status = 200, body = ConversationPage), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<ConversationPage>, Failure> {
    let reader = reader(&signed_in);
    let Query(wanted) = wanted.map_err(|error| problem(Code::Invalid, error.body_text()))?;
    let after = match wanted.after.as_deref() {
        None => Place::FIRST,
        Some(place) => {
            parse(place).ok_or_else(|| problem(Code::Invalid, "`after` is not the end of a page"))?
        }
    };
    let wanted = listing::Wanted {
        words: wanted.q.as_deref().and_then(looked_for),
        mine: wanted.mine,
        standing: wanted.standing.map(Into::into),
        dialogue: wanted.dialogue.map(DialogueId),
        after,
        limit: wanted.limit.unwrap_or(50),
    };
    let page = edge.desk.store.read(move |tx| listing::page(tx, reader, &wanted)).await?;
    Ok(Json(ConversationPage {
        rows: page.lines.iter().map(row).collect(),
        next: page.next.map(|Place { started, id }| format!("{}.{}", started.as_microsecond(), id.0)),
    }))
}

/// One conversation with what is known of its visitor. Foreign and absent look the same.
#[utoipa::path(
    get, path = "/api/console/conversations/{conversation}", tag = "console",
    params(("conversation" = Uuid, Path, description = "The conversation.")),
    responses((status = 200, body = ConversationDetail), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn one(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(conversation): Path<String>,
) -> Result<Json<ConversationDetail>, Failure> {
    let reader = reader(&signed_in);
    let id = named(&conversation)?;
    let detail = edge.desk.store.read(move |tx| listing::detail(tx, reader, id)).await?;
    Ok(Json(ConversationDetail {
        row: row(&detail.line),
        attributes: detail
            .attributes
            .iter()
            .map(|(attribute, value)| KnownValue {
                attribute: attribute.name().to_owned(),
                value: value.to_owned(),
            })
            .collect(),
        history: detail.history.iter().map(row).collect(),
    }))
}

/// Times of a transcript.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Zone {
    /// An IANA time zone; UTC when absent.
    zone: Option<String>,
}

/// A conversation as plain text, to be saved. Foreign and absent look the same.
#[utoipa::path(
    get, path = "/api/console/conversations/{conversation}/transcript", tag = "console",
    params(("conversation" = Uuid, Path, description = "The conversation."), Zone),
    responses((status = 200, body = String, content_type = "text/plain"), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn text(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(conversation): Path<String>,
    Query(Zone { zone }): Query<Zone>,
) -> Result<Response, Failure> {
    let reader = reader(&signed_in);
    let id = named(&conversation)?;
    let zone = match zone.as_deref() {
        None => TimeZone::UTC,
        Some(name) => TimeZone::get(name).map_err(|_| problem(Code::Invalid, "no such time zone"))?,
    };
    let read = move |tx: &mut frontdesk_store::Tx<'_>| {
        if !listing::may_read(tx, reader, id)? {
            return Err(AppError::NotFound);
        }
        transcript::text(tx, id, &zone)
    };
    let text = edge.desk.store.read(read).await?;
    let saved_as = format!("attachment; filename=\"conversation-{}.txt\"", id.0);
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CONTENT_DISPOSITION, saved_as.as_str()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, text).into_response())
}

/// Dialogues by name, to filter the list by.
#[utoipa::path(
    get, path = "/api/console/conversations/dialogues", tag = "console",
    responses((status = 200, body = Vec<DialogueName>), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn dialogues(State(edge): State<Edge>) -> Result<Json<Vec<DialogueName>>, Failure> {
    let found = edge.desk.store.read(|tx| Ok::<_, AppError>(repo::listing::dialogues(tx)?)).await?;
    Ok(Json(found.into_iter().map(|(id, name)| DialogueName { id: id.0, name }).collect()))
}

/// How far a user may see.
pub(super) fn reader(signed_in: &SignedIn) -> Reader {
    let all = signed_in.access.permissions.has(Permission::ViewAllConversations);
    Reader { user: signed_in.account.id, all }
}

fn named(conversation: &str) -> Result<ConversationId, Failure> {
    conversation.parse().map(ConversationId).map_err(|_| problem(Code::NotFound, "not found"))
}

fn parse(place: &str) -> Option<Place> {
    let (started, id) = place.split_once('.')?;
    let started = Timestamp::from_microsecond(started.parse().ok()?).ok()?;
    Some(Place { started, id: ConversationId(id.parse().ok()?) })
}

fn row(line: &Line) -> ConversationRow {
    ConversationRow {
        conversation: line.listed.id.0,
        visitor: visitor_card(&line.who),
        dialogue: line.listed.dialogue.clone(),
        started: line.listed.started,
        last_at: line.listed.last_at,
        standing: line.listed.standing.into(),
        agents: line.agents.clone(),
    }
}

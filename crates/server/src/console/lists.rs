//! `/api/console/lists`: lists of people, by e-mail, for criteria.

use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::lists::{self, Added};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::attribute::Attribute;
use frontdesk_protocol::lists::{BadEmail, ListAdded, ListMembers, ListRow, NewList};
use frontdesk_protocol::problem::{Code, Problem};
use serde::Deserialize;

use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// The largest text of e-mails, in bytes.
const MAX_TEXT: usize = 5_000_000;

/// All lists, by name. There are at most some hundreds.
#[utoipa::path(
    get, path = "/api/console/lists", operation_id = "list_lists", tag = "dialogues",
    responses((status = 200, body = Vec<ListRow>), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(State(edge): State<Edge>) -> Result<Json<Vec<ListRow>>, Failure> {
    let all = edge.desk.store.read(lists::all).await?;
    let row = |one: lists::Listed| ListRow { name: one.list.to_string(), members: one.members };
    Ok(Json(all.into_iter().map(row).collect()))
}

/// Makes an empty list.
#[utoipa::path(
    post, path = "/api/console/lists", operation_id = "create_list", tag = "dialogues", request_body = NewList,
    responses((status = 200, body = ListRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(NewList { name }): Body<NewList>,
) -> Result<Json<ListRow>, Failure> {
    let actor = signed_in.actor();
    let list = Attribute::parse(&name)
        .map_err(|_| problem(Code::Invalid, "a name is list., then small letters, digits and _"))?;
    edge.desk.store.write(move |tx| lists::create(tx, Some(actor), &list)).await?;
    Ok(Json(ListRow { name, members: 0 }))
}

/// Deletes a list. Refused while a published dialogue or a custom rule looks at it.
#[utoipa::path(
    delete, path = "/api/console/lists/{name}", operation_id = "delete_list", tag = "dialogues",
    params(("name" = String, Path, description = "The list's full name.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(name): Path<String>,
) -> Result<StatusCode, Failure> {
    let (actor, list) = (signed_in.actor(), named(&name)?);
    edge.desk.store.write(move |tx| lists::delete(tx, Some(actor), &list)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which of those on a list.
#[derive(Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    begins: String,
    #[serde(default)]
    after: String,
}

/// Those on a list, by e-mail, 100 on a page.
#[utoipa::path(
    get, path = "/api/console/lists/{name}/members", operation_id = "list_list_members", tag = "dialogues",
    params(("name" = String, Path, description = "The list's full name."),
           ("begins" = Option<String>, Query, description = "Only e-mails that begin so."),
           ("after" = Option<String>, Query, description = "Only those after this e-mail: the last of the page before.")),
    responses((status = 200, body = ListMembers), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn members(
    State(edge): State<Edge>,
    Path(name): Path<String>,
    Query(Which { begins, after }): Query<Which>,
) -> Result<Json<ListMembers>, Failure> {
    let list = named(&name)?;
    let (emails, more) = edge.desk.store.read(move |tx| lists::members(tx, &list, &begins, &after)).await?;
    Ok(Json(ListMembers { emails, more }))
}

/// Puts people on a list: one e-mail on each line, at most 5 MB; of a line with several values the first one counts. It is
/// done in small steps, so that chats go on meanwhile; the same text again changes nothing more.
#[utoipa::path(
    post, path = "/api/console/lists/{name}/members", operation_id = "add_list_members", tag = "dialogues",
    params(("name" = String, Path, description = "The list's full name.")),
    request_body(content = String, content_type = "text/plain", description = "The e-mails."),
    responses((status = 200, body = ListAdded), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn add(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Json<ListAdded>, Failure> {
    let (actor, list) = (signed_in.actor(), named(&name)?);
    let bytes = to_bytes(request.into_body(), MAX_TEXT)
        .await
        .map_err(|_| problem(Code::TooLarge, "a text of e-mails has at most 5 MB"))?;
    let text =
        String::from_utf8(bytes.into()).map_err(|_| problem(Code::Invalid, "the text is not UTF-8"))?;
    let Added { added, known, bad, bad_count } =
        lists::add(&edge.desk.store, Some(actor), &list, &text).await?;
    let bad = bad.into_iter().map(|(line, text)| BadEmail { line, text }).collect();
    Ok(Json(ListAdded { added, known, bad, bad_count }))
}

/// Takes somebody off a list.
#[utoipa::path(
    delete, path = "/api/console/lists/{name}/members/{email}", operation_id = "remove_list_member", tag = "dialogues",
    params(("name" = String, Path, description = "The list's full name."),
           ("email" = String, Path, description = "Whom.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn remove(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path((name, email)): Path<(String, String)>,
) -> Result<StatusCode, Failure> {
    let (actor, list) = (signed_in.actor(), named(&name)?);
    edge.desk.store.write(move |tx| lists::remove(tx, Some(actor), &list, &email)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn named(name: &str) -> Result<Attribute, Failure> {
    Attribute::parse(name).map_err(|_| problem(Code::NotFound, "not found"))
}

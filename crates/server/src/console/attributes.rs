//! `/api/console/attributes`: the standard attributes, and those an admin adds.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::attributes::{self, Change};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::attribute::{Attribute, Definition};
use frontdesk_protocol::dialogues::{AttributeChange, AttributeRow, NewAttribute};
use frontdesk_protocol::problem::{Code, Problem};

use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// All attributes: the standard ones, then the others by name. There are at most some hundreds.
#[utoipa::path(
    get, path = "/api/console/attributes", operation_id = "list_attributes", tag = "dialogues",
    responses((status = 200, body = Vec<AttributeRow>), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(State(edge): State<Edge>) -> Result<Json<Vec<AttributeRow>>, Failure> {
    let catalogue = edge.desk.store.read(attributes::catalogue).await?;
    Ok(Json(catalogue.iter().map(AttributeRow::from).collect()))
}

/// Adds an attribute of persons or companies.
#[utoipa::path(
    post, path = "/api/console/attributes", operation_id = "create_attribute", tag = "dialogues", request_body = NewAttribute,
    responses((status = 200, body = AttributeRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(new): Body<NewAttribute>,
) -> Result<Json<AttributeRow>, Failure> {
    let actor = signed_in.actor();
    let attribute = Attribute::parse(&new.name).map_err(|_| {
        problem(Code::Invalid, "a name is person. or company., then small letters, digits and _")
    })?;
    let kind = new.kind.with(new.values);
    let definition = Definition { attribute, kind, capturable: true, greetable: new.greetable };
    let row = AttributeRow::from(&definition);
    edge.desk.store.write(move |tx| attributes::create(tx, Some(actor), &definition)).await?;
    Ok(Json(row))
}

/// Changes an attribute. Refused where a published dialogue would be broken by it.
#[utoipa::path(
    patch, path = "/api/console/attributes/{name}", tag = "dialogues",
    params(("name" = String, Path, description = "The attribute's full name.")), request_body = AttributeChange,
    responses((status = 200, body = AttributeRow), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn change(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(name): Path<String>,
    Body(AttributeChange { greetable, values }): Body<AttributeChange>,
) -> Result<Json<AttributeRow>, Failure> {
    let actor = signed_in.actor();
    let attribute = named(&name)?;
    let change = Change { greetable, values };
    let changed =
        edge.desk.store.write(move |tx| attributes::change(tx, Some(actor), &attribute, &change)).await?;
    Ok(Json(AttributeRow::from(&changed)))
}

/// Deletes an attribute that was added. Refused while a published dialogue uses it.
#[utoipa::path(
    delete, path = "/api/console/attributes/{name}", operation_id = "delete_attribute", tag = "dialogues",
    params(("name" = String, Path, description = "The attribute's full name.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(name): Path<String>,
) -> Result<StatusCode, Failure> {
    let actor = signed_in.actor();
    let attribute = named(&name)?;
    edge.desk.store.write(move |tx| attributes::delete(tx, Some(actor), &attribute)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn named(name: &str) -> Result<Attribute, Failure> {
    Attribute::parse(name).map_err(|_| problem(Code::NotFound, "not found"))
}

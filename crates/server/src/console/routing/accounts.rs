//! `/api/console/accounts`: account routing, the companies on the list and who owns each.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::routing::accounts::{self, Wanted};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::{NamedAccountId, UserId};
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::routing::{Account, AccountSettings, Accounts, AgentRef, Owner};
use frontdesk_store::Tx;
use frontdesk_store::repo::named_account::NamedAccount;
use serde::Deserialize;

use super::{id, refs};
use crate::Edge;
use crate::refusal::{Body, Failure, Params};

/// Which companies.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// The last page's `next`.
    #[serde(default)]
    after: String,
    /// What the name or domain begins with.
    #[serde(default)]
    search: String,
}

/// The companies of account routing, by name; 100 on a page.
#[utoipa::path(
    get, path = "/api/console/accounts", operation_id = "list_accounts", tag = "routing", params(Page),
    responses((status = 200, body = Accounts), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Params(Page { after, search }): Params<Page>,
) -> Result<Json<Accounts>, Failure> {
    let after: Option<NamedAccountId> = after.parse().ok();
    let read = move |tx: &mut Tx<'_>| {
        let (page, more) = accounts::list(tx, &search, after)?;
        let next = page.last().filter(|_| more).map(|last| last.id.0);
        let accounts = page.into_iter().map(|account| wire(tx, account)).collect::<Result<_, AppError>>()?;
        Ok::<_, AppError>(Accounts { accounts, next })
    };
    Ok(Json(edge.desk.store.read(read).await?))
}

/// Whom to propose.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Words {
    /// What the name or e-mail contains.
    #[serde(default)]
    search: String,
}

/// Agents who can own a company, by name: the first 20 that fit.
#[utoipa::path(
    get, path = "/api/console/accounts/owners", operation_id = "list_account_owners", tag = "routing", params(Words),
    responses((status = 200, body = Vec<Owner>), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn owners(
    State(edge): State<Edge>,
    Params(Words { search }): Params<Words>,
) -> Result<Json<Vec<Owner>>, Failure> {
    let found = edge.desk.store.read(move |tx| accounts::owners(tx, &search)).await?;
    let told = found.into_iter().map(|agent| Owner { id: agent.id.0, name: agent.name, email: agent.email });
    Ok(Json(told.collect()))
}

/// Puts a company on the list.
#[utoipa::path(
    post, path = "/api/console/accounts", operation_id = "create_account", tag = "routing", request_body = AccountSettings,
    responses((status = 201, body = Account), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(settings): Body<AccountSettings>,
) -> Result<(StatusCode, Json<Account>), Failure> {
    let (actor, wanted) = (signed_in.actor(), wanted(settings));
    let make = move |tx: &mut Tx<'_>| {
        let account = accounts::create(tx, Some(actor), &wanted)?;
        read(tx, account)
    };
    Ok((StatusCode::CREATED, Json(edge.desk.store.write(make).await?)))
}

/// Changes a company on the list.
#[utoipa::path(
    put, path = "/api/console/accounts/{id}", operation_id = "update_account", tag = "routing", request_body = AccountSettings,
    params(("id" = String, Path, description = "The company.")),
    responses((status = 200, body = Account), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn update(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(account): Path<String>,
    Body(settings): Body<AccountSettings>,
) -> Result<Json<Account>, Failure> {
    let (actor, account): (_, NamedAccountId) = (signed_in.actor(), id(&account)?);
    let wanted = wanted(settings);
    let change = move |tx: &mut Tx<'_>| {
        accounts::update(tx, Some(actor), account, &wanted)?;
        read(tx, account)
    };
    Ok(Json(edge.desk.store.write(change).await?))
}

/// Takes a company off the list.
#[utoipa::path(
    delete, path = "/api/console/accounts/{id}", operation_id = "delete_account", tag = "routing",
    params(("id" = String, Path, description = "The company.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(account): Path<String>,
) -> Result<StatusCode, Failure> {
    let (actor, account) = (signed_in.actor(), id(&account)?);
    edge.desk.store.write(move |tx| accounts::delete(tx, Some(actor), account)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn wanted(settings: AccountSettings) -> Wanted {
    let AccountSettings { name, domain, owner } = settings;
    Wanted { name, domain, owner: UserId(owner) }
}

fn read(tx: &mut Tx<'_>, account: NamedAccountId) -> Result<Account, AppError> {
    let found = accounts::one(tx, account)?;
    wire(tx, found)
}

fn wire(tx: &mut Tx<'_>, account: NamedAccount) -> Result<Account, AppError> {
    let NamedAccount { id, name, domain, owner } = account;
    let gone = AgentRef { id: owner.0, name: String::new(), takes_chats: false };
    let owner = refs(tx, &[owner])?.pop().unwrap_or(gone);
    Ok(Account { id: id.0, name, domain, owner })
}

//! `/api/console/tokens`: tokens by which programs call. Only somebody who is signed in makes, sees and revokes them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::api_token::{self, DAYS, PAGE};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::ApiTokenId;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::tokens::{ApiToken, ApiTokens, MadeToken, NewToken};
use frontdesk_protocol::users::UserRef;
use frontdesk_store::repo::api_token as tokens;
use serde::Deserialize;
use uuid::Uuid;

use crate::Edge;
use crate::refusal::{Body, Failure, Params};

/// Which tokens.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The last page's `next`.
    before: Option<Uuid>,
}

/// All tokens, of all users, the newest first; 50 on a page.
#[utoipa::path(
    get, path = "/api/console/tokens", operation_id = "list_tokens", tag = "tokens", params(Wanted),
    responses((status = 200, body = ApiTokens), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list(
    State(edge): State<Edge>,
    Params(wanted): Params<Wanted>,
) -> Result<Json<ApiTokens>, Failure> {
    let before = wanted.before.map(ApiTokenId);
    let found: Vec<_> =
        edge.desk.store.read(move |tx| Ok::<_, AppError>(tokens::page(tx, before, PAGE)?)).await?;
    let full = u32::try_from(found.len()).is_ok_and(|found| found >= PAGE);
    let next = found.last().filter(|_| full).map(|(token, _)| token.id.0);
    let tokens = found.into_iter().map(|(token, maker)| wire(&edge, token, maker)).collect();
    Ok(Json(ApiTokens { tokens, next }))
}

/// Makes a token. It calls for its maker, with the chosen ones of their permissions, until they lose them, are
/// deactivated, or the token ends or is revoked. Its secret is told this one time.
#[utoipa::path(
    post, path = "/api/console/tokens", operation_id = "create_token", tag = "tokens", request_body = NewToken,
    responses((status = 201, body = MadeToken), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn create(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Failure> {
    let actor = signed_in.account.id;
    let new = api_token::NewToken {
        name: wanted.name,
        permissions: wanted.permissions.into_iter().map(Into::into).collect(),
        days: wanted.days.unwrap_or(DAYS),
    };
    let made = edge.desk.store.write(move |tx| {
        let (id, secret) = api_token::make(tx, actor, &new)?;
        Ok::<_, AppError>((tokens::find(tx, id)?.ok_or(AppError::NotFound)?, secret))
    });
    let (token, secret) = made.await?;
    let token = wire(&edge, token, signed_in.account.name);
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret })))
}

/// Revokes a token: its next call is refused.
#[utoipa::path(
    delete, path = "/api/console/tokens/{id}", operation_id = "revoke_token", tag = "tokens",
    params(("id" = String, Path, description = "The token's id.")),
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn revoke(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id: ApiTokenId = id.parse().map_err(|_| AppError::NotFound)?;
    let actor = signed_in.account.id;
    edge.desk.store.write(move |tx| api_token::revoke(tx, Some(actor), id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn wire(edge: &Edge, token: tokens::ApiToken, maker: String) -> ApiToken {
    ApiToken {
        id: token.id.0,
        name: token.name,
        hint: token.hint,
        by: UserRef { id: token.account.0, name: maker },
        permissions: token.permissions.iter().map(Into::into).collect(),
        created: token.created,
        expires: token.expires,
        expired: token.expires <= edge.desk.now(),
        used: token.used,
    }
}

//! `/api/console/link`: following a one-time link. Its token travels in bodies only, so that no log keeps it.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use frontdesk_app::link::{self, Found, Given};
use frontdesk_app::{AdminRefusal, AppError};
use frontdesk_domain::password;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::users::{FollowLink, LinkFound, LinkKind, LinkToken};
use frontdesk_store::repo::link::Kind;

use super::session::{answer, hash, place};
use crate::Edge;
use crate::proxy::Client;
use crate::refusal::{Body, Failure, problem};

/// What a link is for. Used, replaced, expired and forged ones are refused alike.
#[utoipa::path(
    post, path = "/api/console/link/look", tag = "console", request_body = LinkToken,
    responses((status = 200, body = LinkFound), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn look(
    State(edge): State<Edge>,
    client: Client,
    Body(LinkToken { token }): Body<LinkToken>,
) -> Result<Json<LinkFound>, Failure> {
    let Found { kind, account, expires } = find(&edge, &client, token).await?;
    let kind = match kind {
        Kind::Owner => LinkKind::Owner,
        Kind::Invite(_) => LinkKind::Invite,
        Kind::Reset(_) => LinkKind::Reset,
    };
    let (email, name) = account.map(|account| (account.email, account.name)).unzip();
    Ok(Json(LinkFound { kind, email, name, expires }))
}

/// Follows a link: sets the password and signs in. The link is used up.
#[utoipa::path(
    post, path = "/api/console/link/follow", tag = "console", request_body = FollowLink,
    responses(
        (status = 200, body = frontdesk_protocol::console::Me),
        (status = "4XX", body = Problem), (status = "5XX", body = Problem)
    )
)]
pub(crate) async fn follow(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    Body(request): Body<FollowLink>,
) -> Result<Response, Failure> {
    let FollowLink { token, email, name, password } = request;
    let Found { account, .. } = find(&edge, &client, token.clone()).await?;
    let user = account.as_ref().map(|account| account.id);
    let (known_email, known_name) = account.map(|account| (account.email, account.name)).unzip();
    let email = known_email.or(email).unwrap_or_default();
    let name = name.or(known_name).unwrap_or_default();
    password::check(&password, &email).map_err(|weak| AppError::from(AdminRefusal::from(weak)))?;
    let given = Given { email, name, password_hash: hash(&edge, password).await? };
    let place = place(&headers, &client);
    let session = edge.desk.store.write(move |tx| link::follow(tx, &token, &given, &place)).await?;
    if let Some(user) = user {
        edge.desk.forget_face(user);
    }
    answer(&edge, &session).await
}

async fn find(edge: &Edge, client: &Client, token: String) -> Result<Found, Failure> {
    client.private()?;
    if !edge.limits.allow_link(client.counted) {
        return Err(problem(Code::RateLimited, "too many tries; please wait a minute"));
    }
    Ok(edge.desk.store.read(move |tx| link::find(tx, &token)).await?)
}

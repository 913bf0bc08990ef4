//! `/api/console/session`: signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use frontdesk_app::{AppError, account};
use frontdesk_protocol::console::{Me, SignIn};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_store::repo::account::{self as accounts, Account};

use super::{me, signed_in};
use crate::Edge;
use crate::proxy::Client;
use crate::refusal::{Body, Failure, problem};

/// Signs in. Known and unknown users are refused alike; plain HTTP from elsewhere than this machine is refused.
#[utoipa::path(
    post, path = "/api/console/session", tag = "console", request_body = SignIn,
    responses((status = 200, body = Me), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn sign_in(
    State(edge): State<Edge>,
    client: Client,
    Body(request): Body<SignIn>,
) -> Result<Response, Failure> {
    client.private()?;
    let wrong = || problem(Code::WrongCredentials, "e-mail or password are wrong");
    if !edge.limits.allow_sign_in(client.counted, &request.email) {
        return Err(problem(Code::RateLimited, "too many tries; please wait a minute"));
    }
    let email = request.email.trim().to_lowercase();
    let found: Option<Account> =
        edge.desk.store.read(move |tx| Ok::<_, AppError>(accounts::find_by_email(tx, &email)?)).await?;
    let found = found.filter(|account| account.active && (edge.config.demo || !account.demo));
    let hash = found.as_ref().map(|account| account.password_hash.clone());
    let _turn = edge.limits.passwords.acquire().await;
    // Hashing is slow on purpose: not on a thread that serves others.
    let good =
        tokio::task::spawn_blocking(move || account::verify_password(&request.password, hash.as_deref()))
            .await
            .unwrap_or(false);
    let user = found.filter(|_| good).ok_or_else(wrong)?;
    let id = user.id;
    let token = edge.desk.store.write(move |tx| account::begin_session(tx, id)).await?;
    let cookie = cookie(&edge, &token, account::SESSION.as_secs());
    Ok(([(SET_COOKIE, cookie)], Json(me(&user))).into_response())
}

/// Who is signed in.
#[utoipa::path(
    get, path = "/api/console/session", tag = "console",
    responses((status = 200, body = Me), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn who(State(edge): State<Edge>, headers: HeaderMap) -> Result<Json<Me>, Failure> {
    let (_, account) = signed_in(&edge, &headers).await?;
    Ok(Json(me(&account)))
}

/// Signs out. The agent's consoles have left on purpose.
#[utoipa::path(
    delete, path = "/api/console/session", tag = "console",
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn sign_out(State(edge): State<Edge>, headers: HeaderMap) -> Result<Response, Failure> {
    let (session, user) = signed_in(&edge, &headers).await?;
    let id = user.id;
    edge.desk.store.write(move |tx| account::end_session(tx, session, id)).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie(&edge, "", 0))]).into_response())
}

fn cookie(edge: &Edge, token: &str, seconds: i64) -> String {
    let secure = if edge.config.is_secure() { "; Secure" } else { "" };
    let name = edge.config.cookie_name();
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

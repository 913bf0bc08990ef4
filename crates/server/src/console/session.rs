//! `/api/console/session`: signing in and out.

use axum::extract::State;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use frontdesk_app::session::{self, Place, SignedIn};
use frontdesk_app::{AppError, account};
use frontdesk_protocol::console::Me;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::users::SignIn;
use frontdesk_store::repo::account::{self as accounts, Account};

use super::{device, me, of_token, session_of};
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
    headers: HeaderMap,
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
    let found = found
        .filter(|account| account.active && !account.is_invited() && (edge.config.demo || !account.demo));
    let (user, hash) = found.map(|account| (account.id, account.password_hash)).unzip();
    if !verify(&edge, request.password, hash.clone()).await {
        return Err(wrong());
    }
    let (user, hash) = user.zip(hash).ok_or_else(wrong)?;
    let place = place(&headers, &client);
    let began = edge.desk.store.write(move |tx| session::sign_in(tx, user, &hash, &place)).await;
    answer(&edge, &began.map_err(|error| changed(error, wrong))?).await
}

/// A password that was changed while it was checked is wrong like any other.
fn changed(error: AppError, wrong: impl Fn() -> Failure) -> Failure {
    match error {
        AppError::Admin(_) | AppError::NotFound => wrong(),
        other => other.into(),
    }
}

/// Whether a password belongs to a hash. Hashing is slow on purpose: not on a thread that serves others.
pub(super) async fn verify(edge: &Edge, password: String, hash: Option<String>) -> bool {
    let _turn = edge.limits.passwords.acquire().await;
    tokio::task::spawn_blocking(move || account::verify_password(&password, hash.as_deref()))
        .await
        .unwrap_or(false)
}

/// Hashes a password.
pub(super) async fn hash(edge: &Edge, password: String) -> Result<String, Failure> {
    let _turn = edge.limits.passwords.acquire().await;
    match tokio::task::spawn_blocking(move || account::hash_password(&password)).await {
        Ok(hash) => Ok(hash?),
        Err(_) => Err(problem(Code::Internal, "something went wrong here; it is logged")),
    }
}

/// Where a request comes from.
pub(super) fn place(headers: &HeaderMap, client: &Client) -> Place {
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Place { device: device::name(user_agent), address: client.address.to_string() }
}

/// Who has just been signed in, with their cookie.
pub(super) async fn answer(edge: &Edge, token: &str) -> Result<Response, Failure> {
    let signed_in = of_token(edge, token).await?;
    let signed_in = signed_in.ok_or_else(|| problem(Code::SignedOut, "please sign in"))?;
    let cookie = cookie(edge, token, session::SESSION.as_secs());
    Ok(([(SET_COOKIE, cookie)], Json(me(&signed_in))).into_response())
}

/// Who is signed in, and what they may do.
#[utoipa::path(
    get, path = "/api/console/session", tag = "console",
    responses((status = 200, body = Me), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn who(Extension(signed_in): Extension<SignedIn>) -> Json<Me> {
    Json(me(&signed_in))
}

/// Signs out. The agent's consoles have left on purpose.
#[utoipa::path(
    delete, path = "/api/console/session", tag = "console",
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn sign_out(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<Response, Failure> {
    let (session, user) = (session_of(&signed_in)?.id, signed_in.account.id);
    edge.desk.store.write(move |tx| session::end(tx, session, user)).await?;
    Ok(signed_out(&edge))
}

/// The answer to one whose session has ended on their wish.
pub(super) fn signed_out(edge: &Edge) -> Response {
    (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie(edge, "", 0))]).into_response()
}

fn cookie(edge: &Edge, token: &str, seconds: i64) -> String {
    let secure = if edge.config.is_secure() { "; Secure" } else { "" };
    let name = edge.config.cookie_name();
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

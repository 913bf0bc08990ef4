//! The console API: sign-in and one's own account, users and profiles, and the agent's socket.

pub(crate) mod attributes;
pub(crate) mod audit;
pub(crate) mod avatar;
pub(crate) mod conversations;
mod criteria;
pub(crate) mod designer;
mod desk;
mod device;
pub(crate) mod dialogue_audience;
pub(crate) mod dialogue_settings;
pub(crate) mod dialogue_shelf;
pub(crate) mod dialogues;
pub(crate) mod invite;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod live_chat;
pub(crate) mod mail;
pub(crate) mod own;
pub(crate) mod profiles;
mod render;
pub(crate) mod report;
pub(crate) mod routing;
pub(crate) mod schedule;
pub(crate) mod session;
pub(crate) mod socket;
pub(crate) mod test_chat;
pub(crate) mod tokens;
pub(crate) mod users;
pub(crate) mod website;

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use frontdesk_app::session::{By, SignedIn, find, is_due};
use frontdesk_app::{AppError, api_token};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{Permission, ProfileId};
use frontdesk_protocol::console::Me;
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::users::ProfileRef;
use frontdesk_store::repo;
use frontdesk_store::repo::session::Session;

use crate::Edge;
use crate::refusal::{Failure, problem};

/// The session token in a request's cookies.
fn token<'a>(edge: &Edge, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == edge.config.cookie_name())
        .map(|(_, value)| value)
}

/// What a request says after `Authorization: Bearer`; nothing sensible where that can't be read.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.as_bytes().split_at_checked("bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| str::from_utf8(token).unwrap_or_default().trim())
}

/// Who calls: a program, where the request has its token, whatever the cookies; else the user who is signed in.
pub(crate) async fn signed_in(edge: &Edge, headers: &HeaderMap) -> Result<SignedIn, Failure> {
    if let Some(secret) = bearer(headers) {
        let gone = || problem(Code::SignedOut, "this token is not known: revoked, expired, or never made");
        return of_api_token(edge, secret).await?.ok_or_else(gone);
    }
    let signed_out = || problem(Code::SignedOut, "please sign in");
    let token = token(edge, headers).ok_or_else(signed_out)?;
    of_token(edge, token).await?.ok_or_else(signed_out)
}

/// The user of a session token, as they are now.
async fn of_token(edge: &Edge, token: &str) -> Result<Option<SignedIn>, Failure> {
    let token = token.to_owned();
    let found = edge.desk.store.read(move |tx| find(tx, &token)).await?;
    known(edge, found).await
}

/// For whom an API token calls, as they are now.
async fn of_api_token(edge: &Edge, secret: &str) -> Result<Option<SignedIn>, Failure> {
    let secret = secret.to_owned();
    let found = edge.desk.store.read(move |tx| api_token::find(tx, &secret)).await?;
    known(edge, found).await
}

/// Who was found, if they may be known here; it is noted from time to time that they were.
async fn known(edge: &Edge, found: Option<SignedIn>) -> Result<Option<SignedIn>, Failure> {
    let found = found.filter(|signed_in| edge.config.demo || !signed_in.account.demo);
    let (store, now) = (&edge.desk.store, edge.desk.now());
    match found.as_ref().map(|signed_in| &signed_in.by) {
        Some(By::Session(session)) if is_due(session, now) => {
            let id = session.id;
            store.write(move |tx| Ok::<_, AppError>(repo::session::touch(tx, id)?)).await?;
        }
        Some(By::Token(token)) if api_token::is_due(token, now) => {
            let id = token.id;
            store.write(move |tx| Ok::<_, AppError>(repo::api_token::touch(tx, id)?)).await?;
        }
        _ => {}
    }
    Ok(found)
}

/// The session of somebody who is signed in; a program has none.
fn session_of(signed_in: &SignedIn) -> Result<&Session, Failure> {
    signed_in.session().ok_or_else(not_for_tokens)
}

/// The answer to a program that asks for what only people do.
pub(crate) fn not_for_tokens() -> Failure {
    problem(Code::NotForTokens, "only somebody who is signed in may do this, no token")
}

fn me(signed_in: &SignedIn) -> Me {
    let SignedIn { account, access, .. } = signed_in;
    Me {
        id: account.id.0,
        name: account.name.clone(),
        avatar: account.avatar.as_deref().map(crate::avatars::address),
        email: account.email.clone(),
        takes_chats: access.permissions.has(Permission::TakeLiveChats),
        profiles: profile_refs(&access.profiles),
        permissions: access.permissions.iter().map(Into::into).collect(),
    }
}

fn profile_refs(profiles: &[(ProfileId, String)]) -> Vec<ProfileRef> {
    profiles.iter().map(|(id, name)| ProfileRef { id: id.to_string(), name: name.clone() }).collect()
}

/// A user's id in a path; what is none does not exist.
fn user_id(text: &str) -> Result<UserId, Failure> {
    text.parse().map_err(|_| AppError::NotFound.into())
}

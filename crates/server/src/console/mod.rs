//! The console API: sign-in and one's own account, users and profiles, and the agent's socket.

pub(crate) mod attributes;
pub(crate) mod audit;
pub(crate) mod conversations;
mod desk;
mod device;
pub(crate) mod dialogues;
pub(crate) mod invite;
pub(crate) mod links;
pub(crate) mod own;
pub(crate) mod profiles;
mod render;
pub(crate) mod session;
pub(crate) mod socket;
pub(crate) mod users;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use frontdesk_app::AppError;
use frontdesk_app::session::{SignedIn, find, is_due};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::ProfileId;
use frontdesk_protocol::console::Me;
use frontdesk_protocol::problem::Code;
use frontdesk_protocol::users::ProfileRef;
use frontdesk_store::repo;

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

/// The user who is signed in.
pub(crate) async fn signed_in(edge: &Edge, headers: &HeaderMap) -> Result<SignedIn, Failure> {
    let signed_out = || problem(Code::SignedOut, "please sign in");
    let token = token(edge, headers).ok_or_else(signed_out)?;
    of_token(edge, token).await?.ok_or_else(signed_out)
}

/// The user of a session token, as they are now.
async fn of_token(edge: &Edge, token: &str) -> Result<Option<SignedIn>, Failure> {
    let token = token.to_owned();
    let found = edge.desk.store.read(move |tx| find(tx, &token)).await?;
    let found = found.filter(|signed_in| edge.config.demo || !signed_in.account.demo);
    if let Some(SignedIn { session, .. }) = &found
        && is_due(session, edge.desk.now())
    {
        let id = session.id;
        edge.desk.store.write(move |tx| Ok::<_, AppError>(repo::session::touch(tx, id)?)).await?;
    }
    Ok(found)
}

fn me(signed_in: &SignedIn) -> Me {
    let SignedIn { account, access, .. } = signed_in;
    Me {
        id: account.id.0,
        name: account.name.clone(),
        email: account.email.clone(),
        takes_chats: account.takes_chats,
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

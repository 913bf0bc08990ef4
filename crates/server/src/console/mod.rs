//! The console API: sign-in, and the agent's socket.

pub(crate) mod conversations;
mod desk;
mod render;
pub(crate) mod session;
pub(crate) mod socket;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use frontdesk_app::account;
use frontdesk_domain::ids::SessionId;
use frontdesk_protocol::console::Me;
use frontdesk_protocol::problem::Code;
use frontdesk_store::repo::account::Account;

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
async fn signed_in(edge: &Edge, headers: &HeaderMap) -> Result<(SessionId, Account), Failure> {
    let signed_out = || problem(Code::SignedOut, "please sign in");
    let token = token(edge, headers).ok_or_else(signed_out)?.to_owned();
    let found = edge.desk.store.read(move |tx| account::of_session(tx, &token)).await?;
    found.filter(|(_, account)| edge.config.demo || !account.demo).ok_or_else(signed_out)
}

fn me(account: &Account) -> Me {
    Me {
        id: account.id.0,
        name: account.name.clone(),
        email: account.email.clone(),
        takes_chats: account.takes_chats,
    }
}

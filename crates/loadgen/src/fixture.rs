//! What is in the record before the server starts, and signing in to it.

use std::sync::Arc;

use anyhow::{Context, Result};
use frontdesk_app::AppError;
use frontdesk_app::account::{NewAccount, create, hash_password};
use frontdesk_app::publish::publish;
use frontdesk_domain::attribute::Catalogue;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_protocol::users::SignIn;
use frontdesk_store::{Clock, Options, Store};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use crate::http;
use crate::server::{Place, Target};

const PASSWORD: &str = "load and more load";

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the clock of a program that is no server")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// This instant, by the clock that the server on this machine has too.
pub fn now() -> Timestamp {
    SystemClock.now()
}

/// Opens the record beside the server.
pub fn open(place: &Place) -> Result<Store> {
    Ok(Store::open(&place.url(), Options::new(Arc::new(SystemClock), Arc::new(|_| {})))?)
}

/// An agent's e-mail.
pub fn email(number: usize) -> String {
    format!("agent{number}@load.example")
}

/// Makes agents in the order of the ring, and publishes a dialogue with one question that leads to a live chat with so
/// many tries.
pub async fn prepare(place: &Place, agents: usize, tries: u8) -> Result<Vec<UserId>> {
    prepare_dialogue(place, agents, &dialogue(tries)).await
}

/// Makes somebody who manages routing; their e-mail.
pub async fn manager(place: &Place) -> Result<String> {
    let store = open(place)?;
    let new = NewAccount {
        email: "manager@load.example".to_owned(),
        name: "Manager".to_owned(),
        password_hash: hash_password(PASSWORD)?,
        profiles: vec![ProfileId::BuiltIn(BuiltIn::SalesAdmin)],
        takes_chats: false,
        demo: true,
    };
    let email = new.email.clone();
    store.write(move |tx| create(tx, &new)).await?;
    store.close().await;
    Ok(email)
}

/// Makes agents in the order of the ring, and publishes a dialogue.
pub async fn prepare_dialogue(place: &Place, agents: usize, dialogue: &str) -> Result<Vec<UserId>> {
    let store = open(place)?;
    let password_hash = hash_password(PASSWORD)?;
    let made = store.write(move |tx| {
        let mut made = Vec::with_capacity(agents);
        for number in 0..agents {
            let new = NewAccount {
                email: email(number),
                name: format!("Agent {number}"),
                password_hash: password_hash.clone(),
                profiles: vec![ProfileId::LIVE_AGENT],
                takes_chats: false,
                demo: true,
            };
            made.push(create(tx, &new)?);
        }
        Ok::<_, AppError>(made)
    });
    let made = made.await?;
    let version = StreamFile::read(dialogue, &Catalogue::default(), &RouteTargets::default())?;
    store.write(move |tx| publish(tx, None, &version)).await?;
    store.close().await;
    Ok(made)
}

fn dialogue(tries: u8) -> String {
    json!({
        "frontdesk_stream": 1,
        "name": "Load",
        "targets": ["http://127.0.0.1:*"],
        "priority": 0,
        "first": "talk",
        "cards": [
            {"kind": "question", "id": "talk", "text": "Talk?", "attribute": null,
             "choices": [{"label": "Yes", "next": "live"}]},
            {"kind": "live_chat", "id": "live", "text": "One moment.", "tries": tries, "next": null},
        ],
    })
    .to_string()
}

/// Signs agents in; the cookie of each.
pub async fn sign_in(server: &Target, agents: usize) -> Result<Vec<String>> {
    let signing: Vec<_> = (0..agents)
        .map(|number| {
            let server = server.clone();
            tokio::spawn(async move { sign_in_as(&server, email(number)).await })
        })
        .collect();
    let mut cookies = Vec::with_capacity(agents);
    for signed in signing {
        cookies.push(signed.await??);
    }
    Ok(cookies)
}

/// Signs one user in; the cookie.
pub async fn sign_in_as(server: &Target, email: String) -> Result<String> {
    let body = SignIn { email, password: PASSWORD.to_owned() };
    let own = [("origin", server.origin.as_str()), ("x-frontdesk", "1")];
    let answer = http::post(server.address, "/api/console/session", &own, &body).await?;
    let cookie = answer.header("set-cookie").context("no cookie came")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// A client id that no other command of the run has.
pub fn client_id(sender: u64, number: u64) -> Uuid {
    Uuid::from_u64_pair(sender + 1, number)
}

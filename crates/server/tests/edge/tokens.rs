//! API tokens over HTTP: what programs may do with them, and how they end.

use std::time::Instant;

use axum::http::StatusCode;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::harness::{Answer, Server};

async fn ask(server: &Server, cookie: &str, method: &str, path: &str, body: Value) -> Answer {
    let headers = [("x-frontdesk", "1"), ("content-type", "application/json"), ("cookie", cookie)];
    server.call(method, &format!("/api/console{path}"), &headers, body.to_string().into_bytes()).await
}

/// A program's call.
async fn by(server: &Server, secret: &str, method: &str, path: &str, body: Value) -> Answer {
    let bearer = format!("Bearer {secret}");
    let headers = [("content-type", "application/json"), ("authorization", bearer.as_str())];
    server.call(method, &format!("/api/console{path}"), &headers, body.to_string().into_bytes()).await
}

/// Makes a token; its id and secret.
async fn make(server: &Server, cookie: &str, permissions: &[&str]) -> (String, String) {
    let wanted = json!({ "name": "nightly export", "permissions": permissions });
    let made = ask(server, cookie, "POST", "/tokens", wanted).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let told = |value: &Value| value.as_str().expect("text").to_owned();
    (told(&made.body["token"]["id"]), told(&made.body["secret"]))
}

fn refused(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.body["code"].as_str().unwrap_or_default())
}

async fn server() -> (Server, String, String) {
    let server = Server::with_agents(&[]).await;
    server.add("olga", ProfileId::OWNER).await;
    server.add("mia", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    let (olga, mia) = (server.sign_in("olga").await, server.sign_in("mia").await);
    (server, olga, mia)
}

#[tokio::test]
async fn a_token_is_told_once_works_without_a_page_and_shows_when_it_was_used() {
    let (server, olga, mia) = server().await;
    let (id, secret) = make(&server, &mia, &["view_dialogues", "manage_chatbot_settings"]).await;
    assert!(secret.starts_with("fd_") && secret.len() == 3 + 64, "{secret}");
    let listed = async || ask(&server, &mia, "GET", "/tokens", Value::Null).await.body;
    let first = listed().await;
    assert!(!first.to_string().contains(&secret[10..]), "the secret is told once");
    let row = &first["tokens"][0];
    assert_eq!((&row["id"], &row["used"], &row["expired"]), (&json!(id), &Value::Null, &json!(false)));
    assert_eq!((row["by"]["name"].as_str(), row["hint"].as_str()), (Some("mia"), Some(&secret[..7])));
    assert_eq!(row["expires"], "2026-05-31T09:00:00Z", "90 days unless one chooses");

    let me = by(&server, &secret, "GET", "/session", Value::Null).await;
    assert_eq!(me.body["permissions"], json!(["view_dialogues", "manage_chatbot_settings"]));
    let attribute = json!({ "name": "person.plan", "kind": "text" });
    let made = by(&server, &secret, "POST", "/attributes", attribute).await;
    assert!(made.status.is_success(), "{}", made.body);
    let used = async || listed().await["tokens"][0]["used"].clone();
    let noted = used().await;
    assert_eq!(noted, "2026-03-02T09:00:00Z");
    server.clock.advance(SignedDuration::from_mins(4));
    by(&server, &secret, "GET", "/session", Value::Null).await;
    assert_eq!(used().await, noted, "not with every call");
    server.clock.advance(SignedDuration::from_mins(1));
    by(&server, &secret, "GET", "/session", Value::Null).await;
    assert_eq!(used().await, "2026-03-02T09:05:00Z");

    let log = ask(&server, &olga, "GET", "/audit", Value::Null).await.body;
    for (act, token) in [("attribute_made", Some("nightly export")), ("token_made", None)] {
        let entries = log["entries"].as_array().expect("entries");
        let entry = entries.iter().find(|entry| entry["act"] == act).expect(act);
        assert_eq!((entry["by"]["name"].as_str(), entry["token"].as_str()), (Some("mia"), token));
    }

    let stored = server.record();
    let secret = secret.strip_prefix("fd_").expect("its prefix").as_bytes();
    assert!(!stored.windows(secret.len()).any(|part| part == secret), "only its hash is stored");
}

#[tokio::test]
async fn perm_1_tokens_are_dead_or_weaker_with_the_next_call() {
    let (server, olga, mia) = server().await;
    let users = ask(&server, &olga, "GET", "/users?search=mia", Value::Null).await.body;
    let mia_is = format!("/users/{}", users["users"][0]["id"].as_str().expect("an id"));
    let (id, revoked) = make(&server, &mia, &["view_dialogues"]).await;
    let (_, weaker) = make(&server, &mia, &["view_dialogues", "manage_chatbot_settings"]).await;
    let (_, orphan) = make(&server, &mia, &["view_dialogues"]).await;
    for token in [&revoked, &weaker, &orphan] {
        assert_eq!(by(&server, token, "GET", "/dialogues", Value::Null).await.status, StatusCode::OK);
    }
    let took =
        |what: &str, since: Instant| println!("{what}: refused {} ms later", since.elapsed().as_millis());

    let done = ask(&server, &olga, "DELETE", &format!("/tokens/{id}"), Value::Null).await;
    let since = Instant::now();
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    let answer = by(&server, &revoked, "GET", "/dialogues", Value::Null).await;
    assert_eq!(refused(&answer), (401, "signed_out"));
    took("revoked", since);

    let calendar = json!({ "name": "Mia", "profiles": ["calendar_agent"], "takes_chats": false });
    let done = ask(&server, &olga, "PUT", &mia_is, calendar).await;
    let since = Instant::now();
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let answer = by(&server, &weaker, "POST", "/attributes", json!({})).await;
    assert_eq!(refused(&answer), (403, "forbidden"));
    assert_eq!(answer.body["permission"], "manage_chatbot_settings");
    took("its maker lost the permission", since);
    let left = by(&server, &weaker, "GET", "/dialogues", Value::Null).await;
    assert_eq!(left.status, StatusCode::OK, "what the maker still may, the token may");

    let done = ask(&server, &olga, "POST", &format!("{mia_is}/deactivate"), Value::Null).await;
    let since = Instant::now();
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let answer = by(&server, &orphan, "GET", "/dialogues", Value::Null).await;
    assert_eq!(refused(&answer), (401, "signed_out"));
    took("its maker was deactivated", since);
    ask(&server, &olga, "POST", &format!("{mia_is}/reactivate"), Value::Null).await;
    let answer = by(&server, &orphan, "GET", "/dialogues", Value::Null).await;
    assert_eq!(refused(&answer), (401, "signed_out"), "and does not come back with them");

    let acts = ask(&server, &olga, "GET", "/audit", Value::Null).await.body["entries"].clone();
    let acts: Vec<_> = acts.as_array().expect("entries").iter().map(|entry| &entry["act"]).collect();
    assert_eq!(acts.iter().filter(|act| **act == "token_made").count(), 3);
    assert_eq!(acts.iter().filter(|act| **act == "token_revoked").count(), 1);
}

#[tokio::test]
async fn perm_1_a_token_never_holds_what_its_maker_lacks() {
    let (server, olga, mia) = server().await;
    let wanted =
        |permissions: Value, days: Value| json!({ "name": "x", "permissions": permissions, "days": days });
    let anna = {
        server.add("anna", ProfileId::LIVE_AGENT).await;
        server.sign_in("anna").await
    };
    for (cookie, body, expected, lacking) in [
        (
            &mia,
            wanted(json!(["manage_users_and_profiles"]), json!(1)),
            (403, "forbidden"),
            Some("manage_users_and_profiles"),
        ),
        (&mia, wanted(json!(["supervise"]), json!(1)), (403, "forbidden"), Some("view_my_conversations")),
        (&anna, wanted(json!(["view_dialogues"]), json!(1)), (403, "forbidden"), Some("manage_integrations")),
        (&mia, wanted(json!([]), json!(1)), (400, "invalid"), None),
        (&mia, wanted(json!(["fly"]), json!(1)), (400, "malformed"), None),
        (&mia, wanted(json!(["view_dialogues"]), json!(0)), (400, "invalid"), None),
        (&mia, wanted(json!(["view_dialogues"]), json!(366)), (400, "invalid"), None),
        (&mia, json!({ "name": " ", "permissions": ["view_dialogues"] }), (400, "invalid"), None),
        (
            &mia,
            json!({ "name": "x".repeat(101), "permissions": ["view_dialogues"] }),
            (413, "too_large"),
            None,
        ),
        (
            &mia,
            json!({ "name": "x", "permissions": ["view_dialogues"], "by": "olga" }),
            (400, "malformed"),
            None,
        ),
    ] {
        let answer = ask(&server, cookie, "POST", "/tokens", body.clone()).await;
        assert_eq!(refused(&answer), expected, "{body}: {}", answer.body);
        assert_eq!(answer.body["permission"].as_str(), lacking, "{body}");
    }
    let gone = ask(&server, &mia, "DELETE", "/tokens/x", Value::Null).await;
    assert_eq!(refused(&gone), (404, "not_found"));
    let (_, owners) = make(&server, &olga, &["manage_users_and_profiles"]).await;
    assert_eq!(by(&server, &owners, "GET", "/users", Value::Null).await.status, StatusCode::OK);
    // A leaked token makes no others, and opens neither a session nor a socket.
    for (method, path) in
        [("POST", "/tokens"), ("GET", "/tokens"), ("PUT", "/me/password"), ("GET", "/me/sessions")]
    {
        let answer = by(&server, &owners, method, path, Value::Null).await;
        assert_eq!(refused(&answer), (403, "not_for_tokens"), "{method} {path}");
    }
    let (origin, bearer) = (server.origin(), format!("Bearer {owners}"));
    let headers =
        [("origin", origin.as_str()), ("authorization", bearer.as_str()), ("cookie", olga.as_str())];
    assert_eq!(server.connect("/api/console/socket", &headers).await.err(), Some(403));
}

#[tokio::test]
async fn a_token_that_calls_too_often_is_told_when_to_come_back() {
    let (server, _, mia) = server().await;
    let (_, busy) = make(&server, &mia, &["view_dialogues"]).await;
    let (_, calm) = make(&server, &mia, &["view_dialogues"]).await;
    let mut through = 0;
    let slow = loop {
        let answer = by(&server, &busy, "GET", "/session", Value::Null).await;
        if answer.body["code"] == "rate_limited" {
            break answer;
        }
        through += 1;
    };
    assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(slow.headers["retry-after"], "1");
    assert!(slow.body["title"].as_str().is_some_and(|title| title.contains("this token")), "{}", slow.body);
    assert!((40..200).contains(&through), "{through}");
    let other = by(&server, &calm, "GET", "/session", Value::Null).await;
    assert_eq!(other.status, StatusCode::OK, "each token has a measure of its own");
}

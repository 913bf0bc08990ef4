//! Who is speaking: forged, foreign, expired and missing sessions get nothing.

use axum::http::StatusCode;
use frontdesk_app::{AppError, agent};
use frontdesk_store::repo::account;
use serde_json::json;

use crate::harness::{PASSWORD, SITE, Server, id};

#[tokio::test]
async fn forged_and_missing_tokens_of_visitors_get_nothing() {
    let server = Server::with_agents(&[]).await;
    for token in ["", "x", &"0".repeat(64), &"é".repeat(32)] {
        let mut socket = server.connect("/api/visitor/socket", &[("origin", SITE)]).await.expect("a socket");
        socket.send(&json!({ "type": "hello", "protocol": 1, "token": token })).await;
        assert_eq!(socket.bye().await, "signed_out");
        let bearer = format!("Bearer {token}");
        if let Ok(bearer) = axum::http::HeaderValue::from_str(&bearer)
            && let Ok(bearer) = bearer.to_str()
        {
            let headers = [("origin", SITE), ("authorization", bearer)];
            let path = format!("/api/visitor/entries?conversation={}&after=0", id());
            let answer = server.call("GET", &path, &headers, Vec::new()).await;
            assert_eq!(answer.body["code"], "signed_out");
        }
    }
}

#[tokio::test]
async fn pages_of_other_origins_get_nothing() {
    let server = Server::with_agents(&[]).await;
    let body = json!({ "token": null, "page": format!("{SITE}/") }).to_string().into_bytes();
    for origin in [&[("origin", "https://evil.example")][..], &[]] {
        let headers = [origin, &[("content-type", "application/json")]].concat();
        let answer = server.call("POST", "/api/visitor/page-view", &headers, body.clone()).await;
        assert_eq!((answer.status, &answer.body["code"]), (StatusCode::FORBIDDEN, &"wrong_origin".into()));
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
        assert_eq!(server.connect("/api/visitor/socket", origin).await.err(), Some(403));
    }
}

#[tokio::test]
async fn the_console_answers_its_own_pages_only() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let own = server.origin();
    let with = |origin: &'static str| [("origin", origin), ("cookie", "")];
    assert_eq!(server.connect("/api/console/socket", &with(SITE)).await.err(), Some(403));
    let headers = [("origin", own.as_str()), ("cookie", "frontdesk_session=forged")];
    assert_eq!(server.connect("/api/console/socket", &headers).await.err(), Some(401));
    // A form of a foreign page carries the cookie, but neither the origin nor the header.
    let forged = [("origin", "https://evil.example"), ("cookie", cookie.as_str()), ("x-frontdesk", "1")];
    let answer = server.call("DELETE", "/api/console/session", &forged, Vec::new()).await;
    assert_eq!(answer.body["code"], "wrong_origin");
    let bare = [("cookie", cookie.as_str())];
    let answer = server.call("DELETE", "/api/console/session", &bare, Vec::new()).await;
    assert_eq!(answer.body["code"], "wrong_origin");
    let me = server.call("GET", "/api/console/session", &bare, Vec::new()).await;
    assert_eq!((me.status, &me.body["name"]), (StatusCode::OK, &"anna".into()));
}

#[tokio::test]
async fn nobody_reads_a_conversation_that_is_not_theirs() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let (_visitor, _anna, conversation) = server.chat("anna").await;
    let subscribe =
        |conversation: &str| json!({ "type": "subscribe", "conversation": conversation, "after": 0 });
    let (mut stranger, view) = server.visitor().await;
    let mut ben = server.agent("ben").await;
    for wanted in [conversation.as_str(), &id()] {
        for socket in [&mut stranger, &mut ben] {
            socket.send(&subscribe(wanted)).await;
            let refused = socket.until("refused").await;
            assert_eq!((&refused["code"], &refused["conversation"]), (&"not_found".into(), &wanted.into()));
            assert_eq!(socket.say(wanted, "mine now").await["code"], "not_found");
        }
    }
    let bearer = format!("Bearer {}", view["token"].as_str().expect("a token"));
    let path = format!("/api/visitor/entries?conversation={conversation}&after=0");
    let answer = server.call("GET", &path, &[("origin", SITE), ("authorization", &bearer)], Vec::new()).await;
    assert_eq!(answer.body["code"], "not_found");
}

#[tokio::test]
async fn known_and_unknown_users_are_refused_alike_and_tries_are_limited() {
    let server = Server::with_agents(&["anna"]).await;
    let headers = [("x-frontdesk", "1"), ("content-type", "application/json")];
    let mut answers = Vec::new();
    for email in ["anna@desk.example", "nobody@desk.example"] {
        let body = json!({ "email": email, "password": "wrong" }).to_string().into_bytes();
        let answer = server.call("POST", "/api/console/session", &headers, body).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        answers.push(answer.body);
    }
    assert_eq!(answers.first(), answers.last());
    let mut limited = false;
    for _ in 0..20 {
        let body = json!({ "email": "anna@desk.example", "password": PASSWORD }).to_string().into_bytes();
        let answer = server.call("POST", "/api/console/session", &headers, body).await;
        limited |= answer.body["code"] == "rate_limited";
    }
    assert!(limited, "a flood of tries is stopped, even with the right password");
}

#[tokio::test]
async fn an_expired_session_gets_nothing() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let headers = [("cookie", cookie.as_str())];
    let days = |days: i64| jiff::SignedDuration::from_hours(24 * days);
    server.clock.advance(days(13));
    let me = server.call("GET", "/api/console/session", &headers, Vec::new()).await;
    assert_eq!(me.status, StatusCode::OK);
    server.clock.advance(days(1));
    let me = server.call("GET", "/api/console/session", &headers, Vec::new()).await;
    assert_eq!((me.status, &me.body["code"]), (StatusCode::UNAUTHORIZED, &"signed_out".into()));
}

#[tokio::test]
async fn signing_out_and_deactivation_close_the_consoles_within_five_seconds() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let mut anna = server.agent("anna").await;
    let mut ben = server.agent("ben").await;
    let cookie = server.sign_in("anna").await;
    server
        .desk
        .store
        .write(|tx| {
            for email in ["anna@desk.example", "ben@desk.example"] {
                let user = account::find_by_email(tx, email)?.ok_or(AppError::NotFound)?;
                agent::deactivate(tx, user.id)?;
            }
            Ok::<_, AppError>(())
        })
        .await
        .expect("deactivated");
    let both = async { (anna.bye().await, ben.bye().await) };
    let codes = tokio::time::timeout(std::time::Duration::from_secs(5), both).await.expect("within 5 s");
    assert_eq!(codes, ("signed_out".to_owned(), "signed_out".to_owned()));
    let answer = server.call("GET", "/api/console/session", &[("cookie", &cookie)], Vec::new()).await;
    assert_eq!(answer.body["code"], "signed_out");
}

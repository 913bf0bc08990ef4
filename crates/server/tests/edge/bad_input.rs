//! Unknown, oversized, malformed and out-of-order frames and bodies.

use axum::http::StatusCode;
use serde_json::json;

use crate::harness::{SITE, Server, id, kinds};

#[tokio::test]
async fn an_unknown_or_malformed_frame_is_refused_and_the_connection_kept() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    for bad in [
        String::new(),
        "{}".into(),
        "[]".into(),
        "{\"type\":\"say\"}".into(),
        json!({ "type": "say", "client_id": id(), "conversation": conversation, "text": "x", "agent": id() })
            .to_string(),
    ] {
        visitor.send_text(bad).await;
        assert_eq!(visitor.until("refused").await["code"], "malformed");
    }
    assert_eq!(visitor.say(&conversation, "still here").await["type"], "ack");
    agent.until_where(|f| kinds(f).contains(&"visitor_said".to_owned())).await;
}

#[tokio::test]
async fn too_many_malformed_frames_close_with_a_reason() {
    let server = Server::with_agents(&[]).await;
    let (mut visitor, _) = server.visitor().await;
    for _ in 0..6 {
        visitor.send_bytes(vec![0, 1, 2]).await;
    }
    assert_eq!(visitor.bye().await, "malformed");
}

#[tokio::test]
async fn an_oversized_frame_closes_that_connection_and_no_other() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    let (mut other, _) = server.visitor().await;
    other.send_text("x".repeat(70_000)).await;
    while let Some(frame) = other.next().await {
        assert!(frame["type"] != "bye" || frame["code"] == "too_large", "{frame}");
    }
    assert_eq!(visitor.say(&conversation, "undisturbed").await["type"], "ack");
    agent.until_where(|f| kinds(f).contains(&"visitor_said".to_owned())).await;
}

#[tokio::test]
async fn the_first_frame_must_be_hello_and_only_the_first() {
    let server = Server::with_agents(&["anna"]).await;
    let mut visitor = server.connect("/api/visitor/socket", &[("origin", SITE)]).await.expect("a socket");
    visitor.send(&json!({ "type": "ping" })).await;
    assert_eq!(visitor.bye().await, "out_of_order");

    let (mut visitor, view) = server.visitor().await;
    visitor.send(&json!({ "type": "hello", "protocol": 1, "token": view["token"] })).await;
    assert_eq!(visitor.until("refused").await["code"], "out_of_order");

    let mut old = server.connect("/api/visitor/socket", &[("origin", SITE)]).await.expect("a socket");
    old.send(&json!({ "type": "hello", "protocol": 0, "token": view["token"] })).await;
    assert_eq!(old.bye().await, "wrong_protocol");
}

#[tokio::test]
async fn a_message_of_4001_characters_is_refused_and_one_of_4000_is_stored() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    assert_eq!(visitor.say(&conversation, &"ü".repeat(4_001)).await["code"], "too_large");
    assert_eq!(agent.say(&conversation, &"ü".repeat(4_001)).await["code"], "too_large");
    assert_eq!(visitor.say(&conversation, " \n\u{0}").await["code"], "invalid");
    assert_eq!(visitor.say(&conversation, &"ü".repeat(4_000)).await["type"], "ack");
}

#[tokio::test]
async fn answers_out_of_order_are_refused() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, _, conversation) = server.chat("anna").await;
    let answer = json!({ "type": "answer", "client_id": id(), "conversation": conversation, "card": "talk",
                         "answer": { "kind": "choice", "index": 0 } });
    visitor.send(&answer).await;
    assert_eq!(visitor.until("refused").await["code"], "not_asked");
    visitor.send(&json!({ "type": "cancel", "client_id": id(), "conversation": conversation })).await;
    assert_eq!(visitor.until("refused").await["code"], "nothing_to_cancel");
    visitor.send(&json!({ "type": "talk_again", "client_id": id(), "conversation": conversation })).await;
    assert_eq!(visitor.until("refused").await["code"], "not_again");
}

#[tokio::test]
async fn bodies_that_are_none_are_refused_with_a_problem() {
    let server = Server::with_agents(&[]).await;
    let headers = [("origin", SITE), ("content-type", "application/json")];
    for (body, status, code) in [
        (b"{".to_vec(), StatusCode::BAD_REQUEST, "malformed"),
        (b"{\"page\": 1}".to_vec(), StatusCode::BAD_REQUEST, "malformed"),
        (b"{\"page\": \"x\", \"visitor\": \"me\"}".to_vec(), StatusCode::BAD_REQUEST, "malformed"),
        (vec![b' '; 70_000], StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    ] {
        let answer = server.call("POST", "/api/visitor/page-view", &headers, body).await;
        assert_eq!((answer.status, &answer.body["code"]), (status, &code.into()));
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
    let nowhere = server.call("GET", "/api/nowhere", &[], Vec::new()).await;
    assert_eq!((nowhere.status, &nowhere.body["code"]), (StatusCode::NOT_FOUND, &"not_found".into()));
}

#[tokio::test]
async fn a_flood_of_frames_is_told_to_slow_down() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, _, conversation) = server.chat("anna").await;
    for _ in 0..80 {
        visitor
            .send(&json!({ "type": "say", "client_id": id(), "conversation": conversation, "text": "x" }))
            .await;
    }
    let refused = visitor.until("refused").await;
    assert_eq!(refused["code"], "rate_limited");
    assert!(refused["client_id"].is_string(), "the sender can try that one again");
}

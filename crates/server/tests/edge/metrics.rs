//! The operator's figures, and where they are not to be had.

use axum::http::StatusCode;
use frontdesk_server::metrics::router;
use serde_json::json;
use tower::ServiceExt;

use crate::harness::{Server, id};

async fn figures(server: &Server) -> String {
    let request = axum::http::Request::get("/metrics").body(axum::body::Body::empty()).expect("a request");
    let response = router(server.desk.clone()).oneshot(request).await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let bytes = axum::body::to_bytes(response.into_body(), 1_000_000).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test]
async fn figures_count_what_was_done_and_refused() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, _agent, conversation) = server.chat("anna").await;
    assert_eq!(visitor.say(&conversation, "one").await["type"], "ack");
    visitor.send(&json!({ "type": "cancel", "client_id": id(), "conversation": conversation })).await;
    assert_eq!(visitor.until("refused").await["code"], "nothing_to_cancel");
    server.call("GET", "/api/nowhere", &[], Vec::new()).await;
    let text = figures(&server).await;
    for line in [
        "frontdesk_sockets{side=\"visitor\"} 1",
        "frontdesk_sockets{side=\"agent\"} 1",
        "frontdesk_messages_total 1",
        "frontdesk_chats_requested_total 1",
        "frontdesk_offers_total 1",
        "frontdesk_offers_accepted_total 1",
        "frontdesk_fallbacks_total 0",
        "frontdesk_refused_total{code=\"nothing_to_cancel\"} 1",
        "frontdesk_refused_total{code=\"not_found\"} 1",
        "frontdesk_record_waiting{kind=\"write\"} 0",
        "# TYPE frontdesk_commit_seconds histogram",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
    // The last class holds all commits, and the classes grow.
    let buckets: Vec<u64> = text
        .lines()
        .filter(|line| line.starts_with("frontdesk_commit_seconds_bucket"))
        .map(|line| line.rsplit(' ').next().expect("a number").parse().expect("a number"))
        .collect();
    assert!(buckets.is_sorted() && buckets.last().is_some_and(|all| *all > 5), "{buckets:?}");
}

#[tokio::test]
async fn the_public_has_no_figures() {
    let server = Server::with_agents(&[]).await;
    let answer = server.call("GET", "/metrics", &[], Vec::new()).await;
    assert!(answer.status == StatusCode::NOT_FOUND || !answer.body.to_string().contains("frontdesk_sockets"));
}

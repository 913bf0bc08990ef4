//! The console's page and its policy.

use axum::http::StatusCode;

use crate::harness::Server;

#[tokio::test]
async fn health_is_told() {
    let server = Server::with_agents(&[]).await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(server.call("GET", path, &[], Vec::new()).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_openapi_document_names_every_call() {
    let server = Server::with_agents(&[]).await;
    let document = server.call("GET", "/api/openapi.json", &[], Vec::new()).await.body;
    assert_eq!(document["openapi"], "3.1.0");
    for path in
        ["/api/visitor/page-view", "/api/visitor/command", "/api/visitor/entries", "/api/console/session"]
    {
        assert!(document["paths"][path].is_object(), "{path}");
    }
}

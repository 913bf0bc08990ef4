//! The console's page and its policy.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use frontdesk_protocol::problem::Code;
use frontdesk_server::permit::calls;
use serde_json::{Value, json};

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

#[tokio::test]
async fn the_page_of_the_api_tells_every_call_and_code_without_a_script_and_no_link_leads_nowhere() {
    let server = Server::with_agents(&[]).await;
    let page = server.call("GET", "/api/docs", &[], Vec::new()).await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.headers["content-security-policy"].to_str().expect("text");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    let html = page.body.as_str().expect("a page");
    for forbidden in ["<script", "style=\"", "onclick", "http://", "https://"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    for call in calls() {
        assert!(html.contains(&format!("<code>{}</code>", call.path)), "{}", call.path);
        if let Some(needed) = call.who.needed() {
            assert!(html.contains(&format!("<b>{}</b>", needed.words())), "{}", needed.words());
        }
    }
    for (code, _) in Code::ALL {
        let name = serde_json::to_value(code).expect("a name");
        assert!(html.contains(&format!("id=\"code-{}\"", name.as_str().expect("text"))), "{code:?}");
    }
    let told: Vec<_> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let ids: BTreeSet<_> = told.iter().copied().collect();
    assert_eq!(ids.len(), told.len(), "each id once");
    for link in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(link), "{link}");
    }
    println!("{} bytes", html.len());
    let style = server.call("GET", "/api/docs/style.css", &[], Vec::new()).await;
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(style.headers["content-type"], "text/css; charset=utf-8");
}

#[tokio::test]
async fn perm_1_the_document_says_what_each_call_needs() {
    let server = Server::with_agents(&[]).await;
    let document = server.call("GET", "/api/openapi.json", &[], Vec::new()).await.body;
    let of = |path: &str, method: &str| document["paths"][path][method].clone();
    assert_eq!(of("/api/console/users", "get")["x-permission"], "manage_users_and_profiles");
    assert_eq!(of("/api/console/users", "get")["security"], json!([{ "session": [] }, { "token": [] }]));
    assert_eq!(of("/api/console/tokens", "post")["security"], json!([{ "session": [] }]));
    assert_eq!(of("/api/console/session", "post")["security"], Value::Null);
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
}

//! Where the widget may be: set over HTTP, refused with what is wrong, and acting at once (`TARGET-11`).

use axum::http::StatusCode;
use frontdesk_app::website::list_domain;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use frontdesk_domain::website::{Domain, Domains};
use serde_json::{Value, json};

use crate::harness::{Answer, SITE, Server};

const WEBSITE: &str = "/api/console/website";
const DOMAINS: &str = "/api/console/website/domains";
const PRIVACY: &str = "/api/console/website/privacy";

/// A console page of somebody who may manage privacy and security.
struct Console<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Console<'a> {
    async fn of(server: &'a Server) -> Self {
        server.add("mary", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
        Self { server, cookie: server.sign_in("mary").await }
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers =
            [("cookie", self.cookie.as_str()), ("x-frontdesk", "1"), ("content-type", "application/json")];
        self.server.call(method, path, &headers, body.to_string().into_bytes()).await
    }

    async fn lists(&self, domain: &str, subdomains: bool) {
        let body = json!({ "domain": domain, "subdomains": subdomains });
        let answer = self.call("POST", DOMAINS, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
}

/// What a page of an origin is shown.
async fn view(server: &Server, origin: &str) -> Answer {
    let body = json!({ "token": null, "page": format!("{origin}/") });
    let headers = [("origin", origin), ("content-type", "application/json")];
    server.call("POST", "/api/visitor/page-view", &headers, body.to_string().into_bytes()).await
}

async fn refused(server: &Server, origin: &str) {
    let answer = view(server, origin).await;
    assert_eq!(
        (answer.status, &answer.body["code"]),
        (StatusCode::FORBIDDEN, &json!("wrong_origin")),
        "{origin}"
    );
    assert_eq!(
        server.connect("/api/visitor/socket", &[("origin", origin)]).await.err(),
        Some(403),
        "{origin}"
    );
}

async fn shared(server: &Server, origin: &str) -> Value {
    let answer = view(server, origin).await;
    assert_eq!(answer.status, StatusCode::OK, "{origin}: {}", answer.body);
    assert_eq!(answer.headers["access-control-allow-origin"], origin);
    answer.body["cookie_domain"].clone()
}

#[tokio::test]
async fn target_11_a_changed_list_acts_on_calls_and_on_open_sockets() {
    let server = Server::with_agents(&[]).await;
    let console = Console::of(&server).await;
    let (mut visitor, view) = server.visitor().await;
    assert_eq!(view["cookie_domain"], Value::Null);
    refused(&server, "https://www.example.co.uk").await;

    console.lists("Example.co.uk", false).await;
    assert_eq!(visitor.bye().await, "wrong_origin");
    refused(&server, SITE).await;
    refused(&server, "https://www.example.co.uk").await;
    assert_eq!(shared(&server, "https://example.co.uk").await, Value::Null);
    // The server's own pages always may.
    assert_eq!(shared(&server, &server.origin()).await, Value::Null);

    console.lists("example.co.uk", true).await;
    assert_eq!(shared(&server, "https://www.example.co.uk").await, json!("example.co.uk"));
    let listed = console.call("GET", WEBSITE, &json!({})).await.body;
    assert_eq!(listed["domains"], json!([{ "domain": "example.co.uk", "subdomains": true }]));
    assert_eq!((&listed["server"], &listed["pinned"]), (&json!(server.origin()), &json!(false)));

    let gone = console.call("DELETE", &format!("{DOMAINS}/example.co.uk"), &json!({})).await;
    assert_eq!(gone.body["domains"], json!([]));
    assert_eq!(shared(&server, SITE).await, Value::Null);
    let twice = console.call("DELETE", &format!("{DOMAINS}/example.co.uk"), &json!({})).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn target_11_a_list_changed_on_another_node_acts_here_within_seconds() {
    let server = Server::with_agents(&[]).await;
    let (mut visitor, _) = server.visitor().await;
    let domain = Domain::parse("example.com", true).expect("a domain");
    server.desk.store.write(move |tx| list_domain(tx, None, &domain)).await.expect("listed");
    assert_eq!(visitor.bye().await, "wrong_origin");
    refused(&server, SITE).await;
}

#[tokio::test]
async fn target_11_what_is_wrong_is_said() {
    let server = Server::with_agents(&[]).await;
    let console = Console::of(&server).await;
    for (domain, subdomains, code, words) in [
        ("https://example.com/", false, "invalid", "the domain alone"),
        ("example.com:81", false, "invalid", "without a port"),
        ("*.example.com", true, "invalid", "without *"),
        ("exa mple", false, "invalid", "no domain"),
        ("127.0.0.1", true, "invalid", "is an address"),
        ("co.uk", true, "public_suffix", "belong to others"),
    ] {
        let body = json!({ "domain": domain, "subdomains": subdomains });
        let answer = console.call("POST", DOMAINS, &body).await;
        assert_eq!(
            (answer.status, &answer.body["code"]),
            (StatusCode::BAD_REQUEST, &json!(code)),
            "{domain}"
        );
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert!(answer.body["title"].as_str().expect("words").contains(words), "{}", answer.body);
    }
    for link in ["example.com/privacy", "javascript:alert(1)"] {
        let body = json!({ "consent_required": true, "privacy_link": link });
        assert_eq!(console.call("PUT", PRIVACY, &body).await.body["code"], "invalid", "{link}");
    }
    let body = json!({ "consent_required": true, "privacy_link": "https://example.com/privacy" });
    assert_eq!(console.call("PUT", PRIVACY, &body).await.body["privacy"], body);
    assert_eq!(console.call("PUT", PRIVACY, &json!({})).await.body["code"], "malformed");
}

#[tokio::test]
async fn target_11_an_operators_domains_go_over_the_list() {
    let domains = Domains(vec![Domain::pinned("example.com").expect("a domain")]);
    let server = Server::with_config(&[], |config| config.pinned_domains = domains).await;
    let console = Console::of(&server).await;
    let listed = console.call("GET", WEBSITE, &json!({})).await.body;
    assert_eq!((&listed["pinned"], &listed["domains"][0]["domain"]), (&json!(true), &json!("example.com")));
    let body = json!({ "domain": "shop.test", "subdomains": false });
    for (method, path) in [("POST", DOMAINS.to_owned()), ("DELETE", format!("{DOMAINS}/example.com"))] {
        let answer = console.call(method, &path, &body).await;
        assert_eq!(
            (answer.status, &answer.body["code"]),
            (StatusCode::CONFLICT, &json!("conflict")),
            "{method}"
        );
    }
    assert_eq!(shared(&server, "https://www.example.com").await, json!("example.com"));
    refused(&server, SITE).await;
}

#[tokio::test]
async fn what_was_set_is_in_the_audit_log_with_who_did_it() {
    let server = Server::with_agents(&[]).await;
    let console = Console::of(&server).await;
    console.lists("example.com", true).await;
    console.call("PUT", "/api/console/dialogues/switch", &json!({ "hidden": true })).await;
    server.add("olivia", ProfileId::OWNER).await;
    let owner = Console { server: &server, cookie: server.sign_in("olivia").await };
    let log = owner.call("GET", "/api/console/audit", &json!({})).await.body;
    let by_mary = |act: &str| {
        let entries = log["entries"].as_array().expect("entries");
        entries.iter().any(|entry| entry["act"] == act && entry["by"]["name"] == "mary")
    };
    assert!(by_mary("domain_listed") && by_mary("dialogues_hidden"), "{log}");
}

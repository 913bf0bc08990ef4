//! What a declared proxy says is believed, what others say is not: addresses, TLS, cookies.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::StatusCode;
use frontdesk_app::AppError;
use frontdesk_app::visitor::Addresses;
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_server::Config;
use frontdesk_server::proxy::{Proxies, ProxyHeader};
use frontdesk_store::{Tx, repo};
use futures_util::future::join_all;
use serde_json::json;

use crate::harness::{Answer, PASSWORD, SITE, Server};

/// Behind a proxy on this machine.
fn behind(config: &mut Config) {
    let trusted = vec!["127.0.0.1".parse().expect("a network")];
    config.proxies = Proxies { trusted, header: ProxyHeader::XForwardedFor };
}

async fn sign_in(server: &Server, email: &str, further: &[(&str, &str)]) -> Answer {
    let body = json!({ "email": email, "password": PASSWORD }).to_string();
    let headers = [&[("x-frontdesk", "1"), ("content-type", "application/json")], further].concat();
    server.call("POST", "/api/console/session", &headers, body.into_bytes()).await
}

fn cookie(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.headers["set-cookie"].to_str().expect("text")
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_and_to_tls_except_on_loopback() {
    let here = Server::with_agents(&["anna"]).await;
    let answer = sign_in(&here, "anna@desk.example", &[]).await;
    assert!(cookie(&answer).starts_with("frontdesk_session=") && !cookie(&answer).contains("Secure"));

    let public = Server::with_config(&["anna"], |config| {
        behind(config);
        config.public_url = "https://chat.example.com".parse().expect("a URL");
    })
    .await;
    let answer = sign_in(&public, "anna@desk.example", &[("x-forwarded-proto", "https")]).await;
    let cookie = cookie(&answer);
    assert!(cookie.starts_with("__Host-frontdesk="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn a_password_by_plain_http_is_refused_and_told_why() {
    for (url, proxied, proto) in [
        ("http://chat.example.com", false, None),
        ("http://chat.example.com", true, Some("https")),
        ("https://chat.example.com", false, Some("https")),
        ("https://chat.example.com", true, Some("http")),
    ] {
        let server = Server::with_config(&["anna"], |config| {
            config.public_url = url.parse().expect("a URL");
            if proxied {
                behind(config);
            }
        })
        .await;
        let said: Vec<(&str, &str)> = proto.map(|proto| ("x-forwarded-proto", proto)).into_iter().collect();
        let answer = sign_in(&server, "anna@desk.example", &said).await;
        assert_eq!((answer.status, &answer.body["code"]), (StatusCode::FORBIDDEN, &"insecure".into()));
        let why = answer.body["title"].as_str().expect("words");
        assert!(why.contains("--trusted-proxy") || why.contains("use HTTPS"), "{why}");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn tries_to_sign_in_are_counted_for_the_true_address() {
    // All at once: tries that are checked one after the other could take so long that new ones are granted.
    let limited = async |server: &Server, hops: &[String]| {
        let tries = hops.iter().enumerate().map(async |(number, hops)| {
            let email = format!("{number}@desk.example");
            sign_in(server, &email, &[("x-forwarded-for", hops)]).await.body["code"] == "rate_limited"
        });
        join_all(tries).await.into_iter().filter(|limited| *limited).count()
    };
    let server = Server::with_config(&[], behind).await;
    // What stands left of the address, anybody may have written; and the network counts as one.
    let one: Vec<_> = (0..12).map(|number| format!("192.0.2.{number}, 2001:db8::{number}")).collect();
    assert_eq!(limited(&server, &one).await, 2);
    assert_eq!(limited(&server, &["2001:db8:0:1::1".to_owned()]).await, 0, "another network");

    let direct = Server::with_agents(&[]).await;
    let many: Vec<_> = (0..12).map(|number| format!("198.51.100.{number}")).collect();
    assert_eq!(limited(&direct, &many).await, 2, "nobody is believed when no proxy is declared");
}

/// Knows one address.
struct Atlas;

impl Addresses for Atlas {
    fn infer(&self, address: IpAddr) -> Values {
        let known = address.to_string() == "198.51.100.7";
        let country = Attribute::parse("inferred.country").expect("a name");
        known.then(|| (country, "SE".to_owned())).into_iter().collect()
    }
}

#[tokio::test]
async fn target_2_where_a_visitor_is_follows_the_address_that_the_proxy_tells() {
    let server = Server::with(&[], behind, |desk| desk.addresses = Some(Arc::new(Atlas))).await;
    let view = server.page_view(None).await;
    let token = view["token"].as_str().expect("a token").to_owned();
    let country = async |from: &str| {
        let headers = [("origin", SITE), ("x-forwarded-for", from)];
        let mut socket = server.connect("/api/visitor/socket", &headers).await.expect("a socket");
        socket.send(&json!({ "type": "hello", "protocol": 1, "token": token })).await;
        socket.until("welcome").await;
        let hash = frontdesk_app::token::hash(&token).expect("a token");
        let find = move |tx: &mut Tx<'_>| {
            let id = repo::visitor::find_by_token(tx, &hash)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(repo::visitor::find(tx, id)?.expect("a visitor").inferred)
        };
        let inferred = server.desk.store.read(find).await.expect("read");
        inferred.get(&Attribute::parse("inferred.country").expect("a name")).map(str::to_owned)
    };
    assert_eq!(country("198.51.100.7").await.as_deref(), Some("SE"));
    assert_eq!(country("198.51.100.8").await, None, "who has moved is somewhere else");
    assert_eq!(
        country("198.51.100.7, 198.51.100.8").await,
        None,
        "what stands further left, anybody may have written"
    );
}

#[tokio::test]
async fn one_address_has_so_many_sockets_and_no_more() {
    let server = Server::with_config(&[], |config| {
        behind(config);
        config.sockets_per_address = 2;
    })
    .await;
    let connect = async |from: &str| {
        server.connect("/api/visitor/socket", &[("origin", SITE), ("x-forwarded-for", from)]).await
    };
    let (first, _second) =
        (connect("198.51.100.1").await.expect("one"), connect("198.51.100.1").await.expect("two"));
    assert_eq!(connect("198.51.100.1").await.err(), Some(429));
    let _other = connect("198.51.100.2").await.expect("another address");
    drop(first);
    // The place is free when the server has seen the end.
    let again = async {
        while connect("198.51.100.1").await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), again).await.expect("a free place");
}

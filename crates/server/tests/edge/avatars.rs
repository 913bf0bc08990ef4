//! Pictures of users: who gives them, how they are served, and what is refused.

use std::io::Cursor;

use axum::http::StatusCode;
use frontdesk_domain::permission::ProfileId;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;

use crate::harness::{Answer, Server};

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_pixel(500, 300, Rgb([10, 90, 200])).write_to(&mut out, format).expect("a picture");
    out.into_inner()
}

async fn ask(server: &Server, cookie: &str, method: &str, path: &str, body: Vec<u8>) -> Answer {
    let headers = [("x-frontdesk", "1"), ("content-type", "application/octet-stream"), ("cookie", cookie)];
    server.call(method, &format!("/api/console{path}"), &headers, body).await
}

async fn own(server: &Server, cookie: &str) -> Value {
    ask(server, cookie, "GET", "/session", Vec::new()).await.body["avatar"].clone()
}

#[tokio::test]
async fn a_picture_is_served_to_anybody_under_an_address_of_its_own_until_it_is_replaced() {
    let server = Server::with_agents(&["anna"]).await;
    let anna = server.sign_in("anna").await;
    assert_eq!(own(&server, &anna).await, Value::Null);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let set = ask(&server, &anna, "PUT", "/me/avatar", picture(format)).await;
        assert_eq!(set.status, StatusCode::NO_CONTENT, "{format:?}: {}", set.body);
    }
    let first = own(&server, &anna).await;
    let answer = server.call("GET", first.as_str().expect("an address"), &[], Vec::new()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let header = |name: &str| answer.headers[name].to_str().expect("a text").to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(header("cross-origin-resource-policy"), "cross-origin");
    assert!(header("cache-control").contains("immutable"));

    ask(&server, &anna, "PUT", "/me/avatar", picture(ImageFormat::Png)).await;
    let second = own(&server, &anna).await;
    assert_ne!(first, second);
    for (address, status) in [(&first, StatusCode::NOT_FOUND), (&second, StatusCode::OK)] {
        let answer = server.call("GET", address.as_str().expect("an address"), &[], Vec::new()).await;
        assert_eq!(answer.status, status);
    }
    let removed = ask(&server, &anna, "DELETE", "/me/avatar", Vec::new()).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(own(&server, &anna).await, Value::Null);
    for nowhere in ["/avatars/x", "/avatars/00000000000000000000000000000000", "/avatars/..%2f..%2fetc"] {
        assert_eq!(server.call("GET", nowhere, &[], Vec::new()).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_no_picture_or_too_large_is_refused_and_changes_nothing() {
    let server = Server::with_agents(&["anna"]).await;
    let anna = server.sign_in("anna").await;
    ask(&server, &anna, "PUT", "/me/avatar", picture(ImageFormat::Png)).await;
    let before = own(&server, &anna).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let mut half = picture(ImageFormat::Png);
    half.truncate(half.len() / 2);
    for (file, status, code) in [
        (Vec::new(), StatusCode::BAD_REQUEST, "invalid"),
        (svg, StatusCode::BAD_REQUEST, "invalid"),
        (half, StatusCode::BAD_REQUEST, "invalid"),
        (vec![0; 5_000_001], StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    ] {
        let refused = ask(&server, &anna, "PUT", "/me/avatar", file).await;
        assert_eq!((refused.status, &refused.body["code"]), (status, &code.into()), "{}", refused.body);
    }
    assert_eq!(own(&server, &anna).await, before);
}

#[tokio::test]
async fn an_owner_gives_others_pictures_which_visitors_see_and_the_audit_log_tells() {
    let server = Server::with_agents(&["anna"]).await;
    server.add("olga", ProfileId::OWNER).await;
    let (olga, anna) = (server.sign_in("olga").await, server.sign_in("anna").await);
    let me = ask(&server, &anna, "GET", "/session", Vec::new()).await.body;
    let path = format!("/users/{}/avatar", me["id"].as_str().expect("an id"));
    let set = ask(&server, &olga, "PUT", &path, picture(ImageFormat::WebP)).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    let address = set.body["avatar"].clone();
    assert_eq!(own(&server, &anna).await, address);

    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    assert_eq!(agent.say(&conversation, "Good morning").await["type"], "ack");
    let said = visitor
        .until_where(|frame| {
            frame["entries"].as_array().is_some_and(|e| e.iter().any(|e| e["what"]["kind"] == "said"))
        })
        .await;
    let entries = said["entries"].as_array().expect("entries");
    let said = entries.iter().find(|entry| entry["what"]["kind"] == "said").expect("what was said");
    assert_eq!(said["what"]["agent"]["avatar"], address);

    let log = ask(&server, &olga, "GET", "/audit", Vec::new()).await.body;
    let entries = log["entries"].as_array().expect("entries");
    assert!(entries.iter().any(|entry| entry["changes"][0]["field"] == "picture"), "{log}");
}

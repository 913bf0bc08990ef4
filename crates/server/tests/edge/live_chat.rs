//! The numbers of the rules of live chat: set over HTTP, refused with what is wrong, and followed by every node.

use axum::http::StatusCode;
use frontdesk_app::live_chat;
use frontdesk_domain::limits::{Limits, Number};
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, kinds};

const LIVE_CHAT: &str = "/api/console/live-chat";

async fn call(server: &Server, cookie: &str, method: &str, body: &Value) -> Answer {
    let headers = [("cookie", cookie), ("x-frontdesk", "1"), ("content-type", "application/json")];
    server.call(method, LIVE_CHAT, &headers, body.to_string().into_bytes()).await
}

async fn admin(server: &Server) -> String {
    server.add("mary", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    server.sign_in("mary").await
}

#[tokio::test]
async fn route_7_an_offer_stands_as_long_as_it_was_set_over_http() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = admin(&server).await;
    let told = call(&server, &cookie, "GET", &json!({})).await.body;
    assert_eq!(told["numbers"], told["defaults"]);
    assert_eq!((&told["least"]["offer_seconds"], &told["most"]["offer_seconds"]), (&json!(10), &json!(600)));
    let mut wanted = told["numbers"].clone();
    wanted["offer_seconds"] = json!(25);
    let set = call(&server, &cookie, "PUT", &wanted).await;
    assert_eq!((set.status, &set.body["numbers"]), (StatusCode::OK, &wanted), "{}", set.body);
    assert_eq!(set.body["defaults"], told["defaults"]);

    // It counts from now on.
    let _anna = server.agent("anna").await;
    let (mut visitor, view) = server.visitor().await;
    visitor.request(&view).await;
    let desk = server.agent("anna").await.desk;
    let until: jiff::Timestamp =
        desk["offers"][0]["until"].as_str().expect("a deadline").parse().expect("an instant");
    assert_eq!(until, server.desk.now() + SignedDuration::from_secs(25));
}

#[tokio::test]
async fn route_14_numbers_set_on_another_node_act_on_chats_that_go_on_here() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    agent.say(&conversation, "hello").await;
    let mut limits = Limits::default();
    limits.set(Number::Inactivity, 3);
    server.desk.store.write(move |tx| live_chat::set(tx, None, &limits)).await.expect("set");
    server.until(|desk| desk.rules().limits.get(Number::Inactivity) == 3).await;
    // Past the new warning, and long before the deadline that was armed by the former number.
    server.clock.advance(SignedDuration::from_secs(65));
    visitor.until_where(|f| kinds(f).contains(&"warned".to_owned())).await;
}

#[tokio::test]
async fn what_is_wrong_is_said_of_the_number() {
    let server = Server::with_agents(&[]).await;
    let cookie = admin(&server).await;
    let defaults = call(&server, &cookie, "GET", &json!({})).await.body["defaults"].clone();
    for (member, value, field) in [
        ("offer_seconds", json!(9), Some("offer_seconds")),
        ("chats_per_agent", json!(101), Some("chats_per_agent")),
        ("inactivity_minutes", json!(2), Some("inactivity_warning_seconds")),
        ("holder_lost_minutes", json!(1), Some("holder_away_seconds")),
        ("transcript_hours", json!(-1), None),
        ("odd", json!(1), None),
    ] {
        let mut wanted = defaults.clone();
        wanted[member] = value;
        let refused = call(&server, &cookie, "PUT", &wanted).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{member}: {}", refused.body);
        assert_eq!(refused.body["field"].as_str(), field, "{member}: {}", refused.body);
    }
    assert_eq!(call(&server, &cookie, "GET", &json!({})).await.body["numbers"], defaults);
}

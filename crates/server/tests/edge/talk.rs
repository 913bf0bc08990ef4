//! Talking over sockets, and by HTTP where they are blocked.

use serde_json::json;

use crate::harness::{SITE, Server, id, kinds};

#[tokio::test]
async fn a_message_reaches_both_sides_once_and_is_acknowledged() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    let ack = visitor.say(&conversation, "<b>hello</b>").await;
    assert_eq!(ack["type"], "ack");
    let told = agent.until_where(|f| kinds(f).contains(&"visitor_said".to_owned())).await;
    let entry = told["entries"].as_array().expect("entries").last().expect("one").clone();
    assert_eq!(entry["what"]["text"], "<b>hello</b>", "text is text");
    assert_eq!(entry["seq"], ack["seq"]);
    assert_eq!(entry["client_id"], serde_json::Value::Null, "client ids are the sender's own");
}

#[tokio::test]
async fn a_repeated_command_is_acknowledged_with_its_first_number() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, _agent, conversation) = server.chat("anna").await;
    let say = json!({ "type": "say", "client_id": id(), "conversation": conversation, "text": "once" });
    visitor.send(&say).await;
    let first = visitor.until("ack").await;
    visitor.send(&say).await;
    assert_eq!(visitor.until("ack").await, first);
}

#[tokio::test]
async fn route_15_who_resubscribes_gets_what_they_missed_and_nothing_twice() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    let known = visitor.say(&conversation, "one").await["seq"].as_u64().expect("a number");
    agent.say(&conversation, "two").await;
    agent.say(&conversation, "three").await;
    visitor.send(&json!({ "type": "subscribe", "conversation": conversation, "after": known })).await;
    let stretch = visitor
        .until_where(|f| f["type"] == "entries" && f["after"] == known && f["upto"] == known + 2)
        .await;
    let texts: Vec<_> =
        stretch["entries"].as_array().expect("entries").iter().map(|e| e["what"]["text"].clone()).collect();
    assert_eq!(texts, ["two", "three"]);
}

#[tokio::test]
async fn route_18_a_visitor_who_comes_back_during_an_offer_is_there() {
    let server = Server::with_agents(&["anna"]).await;
    let mut anna = server.agent("anna").await;
    let (mut visitor, view) = server.visitor().await;
    let conversation = visitor.request(&view).await;
    visitor.send(&json!({ "type": "subscribe", "conversation": conversation, "after": 0 })).await;
    let all = visitor.until_where(|f| f["after"] == 0 && kinds(f).contains(&"connecting".to_owned())).await;
    let last = all["upto"].clone();
    drop(visitor);
    let mut back = server.connect("/api/visitor/socket", &[("origin", SITE)]).await.expect("a socket");
    back.send(&json!({ "type": "hello", "protocol": 1, "token": view["token"] })).await;
    back.until("welcome").await;
    back.send(&json!({ "type": "subscribe", "conversation": conversation, "after": last })).await;
    back.until("seen").await;
    for _ in 0..4 {
        server.clock.advance(jiff::SignedDuration::from_secs(15));
        for socket in [&mut back, &mut anna] {
            socket.send(&json!({ "type": "ping" })).await;
            socket.until("heartbeat").await;
        }
        server.desk.renew(server.desk.now()).await.expect("renewed");
    }
    let desk = server.agent("anna").await.desk;
    assert_eq!(desk["offers"][0]["conversation"], conversation, "the offer stands");
}

#[tokio::test]
async fn route_9_the_widget_is_told_whether_the_fallback_is_the_built_in_one() {
    let server = Server::with_agents(&[]).await;
    let (mut visitor, view) = server.visitor().await;
    let conversation = visitor.request(&view).await;
    visitor.send(&json!({ "type": "subscribe", "conversation": conversation, "after": 0 })).await;
    let frame = visitor.until_where(|f| kinds(f).contains(&"fallback".to_owned())).await;
    let told = frame["entries"].as_array().expect("entries").iter().find(|e| e["what"]["kind"] == "fallback");
    let told = &told.expect("a fallback")["what"];
    assert_eq!(told["text"], server.desk.rules().fallback);
    assert_eq!(told["standard"], true);
}

#[tokio::test]
async fn a_page_view_brings_what_the_launcher_says_in_the_language_wanted() {
    let server = Server::with_agents(&[]).await;
    for (languages, lang) in [(",sv-SE,en", "sv"), ("ar,zh-TW", "zh-Hant"), ("en,sv", ""), ("", "")] {
        let body = json!({ "token": null, "page": format!("{SITE}/"), "languages": languages });
        let headers = [("origin", SITE), ("content-type", "application/json")];
        let view =
            server.call("POST", "/api/visitor/page-view", &headers, body.to_string().into_bytes()).await;
        assert_eq!(view.status, 200, "{}", view.body);
        let texts = &view.body["texts"];
        // A program may be built without the widget, which has the texts.
        assert!(texts.is_null() || texts["lang"] == lang, "{languages}: {texts}");
    }
}

#[tokio::test]
async fn a_poll_that_is_given_up_leaves_nothing_behind() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, _agent, conversation) = server.chat("anna").await;
    let last = visitor.say(&conversation, "one").await["seq"].clone();
    let path = format!("/api/visitor/entries?conversation={conversation}&after={last}&wait=25");
    let bearer = format!("Bearer {}", visitor.token);
    let headers = [("origin", SITE), ("authorization", bearer.as_str())];
    let poll = server.call("GET", &path, &headers, Vec::new());
    assert!(tokio::time::timeout(std::time::Duration::from_millis(300), poll).await.is_err(), "it waits");
    drop(visitor);
    server.until(|desk| desk.hub.served().len() == 1 && desk.connections() == 1).await;
}

#[tokio::test]
async fn typing_and_marks_go_to_the_other_side_only() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    agent.send(&json!({ "type": "typing", "conversation": conversation, "on": true })).await;
    assert_eq!(visitor.until("typing").await["agent"]["name"], "anna");
    visitor.send(&json!({ "type": "typing", "conversation": conversation, "on": true })).await;
    agent.until("typing").await;
    let seq = visitor.say(&conversation, "read me").await["seq"].as_u64().expect("a number");
    agent.send(&json!({ "type": "seen", "conversation": conversation, "delivered": seq, "read": seq })).await;
    visitor.until_where(|f| f["type"] == "seen" && f["marks"]["read"] == seq).await;
}

#[tokio::test]
async fn where_sockets_are_blocked_the_same_commands_go_by_http() {
    let server = Server::with_agents(&["anna"]).await;
    let mut agent = server.agent("anna").await;
    let view = server.page_view(None).await;
    let bearer = format!("Bearer {}", view["token"].as_str().expect("a token"));
    let headers =
        [("origin", SITE), ("authorization", bearer.as_str()), ("content-type", "application/json")];
    let command = async |body: serde_json::Value| {
        let answer =
            server.call("POST", "/api/visitor/command", &headers, body.to_string().into_bytes()).await;
        assert_eq!(answer.status, axum::http::StatusCode::OK, "{}", answer.body);
        answer.body
    };
    let open = json!({ "type": "open", "client_id": id(), "dialogue": view["show"]["dialogue"], "page": format!("{SITE}/") });
    let conversation = command(open).await["conversation"].as_str().expect("an id").to_owned();
    let answer = json!({ "type": "answer", "client_id": id(), "conversation": conversation, "card": "talk",
                         "answer": { "kind": "choice", "index": 0 } });
    command(answer).await;
    let desk =
        agent.until_where(|f| f["type"] == "desk" && !f["offers"].as_array().expect("rows").is_empty()).await;
    let offer = &desk["offers"][0]["offer"];
    agent
        .send(&json!({ "type": "accept", "client_id": id(), "conversation": conversation, "offer": offer }))
        .await;
    let accepted = agent.until("ack").await["seq"].as_u64().expect("a number");
    let path = format!("/api/visitor/entries?conversation={conversation}&after={accepted}&wait=25");
    let (waited, said) =
        tokio::join!(server.call("GET", &path, &headers, Vec::new()), agent.say(&conversation, "hi"));
    assert_eq!(said["type"], "ack");
    assert_eq!(waited.body["entries"][0]["what"]["text"], "hi");
    let say = json!({ "type": "say", "client_id": id(), "conversation": conversation, "text": "by HTTP" });
    assert_eq!(command(say).await["type"], "ack");
    let again = server.page_view(view["token"].as_str()).await;
    assert_eq!((&again["show"]["kind"], &again["token"]), (&"conversation".into(), &serde_json::Value::Null));
}

#[tokio::test]
async fn avail_3_the_desk_follows_the_toggle_and_keeps_its_chats() {
    let server = Server::with_agents(&["anna"]).await;
    let (_visitor, mut agent, conversation) = server.chat("anna").await;
    agent.send(&json!({ "type": "set_available", "client_id": id(), "available": false })).await;
    agent.until("ack").await;
    let desk = agent.until_where(|f| f["type"] == "desk" && f["status"]["available"] == false).await;
    assert_eq!(desk["chats_gone"], json!([]));
    assert_eq!(agent.say(&conversation, "still here").await["type"], "ack");
}

//! The conversation list over HTTP: paging, foreign hands, transcripts.

use axum::http::StatusCode;
use frontdesk_app::AppError;
use frontdesk_app::account::{NewAccount, create};
use frontdesk_app::users::{self, Settings};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use frontdesk_store::Tx;
use frontdesk_store::repo::account;
use serde_json::json;

use crate::harness::{Server, id, kinds};

const LIST: &str = "/api/console/conversations";

#[tokio::test]
async fn the_list_is_for_who_is_signed_in() {
    let server = Server::with_agents(&[]).await;
    let one = format!("{LIST}/{}", id());
    let of_one = [one.clone(), format!("{one}/transcript"), format!("{one}/decisions")];
    for path in [LIST, &format!("{LIST}/dialogues")].into_iter().chain(of_one.iter().map(String::as_str)) {
        let answer = server.call("GET", path, &[], Vec::new()).await;
        assert_eq!((answer.status, &answer.body["code"]), (StatusCode::UNAUTHORIZED, &"signed_out".into()));
    }
}

#[tokio::test]
async fn a_bad_question_is_told_so_and_foreign_looks_like_absent() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let with = [("cookie", cookie.as_str())];
    for query in
        ["after=x", "after=1.x", "after=9.9", "standing=odd", "limit=-1", "limit=x", "dialogue=x", "odd=1"]
    {
        let answer = server.call("GET", &format!("{LIST}?{query}"), &with, Vec::new()).await;
        assert_eq!(
            (answer.status, &answer.body["code"]),
            (StatusCode::BAD_REQUEST, &"invalid".into()),
            "{query}"
        );
    }
    for absent in [id(), "x".into(), "%00".into()] {
        for path in ["", "/transcript", "/decisions"].map(|rest| format!("{LIST}/{absent}{rest}")) {
            let answer = server.call("GET", &path, &with, Vec::new()).await;
            assert_eq!((answer.status, &answer.body["code"]), (StatusCode::NOT_FOUND, &"not_found".into()));
        }
    }
}

/// An owner, who may change users.
async fn owner(server: &Server) -> UserId {
    let new = NewAccount {
        email: "owner@desk.example".into(),
        name: "Owner".into(),
        password_hash: String::new(),
        profiles: vec![ProfileId::OWNER],
        takes_chats: false,
        demo: false,
    };
    server.desk.store.write(move |tx| create(tx, &new)).await.expect("an owner")
}

/// Gives a user one profile and no other.
async fn give(server: &Server, owner: UserId, email: &'static str, profile: BuiltIn) {
    let change = move |tx: &mut Tx<'_>| {
        let user = account::find_by_email(tx, email)?.ok_or(AppError::NotFound)?;
        let settings = Settings {
            name: user.name.clone(),
            profiles: vec![ProfileId::BuiltIn(profile)],
            takes_chats: false,
        };
        users::update(tx, owner.into(), user.id, &settings)
    };
    server.desk.store.write(change).await.expect("changed");
}

#[tokio::test]
async fn perm_1_who_may_see_all_follows_foreign_chats_until_they_may_no_more() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let owner = owner(&server).await;
    give(&server, owner, "ben@desk.example", BuiltIn::SalesAdmin).await;
    let (mut visitor, _anna, conversation) = server.chat("anna").await;
    let cookie = server.sign_in("ben").await;
    let list = server.call("GET", LIST, &[("cookie", cookie.as_str())], Vec::new()).await;
    assert_eq!(list.body["rows"][0]["conversation"], conversation.as_str());
    let mut ben = server.agent("ben").await;
    ben.send(&json!({ "type": "subscribe", "conversation": conversation, "after": 0 })).await;
    ben.until("entries").await;
    visitor.say(&conversation, "seen").await;
    ben.until_where(|f| kinds(f).contains(&"visitor_said".to_owned())).await;

    give(&server, owner, "ben@desk.example", BuiltIn::LiveAgent).await;
    let refused = ben.until("refused").await;
    assert_eq!((&refused["code"], &refused["conversation"]), (&json!("not_found"), &json!(conversation)));
    visitor.say(&conversation, "not seen").await;
    ben.send(&json!({ "type": "subscribe", "conversation": conversation, "after": 0 })).await;
    let next = ben.until_where(|f| f["type"] == "entries" || f["type"] == "refused").await;
    assert_eq!(next["type"], "refused");
    let list = server.call("GET", LIST, &[("cookie", cookie.as_str())], Vec::new()).await;
    assert_eq!(list.body["rows"], json!([]));
}

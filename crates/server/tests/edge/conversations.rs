//! The conversation list over HTTP: paging, foreign hands, transcripts.

use axum::http::StatusCode;

use crate::harness::{Server, id};

const LIST: &str = "/api/console/conversations";

#[tokio::test]
async fn the_list_is_for_who_is_signed_in() {
    let server = Server::with_agents(&[]).await;
    let one = format!("{LIST}/{}", id());
    for path in [LIST, &format!("{LIST}/dialogues"), &one, &format!("{one}/transcript")] {
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
        for path in [format!("{LIST}/{absent}"), format!("{LIST}/{absent}/transcript")] {
            let answer = server.call("GET", &path, &with, Vec::new()).await;
            assert_eq!((answer.status, &answer.body["code"]), (StatusCode::NOT_FOUND, &"not_found".into()));
        }
    }
}

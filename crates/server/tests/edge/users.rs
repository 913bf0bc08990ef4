//! Users over HTTP: links, invitations, one's own account, and what follows on sockets.

use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_app::link;
use serde_json::{Value, json};

use crate::harness::{Answer, PASSWORD, Server, id};

async fn ask(server: &Server, cookie: &str, method: &str, path: &str, body: Value) -> Answer {
    let headers = [
        ("x-frontdesk", "1"),
        ("content-type", "application/json"),
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("cookie", cookie),
    ];
    server.call(method, &format!("/api/console{path}"), &headers, body.to_string().into_bytes()).await
}

fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let cookie = answer.headers["set-cookie"].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    cookie.split(';').next().expect("a pair").to_owned()
}

fn refused(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.body["code"].as_str().unwrap_or_default())
}

/// Follows a new owner's link.
async fn owner(server: &Server) -> String {
    let token = server.desk.store.write(link::for_owner).await.expect("a link").token;
    let body = json!({ "token": token, "email": "olga@desk.example", "name": "Olga", "password": PASSWORD });
    cookie(&ask(server, "", "POST", "/link/follow", body).await)
}

/// Invites somebody; their id and the token of their link.
async fn invite(server: &Server, owner: &str, name: &str, profile: &str) -> (String, String) {
    let body = json!({ "email": format!("{name}@desk.example"), "name": name, "profiles": [profile], "takes_chats": false });
    let invited = ask(server, owner, "POST", "/users", body).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.body);
    let url = invited.body["link"]["url"].as_str().expect("a link");
    let (place, token) = url.split_once("/link#").expect("the token is in the fragment");
    assert_eq!(place, server.origin());
    (invited.body["user"]["id"].as_str().expect("an id").to_owned(), token.to_owned())
}

#[tokio::test]
async fn an_owner_invites_an_agent_who_accepts_signs_in_and_is_deactivated() {
    let server = Server::with_agents(&[]).await;
    let olga = owner(&server).await;
    let me = ask(&server, &olga, "GET", "/session", Value::Null).await.body;
    assert_eq!((&me["name"], &me["profiles"][0]["id"]), (&json!("Olga"), &json!("owner")));
    assert!(me["permissions"].as_array().expect("a list").contains(&json!("manage_users_and_profiles")));

    let (ida, token) = invite(&server, &olga, "ida", "live_agent").await;
    let found = ask(&server, "", "POST", "/link/look", json!({ "token": token })).await.body;
    assert_eq!((&found["kind"], &found["email"]), (&json!("invite"), &json!("ida@desk.example")));
    let follow = |password: &str| json!({ "token": token, "password": password });
    for weak in ["short", "ida@desk.example"] {
        let answer = ask(&server, "", "POST", "/link/follow", follow(weak)).await;
        assert_eq!(refused(&answer), (400, "weak_password"));
    }
    let state = async || {
        ask(&server, &olga, "GET", &format!("/users/{ida}"), Value::Null).await.body["state"].clone()
    };
    assert_eq!(state().await, "invited");
    cookie(&ask(&server, "", "POST", "/link/follow", follow(PASSWORD)).await);
    for again in ["/link/look", "/link/follow"] {
        let body = if again == "/link/look" { json!({ "token": token }) } else { follow(PASSWORD) };
        assert_eq!(refused(&ask(&server, "", "POST", again, body).await), (404, "link_gone"));
    }
    assert_eq!(state().await, "active");

    let mut socket = server.agent("ida").await;
    let deactivated = ask(&server, &olga, "POST", &format!("/users/{ida}/deactivate"), Value::Null).await;
    assert_eq!(deactivated.body["state"], "deactivated");
    let bye = tokio::time::timeout(Duration::from_secs(5), socket.bye()).await.expect("within 5 s");
    assert_eq!(bye, "signed_out");
    let sign_in = json!({ "email": "ida@desk.example", "password": PASSWORD });
    let out = ask(&server, "", "POST", "/session", sign_in).await;
    assert_eq!(refused(&out), (401, "wrong_credentials"));
    let acts = ask(&server, &olga, "GET", "/audit", Value::Null).await.body;
    let acts: Vec<_> =
        acts["entries"].as_array().expect("entries").iter().map(|e| e["act"].clone()).collect();
    for act in ["owner_made", "user_invited", "invite_accepted", "user_deactivated"] {
        assert!(acts.contains(&json!(act)), "{act}: {acts:?}");
    }
}

#[tokio::test]
async fn perm_1_a_changed_users_socket_follows_within_five_seconds() {
    let server = Server::with_agents(&[]).await;
    let olga = owner(&server).await;
    let (ida, token) = invite(&server, &olga, "ida", "live_agent").await;
    ask(&server, "", "POST", "/link/follow", json!({ "token": token, "password": PASSWORD })).await;
    let mut socket = server.agent("ida").await;
    let body = json!({ "name": "Ida E", "profiles": ["marketing_user"], "takes_chats": false });
    let changed = ask(&server, &olga, "PUT", &format!("/users/{ida}"), body).await;
    assert_eq!(changed.body["takes_chats"], false, "{}", changed.body);
    let told = tokio::time::timeout(Duration::from_secs(5), socket.until("me")).await.expect("within 5 s");
    assert_eq!((&told["me"]["name"], &told["me"]["takes_chats"]), (&json!("Ida E"), &json!(false)));
    socket.send(&json!({ "type": "accept", "client_id": id(), "conversation": id(), "offer": 1 })).await;
    assert_eq!(socket.until("refused").await["code"], "forbidden");
}

#[tokio::test]
async fn profiles_and_users_are_refused_cleanly() {
    let server = Server::with_agents(&["anna"]).await;
    let olga = owner(&server).await;
    let made = json!({ "name": "Writers", "permissions": ["manage_dialogues"] });
    let profile = ask(&server, &olga, "POST", "/profiles", made.clone()).await;
    assert_eq!(profile.status, StatusCode::CREATED);
    assert_eq!(profile.body["permissions"], json!(["view_dialogues", "manage_dialogues"]));
    let writers = format!("/profiles/{}", profile.body["id"].as_str().expect("an id"));
    let (wim, _) = invite(&server, &olga, "wim", profile.body["id"].as_str().expect("an id")).await;
    let wim = format!("/users/{wim}");
    let me = ask(&server, &olga, "GET", "/session", Value::Null).await.body;
    let myself = format!("/users/{}", me["id"].as_str().expect("an id"));
    let again = json!({ "email": "WIM@desk.example", "name": "Wim", "profiles": [], "takes_chats": false });
    let unknown = json!({ "name": "Wim", "profiles": ["boss"], "takes_chats": false });
    let nameless = json!({ "name": " ", "profiles": [], "takes_chats": false });
    let agent = json!({ "name": "Olga", "profiles": ["live_agent"], "takes_chats": false });
    for (method, path, body, expected) in [
        ("POST", "/profiles", made.clone(), (409, "taken")),
        ("POST", "/profiles", json!({ "name": "X", "permissions": ["fly"] }), (400, "malformed")),
        (
            "POST",
            "/profiles",
            json!({ "name": "X", "permissions": ["manage_users_and_profiles"] }),
            (400, "invalid"),
        ),
        ("PUT", "/profiles/owner", made.clone(), (409, "wrong_state")),
        ("DELETE", "/profiles/nothing", Value::Null, (404, "not_found")),
        ("DELETE", &writers, Value::Null, (409, "in_use")),
        ("POST", "/users", again, (409, "taken")),
        ("PUT", &wim, unknown, (400, "invalid")),
        ("PUT", &wim, nameless, (400, "invalid")),
        ("POST", &format!("{wim}/reset"), Value::Null, (409, "wrong_state")),
        ("POST", &format!("{myself}/invite"), Value::Null, (409, "wrong_state")),
        ("POST", &format!("{myself}/deactivate"), Value::Null, (409, "last_owner")),
        ("PUT", &myself, agent, (409, "last_owner")),
        ("GET", "/users/x", Value::Null, (404, "not_found")),
        ("GET", "/audit?before=x", Value::Null, (400, "malformed")),
    ] {
        let answer = ask(&server, &olga, method, path, body).await;
        assert_eq!(refused(&answer), expected, "{method} {path}: {}", answer.body);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
    let found = ask(&server, &olga, "GET", "/users?search=WI%25", Value::Null).await.body;
    assert_eq!(found["users"], json!([]), "a sign of patterns is a sign like any other");
    let found = ask(&server, &olga, "GET", "/users?search=WI", Value::Null).await.body;
    assert_eq!(found["users"][0]["email"], "wim@desk.example");
    let named = profile.body["id"].as_str().expect("an id");
    let found = ask(&server, &olga, "GET", &format!("/users?profile={named}"), Value::Null).await.body;
    assert_eq!(
        (found["users"].as_array().map(Vec::len), &found["users"][0]["name"]),
        (Some(1), &"wim".into())
    );
    let rest = ask(&server, &olga, "GET", "/users?after=anna@desk.example", Value::Null).await.body;
    assert_eq!((rest["users"].as_array().map(Vec::len), &rest["next"]), (Some(2), &Value::Null));
}

#[tokio::test]
async fn a_new_name_shows_to_visitors() {
    let server = Server::with_agents(&["anna"]).await;
    let (mut visitor, mut agent, conversation) = server.chat("anna").await;
    let typing = json!({ "type": "typing", "conversation": conversation, "on": true });
    agent.send(&typing).await;
    assert_eq!(visitor.until("typing").await["agent"]["name"], "anna");
    let cookie = server.sign_in("anna").await;
    let renamed = ask(&server, &cookie, "PUT", "/me/name", json!({ "name": "Anna Ek" })).await;
    assert_eq!(renamed.status, StatusCode::NO_CONTENT);
    agent.send(&typing).await;
    assert_eq!(visitor.until("typing").await["agent"]["name"], "Anna Ek");
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_signing_out_everywhere_all() {
    let server = Server::with_agents(&["anna"]).await;
    let (mine, other) = (server.sign_in("anna").await, server.sign_in("anna").await);
    let session = async |cookie: &str| ask(&server, cookie, "GET", "/session", Value::Null).await.status;
    let wrong = json!({ "old": "a wrong guess", "new": "another password" });
    let answer = ask(&server, &mine, "PUT", "/me/password", wrong).await;
    assert_eq!(refused(&answer), (401, "wrong_credentials"));
    let right = json!({ "old": PASSWORD, "new": "another password" });
    assert_eq!(ask(&server, &mine, "PUT", "/me/password", right).await.status, StatusCode::NO_CONTENT);
    assert_eq!((session(&mine).await, session(&other).await), (StatusCode::OK, StatusCode::UNAUTHORIZED));
    let sign_in = json!({ "email": "anna@desk.example", "password": "another password" });
    let second = cookie(&ask(&server, "", "POST", "/session", sign_in.clone()).await);
    let third = cookie(&ask(&server, "", "POST", "/session", sign_in).await);

    let sessions = ask(&server, &third, "GET", "/me/sessions", Value::Null).await.body;
    let rows = sessions["sessions"].as_array().expect("rows").clone();
    assert_eq!(rows.len(), 3);
    let ours: Vec<_> = rows.iter().filter(|row| row["current"] == true).collect();
    assert_eq!((ours.len(), &ours[0]["device"]), (1, &json!("Firefox, Linux")));
    assert_eq!(ours[0]["address"], "127.0.0.1");
    let oldest = rows.iter().find(|row| row["device"] == "").expect("the harness names no browser");
    let end = format!("/me/sessions/{}", oldest["id"].as_str().expect("an id"));
    assert_eq!(ask(&server, &third, "DELETE", &end, Value::Null).await.status, StatusCode::NO_CONTENT);
    assert_eq!(session(&mine).await, StatusCode::UNAUTHORIZED);
    assert_eq!(refused(&ask(&server, &third, "DELETE", &end, Value::Null).await), (404, "not_found"));
    let everywhere = ask(&server, &second, "DELETE", "/me/sessions", Value::Null).await;
    assert_eq!(everywhere.status, StatusCode::NO_CONTENT);
    assert_eq!(
        (session(&second).await, session(&third).await),
        (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED)
    );
}

/// Calls until a limit fires with these words; how many were let through.
async fn until_limited(server: &Server, cookie: &str, call: (&str, &str), body: Value, words: &str) -> usize {
    let calling = async {
        let mut through = 0;
        loop {
            let answer = ask(server, cookie, call.0, call.1, body.clone()).await;
            match answer.body["code"].as_str() {
                Some("rate_limited") if answer.body["title"].as_str().is_some_and(|t| t.contains(words)) => {
                    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
                    return through;
                }
                Some("rate_limited") => {}
                _ => through += 1,
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), calling).await.expect("the limit fires")
}

#[tokio::test]
async fn each_limit_on_tries_and_changes_fires() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let (anna, ben) = (server.sign_in("anna").await, server.sign_in("ben").await);
    let guess = json!({ "old": "a wrong guess", "new": "another password" });
    let password = ("PUT", "/me/password");
    let tries = until_limited(&server, &anna, password, guess.clone(), "too many tries").await;
    assert!((10..=20).contains(&tries), "{tries}");
    let other = ask(&server, &ben, "PUT", "/me/password", guess).await;
    assert_eq!(refused(&other), (401, "wrong_credentials"), "each user has tries of their own");
    let forged = json!({ "token": "0".repeat(64) });
    let tries = until_limited(&server, "", ("POST", "/link/look"), forged, "too many tries").await;
    assert!((20..=40).contains(&tries), "{tries}");
    let name = json!({ "name": "Ben" });
    let changes = until_limited(&server, &ben, ("PUT", "/me/name"), name, "too many changes").await;
    assert!((100..=240).contains(&changes), "{changes}");
}

#[tokio::test]
async fn the_limit_on_calls_of_consoles_fires_and_leaves_visitors_alone() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let calls = (0..200).map(|_| ask(&server, &cookie, "GET", "/session", Value::Null));
    let answers = futures_util::future::join_all(calls).await;
    let limited = answers.iter().filter(|answer| answer.body["code"] == "rate_limited").count();
    assert!(limited > 0 && limited < answers.len(), "{limited}");
    server.page_view(None).await;
}

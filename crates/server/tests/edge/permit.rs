//! Every cell of the permission matrix: each call and frame with each kind of caller (`PERM-1`).

use std::collections::BTreeSet;

use axum::http::StatusCode;
use frontdesk_app::account::{NewAccount, create};
use frontdesk_app::api_token::{self, NewToken};
use frontdesk_app::session::{Place, begin, end_all};
use frontdesk_app::{AppError, agent, profiles};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{BuiltIn, Permission, Permissions, ProfileId};
use frontdesk_protocol::console::AgentFrame;
use frontdesk_server::permit::{Call, Door, Who, agent_frame, calls};
use frontdesk_store::Tx;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::harness::{Answer, SITE, Server, id};

/// Somebody who calls.
enum Caller {
    Anonymous,
    /// The visitor whose conversation is asked for, or another, by their token.
    Visitor(String),
    /// A user who may do so much.
    User(UserId, Permissions),
    /// A user whose session is over.
    Over(UserId, &'static str),
    /// A page of another site, with an owner's cookie.
    ForeignPage(UserId),
    /// A program.
    Program(Token),
    /// A program that sends an owner's cookie beside its token.
    ProgramWithCookie(Token, UserId),
}

/// The API token of a program. All are made by users who may do everything.
#[derive(Clone, Copy)]
enum Token {
    /// Made for what the call takes, and nothing else.
    Exactly,
    /// Made for everything but that.
    Without,
    OfDeactivated,
    Revoked,
    Expired,
}

impl Token {
    /// The code with which the table turns it away.
    fn expected(self, who: Who) -> Option<&'static str> {
        match (self, who) {
            (_, Who::Anyone) => None,
            (Self::OfDeactivated | Self::Revoked | Self::Expired, _) | (_, Who::Visitor) => {
                Some("signed_out")
            }
            (_, Who::Session | Who::SessionHolder(_)) => Some("not_for_tokens"),
            (Self::Without, Who::Holder(_)) => Some("forbidden"),
            (Self::Exactly, Who::Holder(_)) | (_, Who::User) => None,
        }
    }
}

/// The secrets of the programs' tokens.
struct Secrets {
    exactly: Vec<(Permission, String)>,
    without: Vec<(Permission, String)>,
    of_deactivated: String,
    revoked: String,
    expired: String,
}

impl Secrets {
    async fn new(server: &Server) -> Self {
        let maker = user(server, "maker", ProfileId::OWNER).await;
        let leaver = user(server, "leaver", ProfileId::OWNER).await;
        let made = server.desk.store.write(move |tx| {
            let everything = || Permission::ALL.iter().copied();
            let make = |tx: &mut Tx<'_>, maker: UserId, permissions: Permissions, days: u16| {
                let new = NewToken { name: "matrix".to_owned(), permissions, days };
                api_token::make(tx, maker, &new)
            };
            let (mut exactly, mut without) = (Vec::new(), Vec::new());
            for permission in everything() {
                let others = everything()
                    .filter(|other| !std::iter::once(*other).collect::<Permissions>().has(permission));
                exactly.push((permission, make(tx, maker, std::iter::once(permission).collect(), 90)?.1));
                without.push((permission, make(tx, maker, others.collect(), 90)?.1));
            }
            let all: Permissions = everything().collect();
            let of_deactivated = make(tx, leaver, all.clone(), 90)?.1;
            agent::deactivate(tx, leaver)?;
            let (id, revoked) = make(tx, maker, all.clone(), 90)?;
            api_token::revoke(tx, None, id)?;
            let expired = make(tx, maker, all, 1)?.1;
            Ok::<_, AppError>(Self { exactly, without, of_deactivated, revoked, expired })
        });
        let made = made.await.expect("tokens");
        server.clock.advance(SignedDuration::from_hours(24));
        made
    }

    fn of(&self, token: Token, needed: Option<Permission>) -> &str {
        let among = |secrets: &'_ [(Permission, String)]| {
            let at = secrets.iter().position(|(permission, _)| needed.is_none_or(|it| it == *permission));
            at.expect("a token for each permission")
        };
        match token {
            Token::Exactly => &self.exactly[among(&self.exactly)].1,
            Token::Without => &self.without[among(&self.without)].1,
            Token::OfDeactivated => &self.of_deactivated,
            Token::Revoked => &self.revoked,
            Token::Expired => &self.expired,
        }
    }
}

struct Matrix {
    server: Server,
    callers: Vec<Caller>,
    secrets: Secrets,
    conversation: String,
}

impl Matrix {
    async fn new() -> Self {
        let server = Server::with_config(&["anna"], |config| {
            config.rate_limits = false;
            config.sockets_per_address = 1_000;
        })
        .await;
        let secrets = Secrets::new(&server).await;
        let (visitor, _agent, conversation) = server.chat("anna").await;
        let (other, _) = server.visitor().await;
        let mut users = Vec::new();
        for profile in BuiltIn::ALL {
            let user = user(&server, profile.key(), ProfileId::BuiltIn(profile)).await;
            users.push((user, profile.permissions()));
        }
        let (owner, _) = users[5].clone();
        let none = Permissions::default();
        let nothing = server
            .desk
            .store
            .write(move |tx| profiles::create(tx, owner.into(), "Nothing", &none))
            .await
            .expect("a profile");
        users.push((user(&server, "nothing", nothing).await, Permissions::default()));
        let deactivated = user(&server, "deactivated", ProfileId::OWNER).await;
        let mut callers: Vec<_> = users.into_iter().map(|(user, may)| Caller::User(user, may)).collect();
        callers.extend([
            Caller::Anonymous,
            Caller::Visitor(visitor.token.clone()),
            Caller::Visitor(other.token.clone()),
            Caller::Over(deactivated, "deactivated"),
            Caller::Over(owner, "signed out"),
            Caller::ForeignPage(owner),
            Caller::Program(Token::Exactly),
            Caller::Program(Token::Without),
            Caller::Program(Token::OfDeactivated),
            Caller::Program(Token::Revoked),
            Caller::Program(Token::Expired),
            Caller::ProgramWithCookie(Token::Without, owner),
            Caller::ProgramWithCookie(Token::Revoked, owner),
        ]);
        Self { server, callers, secrets, conversation }
    }

    /// The cookie of a session that has just begun; of one that is over, too.
    async fn cookie(&self, user: UserId, over: Option<&'static str>) -> String {
        let began = self.server.desk.store.write(move |tx| {
            let token = begin(tx, user, &Place::default())?;
            match over {
                Some("deactivated") => agent::deactivate(tx, user)?,
                Some(_) => end_all(tx, user)?,
                None => {}
            }
            Ok::<_, AppError>(token)
        });
        format!("frontdesk_session={}", began.await.expect("a session"))
    }

    /// What a caller sends along.
    async fn headers(
        &self,
        caller: &Caller,
        door: Door,
        needed: Option<Permission>,
    ) -> Vec<(&'static str, String)> {
        let own = match door {
            Door::Site | Door::SiteSocket => SITE.to_owned(),
            Door::Console | Door::ConsoleSocket => self.server.origin(),
        };
        let mut headers =
            vec![("x-frontdesk", "1".to_owned()), ("content-type", "application/json".to_owned())];
        match caller {
            Caller::Anonymous => {}
            Caller::Visitor(token) => headers.push(("authorization", format!("Bearer {token}"))),
            Caller::User(user, _) => headers.push(("cookie", self.cookie(*user, None).await)),
            Caller::Over(user, why) => headers.push(("cookie", self.cookie(*user, Some(why)).await)),
            Caller::ForeignPage(user) => {
                headers.push(("cookie", self.cookie(*user, None).await));
                headers.push(("origin", "https://evil.example".to_owned()));
                return headers;
            }
            Caller::Program(token) => {
                let bearer = ("authorization", format!("Bearer {}", self.secrets.of(*token, needed)));
                // Programs have no page: nothing but the token is asked of them.
                return match door {
                    Door::Console => vec![bearer],
                    _ => vec![bearer, ("origin", own), ("content-type", "application/json".to_owned())],
                };
            }
            Caller::ProgramWithCookie(token, user) => {
                headers.push(("cookie", self.cookie(*user, None).await));
                headers.push(("authorization", format!("bearer {}", self.secrets.of(*token, needed))));
            }
        }
        headers.push(("origin", own));
        headers
    }

    async fn call(&self, call: &Call, caller: &Caller) -> Answer {
        // Each parameter names something that is not there.
        let named =
            call.path.split('/').map(|part| if part.starts_with('{') { id() } else { part.to_owned() });
        let mut path = named.collect::<Vec<_>>().join("/");
        if call.path == "/api/visitor/entries" {
            path = format!("{path}?conversation={}&after=0", self.conversation);
        }
        let headers = self.headers(caller, call.door, call.who.needed()).await;
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.server.call(call.method, &path, &headers, Vec::new()).await
    }
}

async fn user(server: &Server, name: &str, profile: ProfileId) -> UserId {
    let new = NewAccount {
        email: format!("{name}@matrix.example"),
        name: name.to_owned(),
        password_hash: "none".to_owned(),
        profiles: vec![profile],
        takes_chats: ["maker", "leaver"].contains(&name),
        demo: false,
    };
    server.desk.store.write(move |tx| create(tx, &new)).await.expect("a user")
}

/// The code with which the table turns a caller away; `None` where it lets them in.
fn expected(call: &Call, caller: &Caller) -> Option<&'static str> {
    match (call.door, caller, call.who) {
        // The visitor's socket looks at the origin where it is upgraded, which these calls are not.
        (Door::SiteSocket, ..) => None,
        // Where nobody is asked who they are, a token is nothing: these calls are for pages of the console.
        (_, Caller::ForeignPage(_), _) | (Door::Console, Caller::Program(_), Who::Anyone) => {
            Some("wrong_origin")
        }
        (_, Caller::Program(token) | Caller::ProgramWithCookie(token, _), who) => token.expected(who),
        (_, _, Who::Anyone)
        | (_, Caller::Visitor(_), Who::Visitor)
        | (_, Caller::User(..), Who::User | Who::Session) => None,
        (_, Caller::User(_, may), Who::Holder(needed) | Who::SessionHolder(needed)) => {
            (!may.has(needed)).then_some("forbidden")
        }
        _ => Some("signed_out"),
    }
}

#[tokio::test]
async fn perm_1_every_call_answers_every_kind_of_caller_as_the_table_says() {
    let matrix = Matrix::new().await;
    let mut cells = 0;
    for call in calls() {
        for (number, caller) in matrix.callers.iter().enumerate() {
            let answer = matrix.call(call, caller).await;
            let cell = format!("{} {} by caller {number}: {}", call.method, call.path, answer.body);
            let code = answer.body["code"].as_str().unwrap_or_default();
            let turned_away = ["signed_out", "forbidden", "wrong_origin", "not_for_tokens"];
            let turned_away = turned_away.contains(&code).then_some(code);
            assert_eq!(turned_away, expected(call, caller), "{cell}");
            if let (Some("forbidden"), Some(needed)) = (turned_away, call.who.needed()) {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{cell}");
                assert_eq!(answer.body["permission"], json!(needed), "{cell}");
                assert!(answer.body["title"].as_str().expect("words").contains(needed.words()), "{cell}");
            }
            assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{cell}");
            cells += 1;
        }
    }
    println!("{cells} cells of calls, 0 wrong");
    assert_eq!(cells, calls().count() * matrix.callers.len());
}

#[tokio::test]
async fn perm_1_a_call_without_its_row_is_not_described_and_one_with_it_is() {
    let server = Server::with_agents(&[]).await;
    let document = server.call("GET", "/api/openapi.json", &[], Vec::new()).await.body;
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods").keys();
            methods.map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
        })
        .collect();
    let in_table: BTreeSet<(String, String)> = calls()
        .filter(|call| matches!(call.door, Door::Site | Door::Console))
        .map(|call| (call.method.to_owned(), call.path.to_owned()))
        .collect();
    assert_eq!(described, in_table);
}

/// One frame of each kind.
fn frames() -> Vec<Value> {
    let (client_id, conversation) = (id(), id());
    vec![
        json!({ "type": "hello", "protocol": 1 }),
        json!({ "type": "subscribe", "conversation": conversation, "after": 0 }),
        json!({ "type": "unsubscribe", "conversation": conversation }),
        json!({ "type": "accept", "client_id": client_id, "conversation": conversation, "offer": 1 }),
        json!({ "type": "decline", "client_id": client_id, "conversation": conversation, "offer": 1 }),
        json!({ "type": "transfer", "client_id": client_id, "conversation": conversation, "to": { "agent": id() } }),
        json!({ "type": "take_back", "client_id": client_id, "conversation": conversation }),
        json!({ "type": "say", "client_id": client_id, "conversation": conversation, "text": "x" }),
        json!({ "type": "end", "client_id": client_id, "conversation": conversation }),
        json!({ "type": "set_available", "client_id": client_id, "available": true }),
        json!({ "type": "follow_schedule", "client_id": client_id }),
        json!({ "type": "typing", "conversation": conversation, "on": true }),
        json!({ "type": "seen", "conversation": conversation, "delivered": 1, "read": 1 }),
        json!({ "type": "ping" }),
    ]
}

#[tokio::test]
async fn perm_1_every_frame_answers_every_kind_of_caller_as_the_table_says() {
    let matrix = Matrix::new().await;
    let document = matrix.server.call("GET", "/api/openapi.json", &[], Vec::new()).await.body;
    let kinds: BTreeSet<&str> = document["components"]["schemas"]["AgentFrame"]["oneOf"]
        .as_array()
        .expect("frames")
        .iter()
        .map(|frame| frame["properties"]["type"]["enum"][0].as_str().expect("a kind"))
        .collect();
    let samples = frames();
    let with_sample: BTreeSet<&str> =
        samples.iter().map(|frame| frame["type"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, with_sample, "each kind of frame has its sample");
    let mut cells = 0;
    for caller in &matrix.callers {
        let headers = matrix.headers(caller, Door::ConsoleSocket, None).await;
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let socket = matrix.server.connect("/api/console/socket", &headers).await;
        let (mut socket, may) = match (socket, caller) {
            (Ok(socket), Caller::User(_, may)) => (socket, may),
            (
                Err(status),
                Caller::ForeignPage(_)
                | Caller::Program(Token::Exactly | Token::Without)
                | Caller::ProgramWithCookie(Token::Without, _),
            ) => {
                assert_eq!(status, 403);
                cells += samples.len();
                continue;
            }
            (Err(status), _) => {
                assert_eq!(status, 401);
                cells += samples.len();
                continue;
            }
            (Ok(_), _) => panic!("a socket for somebody who is not signed in"),
        };
        socket.send(&json!({ "type": "hello", "protocol": 1 })).await;
        socket.until("welcome").await;
        for frame in &samples {
            let parsed: AgentFrame = serde_json::from_value(frame.clone()).expect("a frame");
            let lacks = agent_frame(&parsed).needed().filter(|needed| !may.has(*needed));
            // A refusal for want of a permission comes before the answer to what follows.
            socket.send(frame).await;
            socket.send(&json!({ "type": "ping" })).await;
            let mut refused = None;
            loop {
                let told = socket.next().await.expect("the socket is open");
                match told["type"].as_str() {
                    Some("refused") if told["code"] == "forbidden" => refused = Some(told),
                    Some("heartbeat") => break,
                    _ => {}
                }
            }
            assert_eq!(refused.is_some(), lacks.is_some(), "{frame}: {refused:?}");
            if let (Some(refused), Some(needed)) = (refused, lacks) {
                assert!(refused["message"].as_str().expect("words").contains(needed.words()), "{refused}");
            }
            cells += 1;
        }
    }
    println!("{cells} cells of frames, 0 wrong");
    assert_eq!(cells, samples.len() * matrix.callers.len());
}

#[tokio::test]
async fn perm_1_to_another_visitor_a_foreign_conversation_looks_absent() {
    let matrix = Matrix::new().await;
    let [mine, others]: [&Caller; 2] = matrix
        .callers
        .iter()
        .filter(|caller| matches!(caller, Caller::Visitor(_)))
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_else(|_| panic!("two visitors"));
    let call = calls().find(|call| call.path == "/api/visitor/entries").expect("a row");
    assert_eq!(matrix.call(call, mine).await.status, StatusCode::OK);
    assert_eq!(matrix.call(call, others).await.status, StatusCode::NOT_FOUND);
    let headers = matrix.headers(others, Door::Site, None).await;
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let client_id = id();
    for command in [
        json!({ "type": "answer", "client_id": client_id, "card": "talk", "answer": { "kind": "choice", "index": 0 } }),
        json!({ "type": "say", "client_id": client_id, "text": "x" }),
        json!({ "type": "cancel", "client_id": client_id }),
        json!({ "type": "end", "client_id": client_id }),
        json!({ "type": "talk_again", "client_id": client_id }),
        json!({ "type": "seen", "delivered": 1, "read": 1 }),
        json!({ "type": "typing", "on": true }),
    ] {
        let mut answers = Vec::new();
        for conversation in [&matrix.conversation, &id()] {
            let mut command = command.clone();
            command["conversation"] = json!(conversation);
            let body = command.to_string().into_bytes();
            let answer = matrix.server.call("POST", "/api/visitor/command", &headers, body).await;
            answers.push((answer.status, answer.body));
        }
        assert_eq!(answers.first(), answers.last(), "{command}");
    }
}

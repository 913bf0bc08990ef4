//! A server on a free port, with sockets and calls as browsers make them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use frontdesk_app::account::{NewAccount, create, hash_password};
use frontdesk_app::publish::publish;
use frontdesk_app::{Frontdesk, worker};
use frontdesk_domain::attribute::Catalogue;
use frontdesk_domain::permission::ProfileId;
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_domain::website::Domains;
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_protocol::visitor::WidgetSettings;
use frontdesk_server::proxy::Proxies;
use frontdesk_server::{Config, router, serve_routes};
use frontdesk_store::Store;
use frontdesk_testkit::clock::ManualClock;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tower::ServiceExt;
use uuid::Uuid;

/// The customer's site.
pub const SITE: &str = "http://127.0.0.1:9";
/// The password of all agents.
pub const PASSWORD: &str = "correct horse";

/// A server that runs.
pub struct Server {
    pub desk: Arc<Frontdesk>,
    pub clock: Arc<ManualClock>,
    pub address: SocketAddr,
    routes: Router,
    _stop: watch::Sender<bool>,
    folder: tempfile::TempDir,
}

/// What a call was answered with.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Server {
    /// A server with one dialogue (a question that leads to a live chat) and these agents.
    pub async fn with_agents(names: &[&str]) -> Self {
        Self::with_config(names, |_| {}).await
    }

    /// The same, set up in another way.
    pub async fn with_config(names: &[&str], change: impl FnOnce(&mut Config)) -> Self {
        Self::with(names, change, |_| {}).await
    }

    /// The same, with further ports.
    pub async fn with(
        names: &[&str],
        change: impl FnOnce(&mut Config),
        equip: impl FnOnce(&mut Frontdesk),
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("edge.db").display());
        let start = "2026-03-02T09:00:00Z".parse().expect("an instant");
        let clock = Arc::new(ManualClock::at(start));
        let shared = Arc::clone(&clock);
        let mut desk = tokio::task::spawn_blocking(move || {
            Frontdesk::open(shared, |options| Store::open(&url, options))
        })
        .await
        .expect("joined")
        .expect("a server");
        equip(&mut desk);
        let desk = Arc::new(desk);
        let hash = hash_password(PASSWORD).expect("a hash");
        for name in names {
            let new = NewAccount {
                email: format!("{name}@desk.example"),
                name: (*name).to_owned(),
                password_hash: hash.clone(),
                profiles: vec![ProfileId::LIVE_AGENT],
                takes_chats: false,
                demo: false,
            };
            desk.store.write(move |tx| create(tx, &new)).await.expect("an agent");
        }
        let file = json!({
            "frontdesk_stream": 1, "name": "Edge", "targets": ["http://127.0.0.1:*"], "first": "talk",
            "cards": [
                { "kind": "question", "id": "talk", "text": "Talk?", "choices": [{ "label": "Yes", "next": "live" }] },
                { "kind": "live_chat", "id": "live" },
            ],
        });
        let new = StreamFile::read(&file.to_string(), &Catalogue::default(), &RouteTargets::default())
            .expect("a stream");
        desk.store.write(move |tx| publish(tx, None, &new)).await.expect("published");

        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut config = Config {
            public_url: url::Url::parse(&format!("http://{address}")).expect("a URL"),
            pinned_domains: Domains::default(),
            demo: false,
            proxies: Proxies::default(),
            rate_limits: true,
            sockets_per_address: 100,
            widget: WidgetSettings { name: "Edge".into(), color: "#123456".into() },
        };
        change(&mut config);
        let (stop, stopping) = watch::channel(false);
        let routes = router(Arc::clone(&desk), config, stopping.clone());
        tokio::spawn(worker::run(Arc::clone(&desk), stopping));
        tokio::spawn(serve_routes(listener, routes.clone(), stop.subscribe()));
        let routes = routes.layer(MockConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        Self { desk, clock, address, routes, _stop: stop, folder }
    }

    /// One more user, with a profile.
    pub async fn add(&self, name: &str, profile: ProfileId) {
        let new = NewAccount {
            email: format!("{name}@desk.example"),
            name: name.to_owned(),
            password_hash: hash_password(PASSWORD).expect("a hash"),
            profiles: vec![profile],
            takes_chats: false,
            demo: false,
        };
        self.desk.store.write(move |tx| create(tx, &new)).await.expect("a user");
    }

    /// All bytes of the record.
    pub fn record(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).expect("the folder");
        let read = |file: std::io::Result<std::fs::DirEntry>| std::fs::read(file.expect("a file").path());
        files.flat_map(|file| read(file).expect("its bytes")).collect()
    }

    /// The server's own origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until the server is as wanted, for 10 s at most.
    pub async fn until(&self, wanted: impl Fn(&Frontdesk) -> bool) {
        let waiting = async {
            while !wanted(&self.desk) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("within 10 s");
    }

    /// Makes a call.
    pub async fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path).header("host", self.address.to_string());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.routes.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.expect("a body");
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Answer { status, headers, body }
    }

    /// A page view from the customer's site.
    pub async fn page_view(&self, token: Option<&str>) -> Value {
        let body = json!({ "token": token, "page": format!("{SITE}/") });
        let headers = [("origin", SITE), ("content-type", "application/json")];
        let answer =
            self.call("POST", "/api/visitor/page-view", &headers, body.to_string().into_bytes()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.body
    }

    /// Signs in; the cookie.
    pub async fn sign_in(&self, name: &str) -> String {
        let body = json!({ "email": format!("{name}@desk.example"), "password": PASSWORD });
        let headers = [("x-frontdesk", "1"), ("content-type", "application/json")];
        let answer = self.call("POST", "/api/console/session", &headers, body.to_string().into_bytes()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let cookie = answer.headers.get("set-cookie").expect("a cookie").to_str().expect("text");
        cookie.split(';').next().expect("a pair").to_owned()
    }

    /// A socket, or the status it was refused with.
    pub async fn connect(&self, path: &str, headers: &[(&str, &str)]) -> Result<Socket, u16> {
        let mut request = format!("ws://{}{path}", self.address).into_client_request().expect("a request");
        for (name, value) in headers {
            let name: tokio_tungstenite::tungstenite::http::HeaderName = name.parse().expect("a name");
            request.headers_mut().insert(name, value.parse().expect("a value"));
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Socket { stream: socket, token: String::new(), desk: Value::Null }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("no socket: {other}"),
        }
    }

    /// A visitor's socket that has said hello.
    pub async fn visitor(&self) -> (Socket, Value) {
        let view = self.page_view(None).await;
        let mut socket = self.connect("/api/visitor/socket", &[("origin", SITE)]).await.expect("a socket");
        socket.send(&json!({ "type": "hello", "protocol": 1, "token": view["token"] })).await;
        socket.until("welcome").await;
        socket.token = view["token"].as_str().expect("a token").to_owned();
        (socket, view)
    }

    /// An agent's socket that has said hello.
    pub async fn agent(&self, name: &str) -> Socket {
        let (cookie, origin) = (self.sign_in(name).await, self.origin());
        let headers = [("origin", origin.as_str()), ("cookie", cookie.as_str())];
        let mut socket = self.connect("/api/console/socket", &headers).await.expect("a socket");
        socket.send(&json!({ "type": "hello", "protocol": 1 })).await;
        socket.until("welcome").await;
        socket.desk = socket.until("desk").await;
        socket
    }

    /// A visitor and an agent who talk: both sockets are subscribed.
    pub async fn chat(&self, name: &str) -> (Socket, Socket, String) {
        let mut agent = self.agent(name).await;
        let (mut visitor, view) = self.visitor().await;
        let conversation = visitor.request(&view).await;
        let desk = agent
            .until_where(|f| f["type"] == "desk" && !f["offers"].as_array().expect("rows").is_empty())
            .await;
        let offer = &desk["offers"][0]["offer"];
        let accept =
            json!({ "type": "accept", "client_id": id(), "conversation": conversation, "offer": offer });
        agent.send(&accept).await;
        agent.until("ack").await;
        agent.send(&json!({ "type": "subscribe", "conversation": conversation, "after": 0 })).await;
        agent.until("entries").await;
        visitor.until_where(|f| kinds(f).contains(&"joined".to_owned())).await;
        (visitor, agent, conversation)
    }
}

/// A fresh client id.
pub fn id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed))).to_string()
}

/// The kinds of a frame's entries.
pub fn kinds(frame: &Value) -> Vec<String> {
    let entries = frame["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().map(|e| e["what"]["kind"].as_str().unwrap_or_default().to_owned()).collect()
}

/// A browser's socket.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The visitor's token.
    pub token: String,
    /// The agent's desk as first told.
    pub desk: Value,
}

impl Socket {
    /// Sends a frame.
    pub async fn send(&mut self, frame: &Value) {
        self.send_text(frame.to_string()).await;
    }

    /// Sends text as it is.
    pub async fn send_text(&mut self, text: String) {
        self.stream.send(Message::Text(text.into())).await.expect("sent");
    }

    /// Sends bytes.
    pub async fn send_bytes(&mut self, bytes: Vec<u8>) {
        self.stream.send(Message::Binary(bytes.into())).await.expect("sent");
    }

    /// The next frame; `None` when the socket is closed.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            let message = tokio::time::timeout(Duration::from_secs(10), self.stream.next())
                .await
                .expect("something within 10 s");
            match message {
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).expect("JSON")),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next frame of a type.
    pub async fn until(&mut self, kind: &str) -> Value {
        self.until_where(|frame| frame["type"] == kind).await
    }

    /// The next frame that is looked for.
    pub async fn until_where(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next().await.expect("the socket is open");
            if wanted(&frame) {
                return frame;
            }
        }
    }

    /// The code with which the server closes.
    pub async fn bye(&mut self) -> String {
        let bye = self.until("bye").await;
        assert!(self.next().await.is_none(), "closed after bye");
        bye["code"].as_str().expect("a code").to_owned()
    }

    /// Opens the dialogue and asks for an agent; the conversation.
    pub async fn request(&mut self, view: &Value) -> String {
        let open = json!({ "type": "open", "client_id": id(), "dialogue": view["show"]["dialogue"], "page": format!("{SITE}/") });
        self.send(&open).await;
        let conversation = self.until("ack").await["conversation"].as_str().expect("an id").to_owned();
        self.send(&json!({ "type": "subscribe", "conversation": conversation, "after": 0 })).await;
        self.until("entries").await;
        let answer = json!({ "type": "answer", "client_id": id(), "conversation": conversation, "card": "talk",
                             "answer": { "kind": "choice", "index": 0 } });
        self.send(&answer).await;
        self.until("ack").await;
        conversation
    }

    /// Says something; the answer.
    pub async fn say(&mut self, conversation: &str, text: &str) -> Value {
        let client_id = id();
        self.send(
            &json!({ "type": "say", "client_id": client_id, "conversation": conversation, "text": text }),
        )
        .await;
        self.until_where(|frame| frame["client_id"] == client_id && frame["type"] != "entries").await
    }
}

//! Dialogues and attributes over HTTP: who may, bad input, and the way from a draft to a page.

use axum::http::StatusCode;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use serde_json::{Value, json};

use crate::harness::{Answer, SITE, Server, id};

const DIALOGUES: &str = "/api/console/dialogues";
const ATTRIBUTES: &str = "/api/console/attributes";

/// A console page that is signed in.
struct Console<'a> {
    server: &'a Server,
    cookie: String,
}

impl Console<'_> {
    async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers =
            [("cookie", self.cookie.as_str()), ("x-frontdesk", "1"), ("content-type", "application/json")];
        self.server.call(method, path, &headers, body.to_string().into_bytes()).await
    }
}

fn calls() -> Vec<(&'static str, String)> {
    let one = format!("{DIALOGUES}/{}", id());
    vec![
        ("GET", DIALOGUES.to_owned()),
        ("POST", DIALOGUES.to_owned()),
        ("PUT", format!("{DIALOGUES}/switch")),
        ("POST", format!("{DIALOGUES}/targets")),
        ("PUT", format!("{one}/settings")),
        ("GET", format!("{one}/check")),
        ("GET", format!("{one}/file")),
        ("POST", format!("{one}/publish")),
        ("POST", format!("{one}/unpublish")),
        ("PUT", format!("{one}/priority")),
        ("GET", ATTRIBUTES.to_owned()),
        ("POST", ATTRIBUTES.to_owned()),
        ("PATCH", format!("{ATTRIBUTES}/person.email")),
        ("DELETE", format!("{ATTRIBUTES}/person.email")),
    ]
}

/// A body that the call would take.
fn good(method: &str, path: &str) -> Value {
    match (method, path.rsplit('/').next()) {
        ("PUT", Some("switch")) => json!({ "hidden": true }),
        ("PUT", Some("settings")) => settings("A", &["http://a.example"], 1),
        ("POST", Some("targets")) => json!({ "lines": [] }),
        ("PUT", _) => json!({ "priority": 1 }),
        ("POST", Some("attributes")) => json!({ "name": "person.x", "kind": "text" }),
        _ => json!({}),
    }
}

fn settings(name: &str, targets: &[&str], priority: u32) -> Value {
    json!({ "name": name, "targets": targets, "exclusions": [], "priority": priority })
}

fn file(name: &str, cards: &Value) -> Value {
    json!({ "frontdesk_stream": 1, "name": name, "targets": ["http://127.0.0.1:*"], "priority": 2, "first": "a",
            "cards": cards })
}

#[tokio::test]
async fn only_own_pages_of_who_is_signed_in_may_call() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    for (method, path) in calls() {
        let body = good(method, &path).to_string().into_bytes();
        let own = [("x-frontdesk", "1"), ("content-type", "application/json")];
        let answer = server.call(method, &path, &own, body.clone()).await;
        assert_eq!(
            (answer.status, &answer.body["code"]),
            (StatusCode::UNAUTHORIZED, &"signed_out".into()),
            "{method} {path}"
        );
        if method != "GET" {
            let forged = [("cookie", cookie.as_str()), ("content-type", "application/json")];
            let answer = server.call(method, &path, &forged, body).await;
            assert_eq!(
                (answer.status, &answer.body["code"]),
                (StatusCode::FORBIDDEN, &"wrong_origin".into()),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn perm_1_a_live_agent_sees_dialogues_and_changes_none() {
    let server = Server::with_agents(&["anna"]).await;
    let anna = Console { cookie: server.sign_in("anna").await, server: &server };
    for (method, path) in calls() {
        let answer = anna.call(method, &path, &good(method, &path)).await;
        let forbidden = answer.body["code"] == "forbidden";
        assert_eq!(forbidden, method != "GET", "{method} {path} {}", answer.body);
    }
}

#[tokio::test]
async fn bad_input_is_refused_with_a_code() {
    let server = Server::with_agents(&[]).await;
    server.add("mia", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    let mia = Console { cookie: server.sign_in("mia").await, server: &server };
    let edge = mia.call("GET", DIALOGUES, &json!({})).await.body["rows"][0]["id"].clone();
    let edge = format!("{DIALOGUES}/{}", edge.as_str().expect("an id"));
    for (method, path, body, status, code) in [
        ("POST", DIALOGUES.to_owned(), json!([]), 400, "invalid"),
        ("POST", DIALOGUES.to_owned(), json!({ "frontdesk_stream": 2 }), 400, "invalid"),
        ("POST", DIALOGUES.to_owned(), file(" ", &json!([])), 400, "invalid"),
        ("POST", DIALOGUES.to_owned(), file("a\0", &json!([])), 400, "invalid"),
        ("POST", DIALOGUES.to_owned(), file(&"x".repeat(1_000_001), &json!([])), 413, "too_large"),
        ("GET", format!("{DIALOGUES}?after=%00"), json!({}), 400, "invalid"),
        ("POST", format!("{DIALOGUES}/{}/publish", id()), json!({}), 404, "not_found"),
        ("POST", format!("{DIALOGUES}/x/unpublish"), json!({}), 404, "not_found"),
        ("GET", format!("{DIALOGUES}/{}/file", id()), json!({}), 404, "not_found"),
        ("GET", format!("{DIALOGUES}/{}/check", id()), json!({}), 404, "not_found"),
        ("GET", format!("{DIALOGUES}?search=%00"), json!({}), 400, "invalid"),
        ("PUT", format!("{edge}/settings"), settings(" ", &[], 1), 400, "invalid"),
        ("PUT", format!("{edge}/settings"), settings("A", &["shop.example"], 1), 400, "invalid"),
        ("PUT", format!("{edge}/settings"), settings("A", &[], 0), 400, "invalid"),
        ("PUT", format!("{edge}/settings"), json!({ "name": "A" }), 400, "malformed"),
        ("PUT", format!("{DIALOGUES}/{}/settings", id()), settings("A", &[], 1), 404, "not_found"),
        ("POST", format!("{DIALOGUES}/targets"), json!({ "lines": [1] }), 400, "malformed"),
        ("PUT", format!("{edge}/priority"), json!({ "priority": 0 }), 400, "invalid"),
        ("PUT", format!("{edge}/priority"), json!({ "priority": -1 }), 400, "malformed"),
        ("PUT", format!("{DIALOGUES}/switch"), json!({}), 400, "malformed"),
        ("PUT", format!("{edge}/draft"), json!({ "base": 0 }), 400, "malformed"),
        ("PUT", format!("{edge}/draft"), json!({ "base": 0, "file": {} }), 400, "invalid"),
        (
            "PUT",
            format!("{edge}/draft"),
            json!({ "base": 7, "file": file("A", &json!([])) }),
            409,
            "conflict",
        ),
        (
            "PUT",
            format!("{edge}/draft"),
            json!({ "base": 0, "file": file("a\0", &json!([])) }),
            400,
            "invalid",
        ),
        ("GET", format!("{DIALOGUES}/{}/draft", id()), json!({}), 404, "not_found"),
        ("GET", format!("{edge}/versions/9"), json!({}), 404, "not_found"),
        ("GET", format!("{edge}/versions/x"), json!({}), 404, "not_found"),
        ("POST", format!("{edge}/editing"), json!({ "tab": "x" }), 400, "malformed"),
        ("DELETE", format!("{edge}/editing/x"), json!({}), 404, "not_found"),
        ("POST", format!("{edge}/test"), json!({ "file": file("A", &json!([])) }), 400, "invalid"),
        ("POST", format!("{DIALOGUES}/route"), json!({ "route": "everybody" }), 400, "malformed"),
        ("POST", ATTRIBUTES.to_owned(), json!({ "name": "person.X", "kind": "text" }), 400, "invalid"),
        ("POST", ATTRIBUTES.to_owned(), json!({ "name": "agent.x", "kind": "text" }), 400, "invalid"),
        ("POST", ATTRIBUTES.to_owned(), json!({ "name": "person.x", "kind": "email" }), 400, "invalid"),
        ("POST", ATTRIBUTES.to_owned(), json!({ "name": "person.x", "kind": "pick_list" }), 400, "invalid"),
        ("POST", ATTRIBUTES.to_owned(), json!({ "name": "person.email", "kind": "text" }), 409, "conflict"),
        ("PATCH", format!("{ATTRIBUTES}/person.shoe"), json!({}), 404, "not_found"),
        ("PATCH", format!("{ATTRIBUTES}/person.email"), json!({ "values": ["a"] }), 400, "invalid"),
        ("DELETE", format!("{ATTRIBUTES}/person.email"), json!({}), 409, "conflict"),
        ("DELETE", format!("{ATTRIBUTES}/%00"), json!({}), 404, "not_found"),
    ] {
        let answer = mia.call(method, &path, &body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["code"]),
            (status, &code.into()),
            "{method} {path} {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn stream_6_a_draft_is_drawn_tried_and_kept_in_history() {
    let server = Server::with_agents(&["anna"]).await;
    server.add("mia", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    let mia = Console { cookie: server.sign_in("mia").await, server: &server };
    let edge = mia.call("GET", DIALOGUES, &json!({})).await.body["rows"][0]["id"].clone();
    let edge = format!("{DIALOGUES}/{}", edge.as_str().expect("an id"));
    let mut drawn = mia.call("GET", &format!("{edge}/draft"), &json!({})).await.body;
    assert_eq!((&drawn["revision"], &drawn["edited_by"]), (&0.into(), &Value::Null));
    drawn["file"]["cards"][0]["text"] = "Talk to us?".into();
    drawn["file"]["name"] = "Another name".into();
    drawn["file"]["layout"] = json!({ "talk": [40, -20] });
    let change = json!({ "base": 0, "file": drawn["file"] });
    let kept = mia.call("PUT", &format!("{edge}/draft"), &change).await;
    assert_eq!((kept.status, &kept.body["revision"]), (StatusCode::OK, &1.into()), "{}", kept.body);
    assert_eq!((&kept.body["edited_by"], &kept.body["file"]["name"]), (&"mia".into(), &"Edge".into()));
    let again = mia.call("PUT", &format!("{edge}/draft"), &change).await;
    assert_eq!((again.status, &again.body["code"]), (StatusCode::CONFLICT, &"conflict".into()));

    let client_id = id();
    let tried = json!({ "file": kept.body["file"], "page": "http://127.0.0.1/", "answers": [
        { "client_id": client_id, "card": "talk", "answer": { "kind": "choice", "index": 0 } } ] });
    let told = mia.call("POST", &format!("{edge}/test"), &tried).await;
    assert_eq!((told.status, &told.body["at"]), (StatusCode::OK, &"live".into()), "{}", told.body);
    let kinds: Vec<_> =
        told.body["entries"].as_array().expect("entries").iter().map(|e| e["what"]["kind"].clone()).collect();
    assert_eq!(kinds, ["ask", "answer", "connecting", "fallback", "ended"], "nobody has a console open");
    assert_eq!(told.body["entries"][1]["client_id"], client_id.clone());
    assert!(told.body["routing"]["decisions"][0]["told"]["lines"].is_array(), "{}", told.body);

    let published = mia.call("POST", &format!("{edge}/publish"), &json!({})).await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    let versions = mia.call("GET", &format!("{edge}/versions"), &json!({})).await.body;
    let told = |at: usize, field: &str| versions["rows"][at][field].clone();
    assert_eq!(
        (told(0, "number"), told(0, "published_by"), told(0, "current")),
        (2.into(), "mia".into(), true.into())
    );
    assert_eq!(
        (told(1, "number"), told(1, "published_by"), told(1, "current")),
        (1.into(), Value::Null, false.into())
    );
    let first = mia.call("GET", &format!("{edge}/versions/1"), &json!({})).await.body;
    assert_eq!(first["cards"][0]["text"], "Talk?");
    let now = mia.call("GET", &format!("{edge}/draft"), &json!({})).await.body;
    assert_eq!(now["file"]["layout"], json!({ "talk": [40, -20] }), "what is published is drawn as it was");

    let tab = json!({ "tab": id() });
    let alone = mia.call("POST", &format!("{edge}/editing"), &tab).await;
    assert_eq!(alone.body, json!({ "revision": 1, "others": [] }));
    let anna = Console { cookie: server.sign_in("anna").await, server: &server };
    let beside = anna.call("POST", &format!("{edge}/editing"), &json!({ "tab": id() })).await;
    assert_eq!(beside.body["others"], json!([{ "name": "mia" }]));
    let left = mia
        .call("DELETE", &format!("{edge}/editing/{}", tab["tab"].as_str().expect("an id")), &json!({}))
        .await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    let standing = mia.call("POST", &format!("{DIALOGUES}/route"), &json!({ "route": "round_robin" })).await;
    assert_eq!(standing.body, json!({ "able": 0, "all": 1 }), "anna has no console open");
}

#[tokio::test]
async fn stream_3_a_draft_tells_its_faults_and_is_published_once_it_has_none() {
    let server = Server::with_agents(&[]).await;
    server.add("mia", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    let mia = Console { cookie: server.sign_in("mia").await, server: &server };
    let broken =
        file("Second", &json!([{ "kind": "message", "id": "a", "text": "{{person.seats}}", "next": "b" }]));
    let kept = mia.call("POST", DIALOGUES, &broken).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert_eq!(kept.body["dialogue"]["status"], "draft");
    let faults = json!([
        { "card": "a", "text": "there is no attribute “person.seats”", "code": "unknown_attribute",
          "values": { "attribute": "person.seats" } },
        { "card": "a", "text": "it leads to “b”, which does not exist", "code": "dangling",
          "values": { "id": "b" } },
    ]);
    assert_eq!(kept.body["faults"], faults);
    let one = format!("{DIALOGUES}/{}", kept.body["dialogue"]["id"].as_str().expect("an id"));
    let refused = mia.call("POST", &format!("{one}/publish"), &json!({})).await;
    assert_eq!((refused.status, &refused.body["faults"]), (StatusCode::UNPROCESSABLE_ENTITY, &faults));

    let added = mia.call("POST", ATTRIBUTES, &json!({ "name": "person.seats", "kind": "number" })).await;
    assert_eq!((added.status, &added.body["standard"]), (StatusCode::OK, &false.into()));
    let whole = file(
        "Second",
        &json!([{ "kind": "message", "id": "a", "text": "{{person.seats:\"no\"}} seats", "poke": true }]),
    );
    mia.call("POST", DIALOGUES, &whole).await;
    let published = mia.call("POST", &format!("{one}/publish"), &json!({})).await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    let row = &published.body["dialogue"];
    assert_eq!(
        (&row["status"], &row["version"], &row["draft"]),
        (&"published".into(), &1.into(), &false.into())
    );
    let used = mia.call("DELETE", &format!("{ATTRIBUTES}/person.seats"), &json!({})).await;
    assert_eq!((used.status, &used.body["code"]), (StatusCode::CONFLICT, &"conflict".into()));

    // Of the two on this page, the one that was put first is shown; and it counts.
    mia.call("PUT", &format!("{one}/priority"), &json!({ "priority": 1 })).await;
    let edge = mia.call("GET", DIALOGUES, &json!({})).await.body["rows"][0]["id"].clone();
    let edge = format!("{DIALOGUES}/{}/priority", edge.as_str().expect("an id"));
    mia.call("PUT", &edge, &json!({ "priority": 2 })).await;
    let view = server.page_view(None).await;
    assert_eq!(view["show"]["poke"], "no seats");
    server.page_view(view["token"].as_str()).await;
    let list = mia.call("GET", DIALOGUES, &json!({})).await.body;
    assert_eq!((&list["rows"][1]["name"], &list["rows"][1]["triggered"]), (&"Second".into(), &1.into()));

    let hidden = mia.call("PUT", &format!("{DIALOGUES}/switch"), &json!({ "hidden": true })).await;
    assert_eq!(hidden.status, StatusCode::OK);
    assert_eq!(server.page_view(view["token"].as_str()).await["show"]["kind"], "nothing");
    mia.call("PUT", &format!("{DIALOGUES}/switch"), &json!({ "hidden": false })).await;
    let file = mia.call("GET", &format!("{one}/file"), &json!({})).await.body;
    assert_eq!((&file["name"], &file["priority"]), (&"Second".into(), &1.into()));
    let off = mia.call("POST", &format!("{one}/unpublish"), &json!({})).await.body;
    assert_eq!(off["status"], "unpublished");
    assert_eq!(server.page_view(view["token"].as_str()).await["show"]["poke"], Value::Null);
}

#[tokio::test]
async fn target_1_name_pages_and_priority_are_changed_without_the_cards() {
    let server = Server::with_agents(&[]).await;
    server.add("mia", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    let mia = Console { cookie: server.sign_in("mia").await, server: &server };
    let looked = mia
        .call(
            "POST",
            &format!("{DIALOGUES}/targets"),
            &json!({ "lines": ["https://a.example", "a.example", "http://"] }),
        )
        .await;
    let faults = json!([{ "line": 1, "why": "scheme" }, { "line": 2, "why": "host" }]);
    assert_eq!(looked.body["faults"], faults);

    let card = json!([{ "kind": "message", "id": "a", "text": "Hello", "poke": true }]);
    let made = mia.call("POST", &format!("{DIALOGUES}?only_new=true"), &file("Second", &card)).await;
    assert_eq!((made.status, &made.body["faults"]), (StatusCode::OK, &json!([])), "{}", made.body);
    assert_eq!(made.body["dialogue"]["targets"], json!(["http://127.0.0.1:*"]));
    let again = mia.call("POST", &format!("{DIALOGUES}?only_new=true"), &file("Second", &card)).await;
    assert_eq!((again.status, &again.body["code"]), (StatusCode::CONFLICT, &"taken".into()));
    let one = format!("{DIALOGUES}/{}", made.body["dialogue"]["id"].as_str().expect("an id"));
    mia.call("POST", &format!("{one}/publish"), &json!({})).await;

    // A new name is no new version.
    let same = settings("Third", &["http://127.0.0.1:*"], 2);
    let named = mia.call("PUT", &format!("{one}/settings"), &same).await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.body);
    assert_eq!(
        (&named.body["dialogue"]["name"], &named.body["dialogue"]["draft"]),
        (&"Third".into(), &false.into())
    );
    let found = mia.call("GET", &format!("{DIALOGUES}?search=THIRD"), &json!({})).await.body;
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1), "{found}");

    // Other pages wait to be published.
    let moved = settings("Third", &["https://b.example/docs/*"], 3);
    let kept = mia.call("PUT", &format!("{one}/settings"), &moved).await.body;
    assert_eq!(
        (&kept["dialogue"]["status"], &kept["dialogue"]["draft"], &kept["dialogue"]["targets"]),
        (&"published".into(), &true.into(), &json!(["http://127.0.0.1:*"]))
    );
    let file = mia.call("GET", &format!("{one}/file"), &json!({})).await.body;
    assert_eq!(
        (&file["name"], &file["targets"], &file["cards"]),
        (
            &"Third".into(),
            &moved["targets"],
            &json!([{ "kind": "message", "id": "a", "text": "Hello", "poke": true }])
        )
    );
    let checked = mia.call("GET", &format!("{one}/check"), &json!({})).await.body;
    assert_eq!((&checked["faults"], &checked["warnings"]), (&json!([]), &json!([])));
    let published = mia.call("POST", &format!("{one}/publish"), &json!({})).await.body;
    assert_eq!(
        (&published["dialogue"]["targets"], &published["dialogue"]["version"]),
        (&moved["targets"], &1.into())
    );
    assert_eq!(published["dialogue"]["name"], "Third");
}

#[tokio::test]
async fn target_2_and_3_audience_and_events_are_set_published_and_resolved() {
    let server = Server::with_agents(&[]).await;
    server.add("mia", ProfileId::BuiltIn(BuiltIn::MarketingAdmin)).await;
    let mia = Console { cookie: server.sign_in("mia").await, server: &server };
    let row = mia.call("GET", DIALOGUES, &json!({})).await.body["rows"][0].clone();
    let one = format!("{DIALOGUES}/{}", row["id"].as_str().expect("an id"));
    let settings = |audience: &Value, events: &Value| {
        json!({
            "name": row["name"], "targets": row["targets"], "exclusions": [], "priority": row["priority"],
            "audience": audience, "events": events,
        })
    };
    let set = async |audience: &Value, events: &Value| {
        mia.call("PUT", &format!("{one}/settings"), &settings(audience, events)).await
    };
    let stranger = json!({ "test": { "attribute": "person.email", "operator": "is_empty" } });

    let unchanged = set(&Value::Null, &json!({})).await;
    assert_eq!(unchanged.body["dialogue"]["draft"], false, "{}", unchanged.body);
    let faulty = set(&json!({ "any": [] }), &json!({ "seconds_on_site": 0, "percent_scrolled": 200 })).await;
    let codes: Vec<&Value> =
        faulty.body["faults"].as_array().expect("faults").iter().map(|fault| &fault["code"]).collect();
    assert_eq!(codes, ["audience_empty", "event_seconds", "event_percent"]);
    let refused = mia.call("POST", &format!("{one}/publish"), &json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    set(&stranger, &json!({ "seconds_on_site": 30, "percent_scrolled": 50 })).await;
    let published = mia.call("POST", &format!("{one}/publish"), &json!({})).await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    let file = mia.call("GET", &format!("{one}/file"), &json!({})).await.body;
    assert_eq!(file["audience"], stranger);

    let view = server.page_view(None).await;
    assert_eq!(
        (&view["show"]["kind"], &view["timed"], &view["token"]),
        (&"nothing".into(), &true.into(), &Value::Null)
    );
    assert_eq!(view["wait"], json!({ "site": 30, "scrolled": 50 }));
    let spent = async |site: u32, scrolled: u32| {
        let spent = json!({ "page": 0, "site": site, "scrolled": scrolled });
        let body = json!({ "token": null, "page": format!("{SITE}/"), "spent": spent });
        let headers = [("origin", SITE), ("content-type", "application/json")];
        server.call("POST", "/api/visitor/page-view", &headers, body.to_string().into_bytes()).await.body
    };
    assert_eq!(spent(30, 49).await["wait"], json!({ "scrolled": 50 }));
    let shown = spent(30, 4_000_000_000).await;
    assert_eq!((&shown["show"]["kind"], &shown["wait"]), (&"dialogue".into(), &Value::Null));

    // Without both it is for everybody at once again.
    set(&Value::Null, &json!({})).await;
    mia.call("POST", &format!("{one}/publish"), &json!({})).await;
    let view = server.page_view(None).await;
    assert_eq!((&view["show"]["kind"], &view["timed"]), (&"dialogue".into(), &Value::Null));
}

#[tokio::test]
async fn target_1_and_2_pages_and_criteria_are_tried_before_they_are_kept() {
    let server = Server::with_agents(&["anna"]).await;
    for (name, profile) in [("mia", BuiltIn::MarketingAdmin), ("max", BuiltIn::MarketingUser)] {
        server.add(name, ProfileId::BuiltIn(profile)).await;
    }
    let mia = Console { cookie: server.sign_in("mia").await, server: &server };
    let asks = async |url: &str| {
        let question = json!({
            "targets": ["nonsense", "https://x.example/docs/*"], "exclusions": ["https://x.example/docs/private/*"],
            "url": url,
        });
        mia.call("POST", &format!("{DIALOGUES}/targets/match"), &question).await.body
    };
    for (url, expected) in [
        ("https://X.example/docs/a?b=1", json!({ "is_page": true, "target": 1, "exclusion": null })),
        ("https://x.example/docs/private/a", json!({ "is_page": true, "target": 1, "exclusion": 0 })),
        ("https://x.example/", json!({ "is_page": true, "target": null, "exclusion": null })),
        ("x.example", json!({ "is_page": false, "target": null, "exclusion": null })),
    ] {
        assert_eq!(asks(url).await, expected, "{url}");
    }

    let audience = format!("{DIALOGUES}/audience");
    let everybody = mia.call("POST", &audience, &json!({})).await;
    assert_eq!(
        everybody.body,
        json!({
            "people": { "hold": 0, "looked_at": 0, "more": false },
            "visitors": { "hold": 0, "looked_at": 0, "more": false },
            "named": everybody.body["named"],
        })
    );
    let unknown = json!({ "criteria": { "test": { "attribute": "person.shoe", "operator": "is_empty" } } });
    let refused = mia.call("POST", &audience, &unknown).await;
    assert_eq!((refused.status, &refused.body["code"]), (StatusCode::BAD_REQUEST, &"invalid".into()));
    let anna = Console { cookie: server.sign_in("anna").await, server: &server };
    assert_eq!(anna.call("POST", &audience, &json!({})).await.status, StatusCode::FORBIDDEN);
}

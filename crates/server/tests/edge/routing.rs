//! Teams, custom rules, account routing and the ring over HTTP: what is set is told again, and what can't be is refused
//! with what is wrong.

use axum::http::StatusCode;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use serde_json::{Value, json};

use crate::harness::{Answer, Server};

const TEAMS: &str = "/api/console/teams";
const RULES: &str = "/api/console/rules";
const ACCOUNTS: &str = "/api/console/accounts";

/// A console page of the owner.
struct Console<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Console<'a> {
    async fn of(server: &'a Server) -> Self {
        server.add("olga", ProfileId::BuiltIn(BuiltIn::Owner)).await;
        Self { server, cookie: server.sign_in("olga").await }
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers =
            [("cookie", self.cookie.as_str()), ("x-frontdesk", "1"), ("content-type", "application/json")];
        self.server.call(method, path, &headers, body.to_string().into_bytes()).await
    }

    /// The body of an answer that must have this status.
    async fn told(&self, method: &str, path: &str, body: &Value, status: StatusCode) -> Value {
        let answer = self.call(method, path, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        answer.body
    }

    async fn get(&self, path: &str) -> Value {
        self.told("GET", path, &Value::Null, StatusCode::OK).await
    }

    async fn refused(&self, method: &str, path: &str, body: &Value, code: &str) {
        let answer = self.call(method, path, body).await;
        assert_eq!(answer.body["code"], json!(code), "{method} {path} {body}: {}", answer.body);
    }

    /// The agents' ids, in the order of the ring.
    async fn ring(&self) -> Vec<Value> {
        let ring = self.get("/api/console/agents").await;
        ring["agents"].as_array().expect("agents").clone()
    }
}

#[tokio::test]
async fn a_team_is_made_changed_and_deleted_with_what_uses_it() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let console = Console::of(&server).await;
    let ring = console.ring().await;
    let (anna, ben) = (&ring[0]["id"], &ring[1]["id"]);
    let sales = json!({ "name": " Sales ", "agents": [ben, anna] });
    let team = console.told("POST", TEAMS, &sales, StatusCode::CREATED).await;
    assert_eq!(team["name"], "Sales");
    assert_eq!(team["agents"][0], json!({ "id": ben, "name": ring[1]["name"], "takes_chats": true }));
    console.refused("POST", TEAMS, &json!({ "name": "sales", "agents": [] }), "taken").await;
    console.refused("POST", TEAMS, &json!({ "name": "  ", "agents": [] }), "invalid").await;
    let rule = json!({ "name": "All", "enabled": true, "teams": [team["id"]] });
    console.told("POST", RULES, &rule, StatusCode::CREATED).await;
    let path = format!("{TEAMS}/{}", team["id"].as_str().expect("an id"));
    assert_eq!(console.get(&path).await["rules"], json!(["All"]));
    let only_anna = json!({ "name": "Sales", "agents": [anna] });
    let changed = console.told("PUT", &path, &only_anna, StatusCode::OK).await;
    assert_eq!(changed["agents"].as_array().map(Vec::len), Some(1));
    assert_eq!(console.get(TEAMS).await[0]["members"], 1);
    console.told("DELETE", &path, &Value::Null, StatusCode::NO_CONTENT).await;
    assert_eq!(console.get(TEAMS).await, json!([]));
    console.refused("GET", &path, &Value::Null, "not_found").await;
}

#[tokio::test]
async fn route_4_rules_are_told_in_their_order_and_can_be_moved() {
    let server = Server::with_agents(&["anna"]).await;
    let console = Console::of(&server).await;
    let anna = console.ring().await[0]["id"].clone();
    let interest = json!({ "test": { "attribute": "person.interest", "operator": { "is": "Sales" } } });
    let rule = |name: &str| json!({ "name": name, "enabled": true, "criteria": interest, "agents": [anna] });
    let first = console.told("POST", RULES, &rule("First"), StatusCode::CREATED).await;
    let second = console.told("POST", RULES, &rule("Second"), StatusCode::CREATED).await;
    assert_eq!(first["settings"]["criteria"], interest);
    let path = |rule: &Value| format!("{RULES}/{}", rule["id"].as_str().expect("an id"));
    let to_front = format!("{}/place", path(&second));
    console.told("PUT", &to_front, &json!({ "after": null }), StatusCode::NO_CONTENT).await;
    let all = console.get(RULES).await;
    assert_eq!([&all[0]["name"], &all[1]["name"]], ["Second", "First"]);
    assert_eq!(all[0]["criteria"], "person.interest is “Sales”");
    for (bad, code) in [
        (json!({ "name": "First", "enabled": true, "agents": [anna] }), "taken"),
        (json!({ "name": "Nobody", "enabled": true }), "invalid"),
        (json!({ "name": "Empty", "enabled": true, "criteria": { "all": [] }, "agents": [anna] }), "invalid"),
    ] {
        console.refused("POST", RULES, &bad, code).await;
    }
    let mut unknown = rule("Unknown");
    unknown["criteria"]["test"]["attribute"] = json!("person.shoe_size");
    console.refused("POST", RULES, &unknown, "invalid").await;
    console.told("DELETE", &path(&first), &Value::Null, StatusCode::NO_CONTENT).await;
    console.refused("PUT", &path(&first), &rule("Gone"), "not_found").await;
}

#[tokio::test]
async fn route_1_accounts_are_found_by_the_beginning_of_name_or_domain() {
    let server = Server::with_agents(&["anna"]).await;
    let console = Console::of(&server).await;
    let anna = console.ring().await[0]["id"].clone();
    let account = |name: &str, domain: &str| json!({ "name": name, "domain": domain, "owner": anna });
    for (name, domain) in [("Zeta", "acme.example"), ("Acme Ltd", "ltd.example"), ("Beta", "beta.example")] {
        console.told("POST", ACCOUNTS, &account(name, domain), StatusCode::CREATED).await;
    }
    let names = async |search: &str| {
        let found = console.get(&format!("{ACCOUNTS}?search={search}")).await;
        let found = found["accounts"].as_array().expect("accounts").iter();
        found.map(|one| one["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["Acme Ltd", "Beta", "Zeta"]);
    assert_eq!(names("ACME").await, ["Acme Ltd", "Zeta"]);
    assert_eq!(names("cme").await, Vec::<String>::new());
    console.refused("POST", ACCOUNTS, &account("Twice", "BETA.example"), "taken").await;
    console.refused("POST", ACCOUNTS, &account("Bad", "https://x.example/"), "invalid").await;
    let all = console.get(ACCOUNTS).await;
    let beta = format!("{ACCOUNTS}/{}", all["accounts"][1]["id"].as_str().expect("an id"));
    let changed = console.told("PUT", &beta, &account("Beta AG", "beta.example"), StatusCode::OK).await;
    assert_eq!(changed["name"], "Beta AG");
    console.told("DELETE", &beta, &Value::Null, StatusCode::NO_CONTENT).await;
    assert_eq!(names("beta").await, Vec::<String>::new());
}

#[tokio::test]
async fn route_2_the_ring_is_told_in_order_with_who_is_next_and_why_one_is_not_able() {
    let server = Server::with_agents(&["anna", "ben", "cleo"]).await;
    let console = Console::of(&server).await;
    let ring = console.ring().await;
    assert_eq!(ring.iter().map(|agent| &agent["next"]).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(ring[0]["status"], "not_reachable");
    let cleo = format!("/api/console/agents/{}/place", ring[2]["id"].as_str().expect("an id"));
    console.told("PUT", &cleo, &json!({ "after": ring[0]["id"] }), StatusCode::NO_CONTENT).await;
    let moved = console.ring().await;
    let names: Vec<&Value> = moved.iter().map(|agent| &agent["name"]).collect();
    assert_eq!(names, [&ring[0]["name"], &ring[2]["name"], &ring[1]["name"]]);
    console.refused("PUT", &cleo, &json!({ "after": uuid::Uuid::nil() }), "not_found").await;
}

#[tokio::test]
async fn route_2_each_ring_tells_in_which_order_its_agents_are_asked() {
    let server = Server::with_agents(&["anna"]).await;
    let console = Console::of(&server).await;
    let team = json!({ "name": "Sales", "agents": [] });
    let team = console.told("POST", "/api/console/teams", &team, StatusCode::CREATED).await;
    let of = |ring: &str| format!("/api/console/rings/{ring}/order");
    for ring in [of("general"), of(team["id"].as_str().expect("an id"))] {
        assert_eq!(console.get(&ring).await, json!({ "order": "turn" }));
        for order in ["least_busy", "longest_idle", "turn"] {
            let wanted = json!({ "order": order });
            assert_eq!(console.told("PUT", &ring, &wanted, StatusCode::OK).await, wanted);
            assert_eq!(console.get(&ring).await, wanted);
        }
        console.refused("PUT", &ring, &json!({ "order": "loudest" }), "malformed").await;
    }
    let nobody = of(&uuid::Uuid::nil().to_string());
    console.refused("PUT", &nobody, &json!({ "order": "turn" }), "not_found").await;
}

#[tokio::test]
async fn route_9_the_fallback_and_blocked_domains_are_set_and_told_again() {
    let server = Server::with_agents(&[]).await;
    let console = Console::of(&server).await;
    let path = "/api/console/routing/fallback";
    let standard = server.desk.rules().fallback;
    let unset = json!({ "message": null, "include_meeting_booking": false, "standard": standard });
    assert_eq!(console.get(path).await, unset);
    let words = json!([{ "kind": "paragraph", "lines": [[
        { "text": "Back " }, { "text": "at nine", "bold": true, "link": "https://x.example/hours" },
    ]] }]);
    let own = json!({ "message": words, "include_meeting_booking": true });
    let mut shown = own.clone();
    shown["standard"] = json!(standard);
    assert_eq!(console.told("PUT", path, &own, StatusCode::OK).await, shown);
    assert_eq!(console.get(path).await, shown);
    let line = |span: Value| json!({ "message": [{ "kind": "bullets", "lines": [[span]] }], "include_meeting_booking": true });
    for (bad, code) in [
        (line(json!({ "text": " " })), "invalid"),
        (line(json!({ "text": "here", "link": "javascript:alert(1)" })), "invalid"),
        (line(json!({ "text": "here", "onclick": "alert(1)" })), "malformed"),
        (line(json!({ "text": "a".repeat(1_001) })), "too_large"),
    ] {
        console.refused("PUT", path, &bad, code).await;
    }
    assert_eq!(console.get(path).await, shown);
    let path = "/api/console/routing/blocked-domains";
    let wanted = json!({ "domains": ["Spam.example", "bad.example", "spam.example"] });
    let set = console.told("PUT", path, &wanted, StatusCode::OK).await;
    assert_eq!(set, json!({ "domains": ["bad.example", "spam.example"] }));
    let many: Vec<String> = (0..51).map(|number| format!("d{number}.example")).collect();
    console.refused("PUT", path, &json!({ "domains": many }), "invalid").await;
    assert_eq!(console.get(path).await, set);
}

#[tokio::test]
async fn route_11_the_decisions_of_a_chat_are_told_with_names() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let console = Console::of(&server).await;
    let (_visitor, _anna, conversation) = server.chat("anna").await;
    let told = console.get(&format!("/api/console/conversations/{conversation}/decisions")).await;
    let request = &told["requests"][0];
    assert_eq!(request["route"], json!({ "kind": "round_robin" }));
    let decision = &request["decisions"][0];
    assert_eq!(decision["answer"], "accepted");
    assert_eq!(decision["told"]["why"], "route");
    let agent = &decision["told"]["agent"];
    assert_eq!((&agent["name"], &agent["gone"]), (&json!("anna"), &json!(false)), "{decision}");
    let kinds: Vec<&Value> =
        decision["told"]["lines"].as_array().expect("lines").iter().map(|line| &line["kind"]).collect();
    assert_eq!(kinds, ["ring", "agent"]);
    assert_eq!(decision["told"]["lines"][1]["verdict"], "offered");
}

#[tokio::test]
async fn route_12_what_would_be_decided_is_told_and_changes_nothing() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let console = Console::of(&server).await;
    let before = console.ring().await;
    let (anna, ben) = (&before[0]["id"], &before[1]["id"]);
    let rule = |name: &str, agent: &Value| json!({ "name": name, "enabled": true, "agents": [agent] });
    let one = console.told("POST", RULES, &rule("One", anna), StatusCode::CREATED).await["id"].clone();
    let two = console.told("POST", RULES, &rule("Two", ben), StatusCode::CREATED).await["id"].clone();
    let path = "/api/console/what-if";
    let known = json!([{ "attribute": "person.email", "value": "pia@x.example" }]);
    let live = json!({ "known": known, "route": "rules", "tries": 1, "at": "2026-03-03T10:00:00Z" });
    let told = console.told("POST", path, &live, StatusCode::OK).await;
    assert_eq!(told["assumed_free"], true);
    assert_eq!(told["decisions"][0]["told"]["agent"]["name"], "anna", "{told}");
    assert_eq!(told["next"]["name"], "anna");
    let mut draft = live.clone();
    draft["draft"] = json!([{ "rule": two, "enabled": true }, { "rule": one, "enabled": false }]);
    let told = console.told("POST", path, &draft, StatusCode::OK).await;
    assert_eq!(told["decisions"][0]["told"]["agent"]["name"], "ben", "{told}");
    let last = told["decisions"].as_array().and_then(|all| all.last()).expect("decisions");
    assert_eq!((&last["without"], &last["told"]["agent"]), (&json!("fell_back"), &Value::Null));
    let changed = json!({ "name": "Three", "enabled": true, "agents": [ben] });
    draft["draft"] = json!([{ "enabled": true, "settings": changed }, { "rule": one, "enabled": true }]);
    let told = console.told("POST", path, &draft, StatusCode::OK).await;
    assert_eq!(told["decisions"][0]["told"]["agent"]["name"], "ben", "a rule that there is not yet: {told}");
    assert_eq!(console.ring().await, before);
    for (field, bad) in [
        ("tries", json!(0)),
        ("draft", json!([{ "enabled": true }])),
        ("known", json!([{ "attribute": "shoe size", "value": "42" }])),
        ("known", json!([{ "attribute": "person.shoe_size", "value": "42" }])),
        ("draft", json!([{ "rule": anna, "enabled": true }])),
    ] {
        let mut asked = live.clone();
        asked[field] = bad;
        console.refused("POST", path, &asked, "invalid").await;
    }
}

#[tokio::test]
async fn route_12_past_requests_are_decided_once_more_by_a_draft() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    let console = Console::of(&server).await;
    let path = "/api/console/what-if/replay";
    let asked = json!({ "days": 7, "draft": [] });
    let none = json!({ "requests": 0, "cut": false, "firsts": [], "changed": 0, "named": [] });
    assert_eq!(console.told("POST", path, &asked, StatusCode::OK).await, none);
    server.chat("anna").await;
    let told = console.told("POST", path, &asked, StatusCode::OK).await;
    let first = &told["firsts"][0];
    assert_eq!((&told["requests"], &told["changed"]), (&json!(1), &json!(0)), "{told}");
    assert_eq!((&first["first"]["kind"], &first["first"]["agent"]["name"]), (&json!("agent"), &json!("ben")));
    assert_eq!((&first["live"], &first["draft"]), (&json!(1), &json!(1)));
    for bad in [json!({ "days": 0, "draft": [] }), json!({ "days": 31, "draft": [] })] {
        console.refused("POST", path, &bad, "invalid").await;
    }
    let draft = json!([{ "rule": uuid::Uuid::nil(), "enabled": true }]);
    console.refused("POST", path, &json!({ "days": 7, "draft": draft }), "invalid").await;
}

#[tokio::test]
async fn route_9_missed_demand_is_told_with_its_reason() {
    let server = Server::with_agents(&["anna"]).await;
    let console = Console::of(&server).await;
    let path = "/api/console/missed";
    assert_eq!(console.get(path).await, json!({ "rows": [], "counts": [] }));
    let (mut visitor, view) = server.visitor().await;
    let conversation = visitor.request(&view).await;
    let told = console.get(path).await;
    let row = &told["rows"][0];
    assert_eq!((&row["conversation"], &row["reason"]), (&json!(conversation), &json!("nobody_reachable")));
    assert_eq!(row["route"], json!({ "kind": "round_robin" }));
    assert_eq!((&row["agents"][0]["name"], &row["agents"][0]["gone"]), (&json!("anna"), &json!(false)));
    assert_eq!(told["counts"], json!([{ "reason": "nobody_reachable", "count": 1 }]));
    let (at, none) = (row["at"].as_str().expect("a time"), json!([]));
    for (query, rows) in [
        ("reason=nobody_reachable&limit=1".to_owned(), &told["rows"]),
        ("reason=no_rule".to_owned(), &none),
        (format!("until={at}"), &none),
        (format!("since={at}"), &told["rows"]),
    ] {
        assert_eq!(&console.get(&format!("{path}?{query}")).await["rows"], rows, "{query}");
    }
    for query in ["reason=odd", "since=x", "until=2026", "after=1.2", "after=x.y.z", "limit=-1", "odd=1"] {
        console.refused("GET", &format!("{path}?{query}"), &Value::Null, "invalid").await;
    }
}

#[tokio::test]
async fn route_1_a_file_of_accounts_is_looked_at_uploaded_and_downloaded_again() {
    let server = Server::with_agents(&["anna"]).await;
    let console = Console::of(&server).await;
    let owners = console.get(&format!("{ACCOUNTS}/owners?search=ann")).await;
    assert_eq!(owners[0]["email"], "anna@desk.example");
    let send = async |path: &str, file: &[u8]| {
        let headers =
            [("cookie", console.cookie.as_str()), ("x-frontdesk", "1"), ("content-type", "text/csv")];
        server.call("POST", &format!("{ACCOUNTS}/{path}"), &headers, file.to_vec()).await
    };
    let file = "company;domain;owner\r\n=Acme;acme.example;anna@desk.example\r\nBeta;no domain;anna@desk.example\r\n";
    let looked = send("look", file.as_bytes()).await.body;
    assert_eq!([&looked["added"], &looked["changed"], &looked["unchanged"]], [1, 0, 0]);
    let example = json!({ "line": 2, "name": "=Acme", "domain": "acme.example", "does": "add",
                          "owner": { "id": owners[0]["id"], "name": owners[0]["name"], "takes_chats": true } });
    assert_eq!(looked["examples"], json!([example]));
    let bad = json!({ "line": 3, "reason": "bad_domain", "same_as": null,
                      "text": "Beta;no domain;anna@desk.example" });
    assert_eq!(looked["bad"], json!([bad]));
    assert_eq!(console.get(ACCOUNTS).await["accounts"], json!([]));
    assert_eq!(send("upload", file.as_bytes()).await.body, looked);
    let downloaded = console.call("GET", &format!("{ACCOUNTS}/file"), &Value::Null).await;
    assert_eq!(downloaded.headers["content-type"], "text/csv; charset=utf-8");
    let text = downloaded.body.as_str().expect("a file");
    assert_eq!(text, "\u{feff}company,domain,owner\r\n'=Acme,acme.example,anna@desk.example\r\n");
    assert_eq!(send("upload", text.as_bytes()).await.body["unchanged"], 1);
    assert_eq!(send("look", b"\xff\xfea\0").await.body["fault"], "utf16");
    let large = vec![b'x'; 10_000_001];
    assert_eq!(send("upload", &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn target_2_a_list_is_made_filled_read_and_deleted_and_refuses_what_is_none() {
    let server = Server::with_agents(&[]).await;
    let console = Console::of(&server).await;
    let lists = "/api/console/lists";
    let made = console.told("POST", lists, &json!({ "name": "list.customers" }), StatusCode::OK).await;
    assert_eq!(made, json!({ "name": "list.customers", "members": 0 }));
    for (name, code) in [
        ("list.customers", "conflict"),
        ("person.customers", "invalid"),
        ("list.Key Customers", "invalid"),
        ("customers", "invalid"),
    ] {
        console.refused("POST", lists, &json!({ "name": name }), code).await;
    }
    let members = format!("{lists}/list.customers/members");
    let add = async |body: Vec<u8>| {
        let headers =
            [("cookie", console.cookie.as_str()), ("x-frontdesk", "1"), ("content-type", "text/plain")];
        server.call("POST", &members, &headers, body).await
    };
    let added = add(b"Pia@x.example\r\n=cmd()\r\nmax@x.example,Max".to_vec()).await;
    let bad = json!([{ "line": 2, "text": "=cmd()" }]);
    assert_eq!(added.body, json!({ "added": 2, "known": 0, "bad": bad, "bad_count": 1 }));
    assert_eq!(add(vec![0xff, 0xfe]).await.body["code"], json!("invalid"));
    assert_eq!(add(vec![b'a'; 5_000_001]).await.body["code"], json!("too_large"));
    let page = console.get(&format!("{members}?begins=p")).await;
    assert_eq!(page, json!({ "emails": ["pia@x.example"], "more": false }));
    let max = format!("{members}/max@x.example");
    console.told("DELETE", &max, &Value::Null, StatusCode::NO_CONTENT).await;
    console.refused("DELETE", &max, &Value::Null, "not_found").await;
    assert_eq!(console.get(lists).await, json!([{ "name": "list.customers", "members": 1 }]));
    for path in [format!("{lists}/person.email"), format!("{lists}/list.none"), format!("{lists}/x")] {
        console.refused("DELETE", &path, &Value::Null, "not_found").await;
        console.refused("GET", &format!("{path}/members"), &Value::Null, "not_found").await;
    }
    console.told("DELETE", &format!("{lists}/list.customers"), &Value::Null, StatusCode::NO_CONTENT).await;
    assert_eq!(console.get(lists).await, json!([]));
}

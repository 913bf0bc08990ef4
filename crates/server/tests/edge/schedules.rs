//! Schedules over HTTP: read, refused with what is wrong, and live on the desk (`AVAIL-1`, `AVAIL-2`).

use axum::http::StatusCode;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::harness::{Answer, Server, id};

const OWN: &str = "/api/console/me/schedule";
const LOOK: &str = "/api/console/schedule/look";

async fn call(server: &Server, cookie: &str, method: &str, path: &str, body: &Value) -> Answer {
    let headers = [("cookie", cookie), ("x-frontdesk", "1"), ("content-type", "application/json")];
    server.call(method, path, &headers, body.to_string().into_bytes()).await
}

/// The server's clock begins on a Monday at 09:00 by UTC, 10:00 in Stockholm.
fn schedule(monday: &Value) -> Value {
    json!({
        "time_zone": "Europe/Stockholm",
        "week": {
            "monday": monday, "tuesday": [], "wednesday": [], "thursday": [], "friday": [], "saturday": [], "sunday": [],
        },
        "days_off": [{ "first": "2026-12-24", "last": "2026-12-26" }],
    })
}

fn block(start: &str, end: &str) -> Value {
    json!({ "start": start, "end": end })
}

#[tokio::test]
async fn avail_1_a_schedule_is_round_the_clock_until_it_is_set() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let first = call(&server, &cookie, "GET", OWN, &json!(null)).await.body;
    assert_eq!((&first["set"], &first["schedule"]["time_zone"]), (&json!(false), &json!("UTC")));
    assert_eq!(first["schedule"]["week"]["sunday"], json!([block("00:00", "24:00")]));
    let wanted = schedule(&json!([block("13:00", "24:00"), block("08:00", "12:00")]));
    let set = call(&server, &cookie, "PUT", OWN, &wanted).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    let read = call(&server, &cookie, "GET", OWN, &json!(null)).await.body;
    assert_eq!(read, set.body);
    assert_eq!(read["schedule"]["week"]["monday"], json!([block("08:00", "12:00"), block("13:00", "24:00")]));
    assert_eq!(read["schedule"]["days_off"], wanted["days_off"]);
    assert_eq!((&read["set"], &read["name"]), (&json!(true), &json!("anna")));
    assert_eq!(
        read["status"],
        json!({ "available": true, "why": "on_shift", "until": "2026-03-02T11:00:00Z", "time_zone": "Europe/Stockholm" })
    );
    assert!(
        call(&server, &cookie, "GET", "/api/console/time-zones", &json!(null)).await.body["names"]
            .as_array()
            .expect("names")
            .contains(&json!("Europe/Stockholm"))
    );
}

#[tokio::test]
async fn avail_1_what_is_wrong_with_a_schedule_is_told_and_nothing_is_stored() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let wrong = schedule(&json!([block("08:00", "12:00"), block("11:00", "13:00")]));
    let look = call(&server, &cookie, "POST", LOOK, &wrong).await;
    assert_eq!(
        look.body,
        json!({ "faults": [{ "fault": "overlap", "day": "monday", "place": 1 }], "status": null })
    );
    let refused = call(&server, &cookie, "PUT", OWN, &wrong).await;
    assert_eq!(refused.body["code"], "invalid");
    let look = call(&server, &cookie, "POST", LOOK, &schedule(&json!([]))).await.body;
    assert_eq!((&look["faults"], &look["status"]["why"]), (&json!([]), &json!("off_shift")));
    assert_eq!(call(&server, &cookie, "GET", OWN, &json!(null)).await.body["set"], false);
    for bad in [json!({}), json!({ "time_zone": "UTC", "week": [], "days_off": [] })] {
        assert_eq!(call(&server, &cookie, "PUT", OWN, &bad).await.body["code"], "malformed");
    }
}

#[tokio::test]
async fn avail_2_the_desk_tells_what_counts_as_schedule_toggle_and_clock_change() {
    let server = Server::with_agents(&["anna"]).await;
    let cookie = server.sign_in("anna").await;
    let mut agent = server.agent("anna").await;
    let wanted = schedule(&json!([block("09:00", "12:00"), block("13:00", "17:00")]));
    call(&server, &cookie, "PUT", OWN, &wanted).await;
    let why = |frame: &Value, why: &str| frame["type"] == "desk" && frame["status"]["why"] == why;
    let until = |at: &str| json!(format!("2026-03-02T{at}:00Z"));
    let desk = agent.until_where(|f| why(f, "on_shift") && f["status"]["until"] == until("11:00")).await;
    assert_eq!(desk["status"]["time_zone"], "Europe/Stockholm");
    agent.send(&json!({ "type": "set_available", "client_id": id(), "available": false })).await;
    let desk = agent.until_where(|f| why(f, "chosen")).await;
    assert_eq!((&desk["status"]["available"], &desk["status"]["until"]), (&json!(false), &until("12:00")));
    agent.send(&json!({ "type": "follow_schedule", "client_id": id() })).await;
    agent.until_where(|f| why(f, "on_shift")).await;
    // The block ends, and nobody does anything.
    server.clock.advance(SignedDuration::from_hours(2));
    let desk = agent.until_where(|f| why(f, "off_shift")).await;
    assert_eq!((&desk["status"]["available"], &desk["status"]["until"]), (&json!(false), &until("12:00")));
}

#[tokio::test]
async fn perm_1_who_manages_agents_sets_the_schedule_of_another() {
    let server = Server::with_agents(&["anna", "ben"]).await;
    server.add("sam", ProfileId::BuiltIn(BuiltIn::SalesAdmin)).await;
    let (anna, sam) = (server.sign_in("anna").await, server.sign_in("sam").await);
    let agent = call(&server, &anna, "GET", OWN, &json!(null)).await.body["agent"].clone();
    let path = format!("/api/console/agents/{}/schedule", agent.as_str().expect("an id"));
    let wanted = schedule(&json!([block("09:00", "17:00")]));
    assert_eq!(call(&server, &anna, "PUT", &path, &wanted).await.body["permission"], "manage_agents");
    let set = call(&server, &sam, "PUT", &path, &wanted).await;
    assert_eq!((set.status, &set.body["name"]), (StatusCode::OK, &json!("anna")));
    assert_eq!(call(&server, &anna, "GET", OWN, &json!(null)).await.body, set.body);
    let nobody = format!("/api/console/agents/{}/schedule", id());
    assert_eq!(call(&server, &sam, "PUT", &nobody, &wanted).await.body["code"], "not_found");
}

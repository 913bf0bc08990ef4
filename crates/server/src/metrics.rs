//! `GET /metrics`, in Prometheus' text format, on a listener of its own: it is nobody's business but the operator's.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use frontdesk_app::Frontdesk;
use frontdesk_protocol::problem::Code;
use frontdesk_store::figures::COMMIT_CLASSES;

use crate::Edge;

/// The routes of the operator's listener.
pub fn router(desk: Arc<Frontdesk>) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(desk)
}

async fn metrics(State(desk): State<Arc<Frontdesk>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text(&desk))
}

/// All figures.
fn text(desk: &Frontdesk) -> String {
    let (figures, store) = (&desk.figures, desk.store.figures());
    let mut text = String::new();
    let head = |text: &mut String, name: &str, kind: &str, help: &str| {
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    };
    head(&mut text, "frontdesk_sockets", "gauge", "Open sockets.");
    for (side, count) in [("visitor", &figures.visitor_sockets), ("agent", &figures.agent_sockets)] {
        let _ = writeln!(text, "frontdesk_sockets{{side=\"{side}\"}} {}", count.load(Ordering::Relaxed));
    }
    for (name, help, count) in [
        ("frontdesk_messages_total", "Messages stored.", &figures.messages),
        ("frontdesk_chats_requested_total", "Chats that visitors asked for.", &figures.requested),
        ("frontdesk_offers_total", "Offers made to agents.", &figures.offered),
        ("frontdesk_offers_accepted_total", "Offers accepted.", &figures.accepted),
        ("frontdesk_fallbacks_total", "Requests that nobody took.", &figures.fell_back),
    ] {
        head(&mut text, name, "counter", help);
        let _ = writeln!(text, "{name} {}", count.load(Ordering::Relaxed));
    }
    head(&mut text, "frontdesk_refused_total", "counter", "Calls and frames refused, by code.");
    for (code, count) in figures.refusals() {
        let _ = writeln!(text, "frontdesk_refused_total{{code=\"{code}\"}} {count}");
    }
    head(&mut text, "frontdesk_record_waiting", "gauge", "Functions that wait for the record.");
    for (kind, count) in [("write", store.waiting_writes), ("read", store.waiting_reads)] {
        let _ = writeln!(text, "frontdesk_record_waiting{{kind=\"{kind}\"}} {count}");
    }
    let name = "frontdesk_commit_seconds";
    head(&mut text, name, "histogram", "Time that durable commits took; each carries one function or many.");
    for (bound, count) in COMMIT_CLASSES.iter().zip(store.commits_within) {
        let _ = writeln!(text, "{name}_bucket{{le=\"{}\"}} {count}", seconds(*bound));
    }
    let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {}", store.commits);
    let _ = writeln!(text, "{name}_sum {}\n{name}_count {}", seconds(store.commit_micros), store.commits);
    text
}

fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// Counts refused calls by the code that their answer carries.
pub(crate) async fn count_refusals(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if let Some(code) = response.extensions().get::<Code>() {
        count_refusal(&edge, *code);
    }
    response
}

/// Counts a refusal by its code, as it travels.
pub(crate) fn count_refusal(edge: &Edge, code: Code) {
    let name = serde_json::to_string(&code).unwrap_or_default();
    edge.desk.figures.refused(name.trim_matches('"').to_owned());
}

/// Counts an open socket for as long as it lives.
pub(crate) struct Open<'a>(&'a AtomicU64);

impl<'a> Open<'a> {
    pub(crate) fn count(counter: &'a AtomicU64) -> Self {
        counter.fetch_add(1, Ordering::Relaxed);
        Self(counter)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

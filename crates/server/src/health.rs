//! Whether the server is alive and ready.

use axum::extract::State;
use axum::http::StatusCode;
use frontdesk_app::AppError;

use crate::Edge;

/// The process is alive.
pub(crate) async fn alive() -> &'static str {
    "alive"
}

/// The record answers, and the server is not about to stop.
pub(crate) async fn ready(State(edge): State<Edge>) -> (StatusCode, &'static str) {
    if *edge.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    let answer =
        edge.desk.store.read(|tx| Ok::<_, AppError>(frontdesk_store::repo::account::any_demo(tx)?)).await;
    match answer {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the record does not answer"),
    }
}

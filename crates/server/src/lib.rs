//! The edge: visitor API, console API, sockets, sign-in, embedded web assets and the OpenAPI document.
//!
//! Who is speaking comes from the session, never from what was sent. Nothing here decides: requests become use cases
//! of `app`, and their outcomes become answers.

mod assets;
mod avatars;
pub mod config;
mod console;
pub mod demo_site;
mod docs;
mod health;
mod limits;
pub mod metrics;
pub mod openapi;
mod origin;
pub mod permit;
mod picture;
pub mod proxy;
mod refusal;
mod socket;
mod visitor;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::serve::ListenerExt;
use frontdesk_app::Frontdesk;
use frontdesk_protocol::MAX_FRAME_BYTES;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub use config::Config;
use limits::Limits;

/// What every handler may use.
#[derive(Clone)]
pub(crate) struct Edge {
    desk: Arc<Frontdesk>,
    config: Arc<Config>,
    limits: Arc<Limits>,
    loader: Arc<assets::Loader>,
    stopping: watch::Receiver<bool>,
}

/// Serves routes until `stopping` turns true, then lets open requests end.
pub async fn serve_routes(
    listener: TcpListener,
    routes: Router,
    mut stopping: watch::Receiver<bool>,
) -> std::io::Result<()> {
    // Small frames at once: waiting to fill a packet would add some 40 ms to each.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            let _ = stopping.changed().await;
        })
        .await
}

/// All routes. Sockets are told and closed when `stopping` turns true.
pub fn router(desk: Arc<Frontdesk>, config: Config, stopping: watch::Receiver<bool>) -> Router {
    let limits = Arc::new(Limits::new(config.rate_limits, config.sockets_per_address));
    let edge = Edge { desk, config: Arc::new(config), limits, loader: Arc::default(), stopping };
    // Every call of visitors and of the console is mounted from its table, behind the check of who may call it.
    let site =
        permit::site(&edge).layer(axum::middleware::from_fn_with_state(edge.clone(), origin::cross_origin));
    Router::new()
        .merge(site)
        .merge(permit::site_socket(&edge))
        .merge(permit::console(&edge))
        .merge(permit::console_socket(&edge))
        .route("/api/openapi.json", get(openapi::serve))
        .route("/api/docs", get(docs::serve))
        .route("/api/docs/style.css", get(docs::style))
        .route("/api/{*rest}", get(refusal::no_such_call).fallback(refusal::no_such_call))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/avatars/{key}", get(avatars::serve))
        .route("/widget/{*file}", get(assets::widget))
        .fallback(get(assets::console))
        .layer(axum::middleware::from_fn_with_state(edge.clone(), metrics::count_refusals))
        .layer(DefaultBodyLimit::max(MAX_FRAME_BYTES))
        .with_state(edge)
}

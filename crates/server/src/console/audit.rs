//! `/api/console/audit`: what was done to users, profiles and settings, and by whom.

use axum::Json;
use axum::extract::State;
use frontdesk_app::AppError;
use frontdesk_domain::ids::AuditId;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::users::{AuditChange, AuditEntry, AuditPage, UserRef};
use frontdesk_store::repo::audit::{self, Entry};
use serde::Deserialize;
use uuid::Uuid;

use crate::Edge;
use crate::refusal::{Failure, Params};

/// How many acts one page lists.
const PAGE: u32 = 50;

/// Which acts.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The last page's `next`.
    before: Option<Uuid>,
}

/// The audit log, the newest first; 50 on a page.
#[utoipa::path(
    get, path = "/api/console/audit", tag = "users", params(Wanted),
    responses((status = 200, body = AuditPage), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn page(
    State(edge): State<Edge>,
    Params(wanted): Params<Wanted>,
) -> Result<Json<AuditPage>, Failure> {
    let before = wanted.before.map(AuditId);
    let found: Vec<_> =
        edge.desk.store.read(move |tx| Ok::<_, AppError>(audit::page(tx, before, PAGE)?)).await?;
    let full = u32::try_from(found.len()).is_ok_and(|found| found >= PAGE);
    let next = found.last().filter(|_| full).map(|entry| entry.id.0);
    Ok(Json(AuditPage { entries: found.into_iter().map(wire).collect(), next }))
}

fn wire(entry: Entry) -> AuditEntry {
    let change = |change: frontdesk_domain::audit::Change| AuditChange {
        field: change.field,
        before: change.before,
        after: change.after,
    };
    AuditEntry {
        id: entry.id.0,
        at: entry.at,
        token: entry.token,
        by: entry.actor.map(|(user, name)| UserRef { id: user.0, name }),
        act: entry.act.into(),
        subject: entry.subject,
        name: entry.name,
        changes: entry.changes.into_iter().map(change).collect(),
    }
}

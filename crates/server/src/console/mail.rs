//! `/api/console/me/mail`: which mail a user gets, and a mail to see whether mail works.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use frontdesk_app::mail::{self, Fault};
use frontdesk_app::session::SignedIn;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::users::{MailChoice, OwnMail};
use frontdesk_store::repo::mail::Wanted;

use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// Which mail the caller gets, and whether the server sends any.
#[utoipa::path(
    get, path = "/api/console/me/mail", operation_id = "find_own_mail", tag = "console",
    responses((status = 200, body = OwnMail), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn own(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<Json<OwnMail>, Failure> {
    let user = signed_in.account.id;
    let Wanted { own, all } = edge.desk.store.read(move |tx| mail::wanted(tx, user)).await?;
    Ok(Json(OwnMail { sends: edge.desk.post.is_some(), missed: own, all_missed: all }))
}

/// Chooses which mail the caller gets.
#[utoipa::path(
    put, path = "/api/console/me/mail", operation_id = "set_own_mail", tag = "console", request_body = MailChoice,
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_own(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(MailChoice { missed, all_missed }): Body<MailChoice>,
) -> Result<StatusCode, Failure> {
    let user = signed_in.account.id;
    let wanted = Wanted { own: missed, all: all_missed };
    edge.desk.store.write(move |tx| mail::set_wanted(tx, user, wanted)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the caller a mail now, to see whether mail works; what stands against it is told.
#[utoipa::path(
    post, path = "/api/console/mail/test", operation_id = "test_mail", tag = "console",
    responses((status = 204), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn test(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
) -> Result<StatusCode, Failure> {
    let account = signed_in.account;
    if !edge.limits.allow_password(account.id) {
        return Err(problem(Code::RateLimited, "too many tries; please wait a minute"));
    }
    let post =
        edge.desk.post.clone().ok_or_else(|| problem(Code::WrongState, "this server sends no mail"))?;
    match post.mailer.send(&mail::test_letter(account.email, &account.name)).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(Fault::Later(why) | Fault::Never(why)) => Err(problem(Code::Invalid, why)),
    }
}

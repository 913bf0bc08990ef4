//! `/api/console/accounts/file`, `/look`, `/upload`: account routing as a CSV file.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::routing::account_upload::{self, Does, Report};
use frontdesk_app::routing::accounts;
use frontdesk_app::session::SignedIn;
use frontdesk_domain::ids::{NamedAccountId, UserId};
use frontdesk_domain::routing::account_file::{BadFile, BadLine, Column, HEADER, MAX_FILE};
use frontdesk_protocol::account_file::{
    AccountLine, AccountLineDoes, AccountUpload, BadAccount, BadAccountFile, BadAccountLine,
};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::routing::AgentRef;
use frontdesk_store::Tx;
use futures_util::stream::try_unfold;
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::refs;
use crate::Edge;
use crate::refusal::{Failure, problem};

/// One file at a time: each may take much memory.
static READING: Semaphore = Semaphore::const_new(1);

/// All companies of account routing as a CSV file, with the columns `company`, `domain` and `owner` (an e-mail). Text that
/// a spreadsheet would take for a formula has an apostrophe before it, which an upload takes off again.
#[utoipa::path(
    get, path = "/api/console/accounts/file", operation_id = "download_accounts", tag = "routing",
    responses((status = 200, body = String, content_type = "text/csv"), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn download(State(edge): State<Edge>) -> Response {
    let pages = try_unfold(Some(NamedAccountId(Uuid::nil())), move |after| {
        let store = edge.desk.store.clone();
        async move {
            let Some(after) = after else { return Ok::<_, AppError>(None) };
            let (page, next) = store.read(move |tx| accounts::file(tx, after)).await?;
            let head = if after.0.is_nil() { HEADER } else { "" };
            Ok(Some((format!("{head}{page}"), next)))
        }
    });
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(pages)).into_response()
}

/// What a CSV file of companies would do, with every line that can't be used; nothing is changed. The file has at most
/// 10 MB and 100,000 companies; its first line names the columns `company`, `domain` and `owner` (an e-mail).
#[utoipa::path(
    post, path = "/api/console/accounts/look", operation_id = "look_at_accounts", tag = "routing",
    request_body(content = String, content_type = "text/csv", description = "The file."),
    responses((status = 200, body = AccountUpload), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn look(State(edge): State<Edge>, request: Request) -> Result<Json<AccountUpload>, Failure> {
    let _turn = turn()?;
    let file = bytes(request).await?;
    let done = account_upload::look(&edge.desk.store, file).await?;
    Ok(Json(told(&edge, done).await?))
}

/// Puts the companies of a CSV file on the list, as far as its lines can be used: a domain that is on the list gets its
/// new name and owner. It is done in small steps, so that chats go on meanwhile; uploading the same file again changes
/// nothing more.
#[utoipa::path(
    post, path = "/api/console/accounts/upload", operation_id = "upload_accounts", tag = "routing",
    request_body(content = String, content_type = "text/csv", description = "The file."),
    responses((status = 200, body = AccountUpload), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn upload(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    request: Request,
) -> Result<Json<AccountUpload>, Failure> {
    let turn = turn()?;
    let file = bytes(request).await?;
    let (actor, desk) = (signed_in.actor(), edge.desk.clone());
    // Once begun, it goes on when the page is gone.
    let doing = tokio::spawn(async move {
        let _turn = turn;
        account_upload::upload(&desk.store, Some(actor), file).await
    });
    let done = doing.await.map_err(|_| problem(Code::Internal, "something went wrong here; it is logged"))?;
    Ok(Json(told(&edge, done?).await?))
}

fn turn() -> Result<SemaphorePermit<'static>, Failure> {
    READING.try_acquire().map_err(|_| problem(Code::Busy, "another file is being read; please try again"))
}

async fn bytes(request: Request) -> Result<Vec<u8>, Failure> {
    let too_large = |_| problem(Code::TooLarge, "a file has at most 10 MB");
    Ok(to_bytes(request.into_body(), MAX_FILE).await.map_err(too_large)?.into())
}

async fn told(edge: &Edge, done: Result<Report, BadFile>) -> Result<AccountUpload, Failure> {
    let (report, fault) = match done {
        Ok(report) => (report, None),
        Err(bad) => (Report::default(), Some(bad_file(bad))),
    };
    let Report { added, changed, unchanged, examples, bad } = report;
    let owners: Vec<UserId> = examples.iter().map(|(_, entry, _)| entry.owner).collect();
    let owners = edge.desk.store.read(move |tx: &mut Tx<'_>| refs(tx, &owners)).await?;
    let gone = |id: UserId| AgentRef { id: id.0, name: String::new(), takes_chats: false };
    let owner = |id: UserId| owners.iter().find(|one| one.id == id.0).cloned().unwrap_or_else(|| gone(id));
    let example = |(line, entry, does): (usize, _, _)| {
        let frontdesk_domain::routing::account_file::Entry { name, domain, owner: id } = entry;
        AccountLine { line: count(line), name, domain, owner: owner(id), does: line_does(does) }
    };
    Ok(AccountUpload {
        fault,
        added: count(added),
        changed: count(changed),
        unchanged: count(unchanged),
        examples: examples.into_iter().map(example).collect(),
        bad: bad.into_iter().map(|(line, text, bad)| bad_line(line, text, &bad)).collect(),
    })
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn line_does(does: Does) -> AccountLineDoes {
    match does {
        Does::Add => AccountLineDoes::Add,
        Does::Change => AccountLineDoes::Change,
        Does::Nothing => AccountLineDoes::Nothing,
    }
}

fn bad_file(bad: BadFile) -> BadAccountFile {
    match bad {
        BadFile::Empty => BadAccountFile::Empty,
        BadFile::Utf16 => BadAccountFile::Utf16,
        BadFile::NoColumn(Column::Company) => BadAccountFile::NoCompanyColumn,
        BadFile::NoColumn(Column::Domain) => BadAccountFile::NoDomainColumn,
        BadFile::NoColumn(Column::Owner) => BadAccountFile::NoOwnerColumn,
        BadFile::TooLong => BadAccountFile::TooLong,
    }
}

fn bad_line(line: usize, text: String, bad: &BadLine) -> BadAccountLine {
    let (reason, same_as) = match bad {
        BadLine::NotUtf8 => (BadAccount::NotUtf8, None),
        BadLine::Quotes => (BadAccount::Quotes, None),
        BadLine::Cells => (BadAccount::Cells, None),
        BadLine::NoName => (BadAccount::NoName, None),
        BadLine::LongName => (BadAccount::LongName, None),
        BadLine::NoDomain => (BadAccount::NoDomain, None),
        BadLine::Domain => (BadAccount::BadDomain, None),
        BadLine::NoOwner => (BadAccount::NoOwner, None),
        BadLine::UnknownOwner => (BadAccount::UnknownOwner, None),
        BadLine::Twice(other) => (BadAccount::Twice, Some(count(*other))),
    };
    BadAccountLine { line: count(line), reason, same_as, text }
}

//! How failures are told: a stable code, an HTTP status, words.

use std::time::Duration;

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use frontdesk_app::{AdminRefusal, AppError};
use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::rich_text::RichTextRefusal;
use frontdesk_domain::text::TextRefusal;
use frontdesk_protocol::Refused;
use frontdesk_protocol::live_chat;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_store::StoreError;
use uuid::Uuid;

/// A problem with its words.
pub(crate) struct Failure {
    code: Code,
    title: String,
    /// The permission that is missing.
    permission: Option<Permission>,
    /// The member of the body that can't be used.
    field: Option<&'static str>,
    /// When it is worth trying again, where that is known.
    retry_after: Option<Duration>,
}

/// A problem.
pub(crate) fn problem(code: Code, title: impl Into<String>) -> Failure {
    Failure { code, title: title.into(), permission: None, field: None, retry_after: None }
}

/// Too many requests; it is worth trying again after some time.
pub(crate) fn too_many(title: impl Into<String>, retry_after: Duration) -> Failure {
    Failure { retry_after: Some(retry_after), ..problem(Code::RateLimited, title) }
}

impl Failure {
    /// The user lacks a permission (`PERM-1`).
    pub(crate) fn lacking(permission: Permission) -> Self {
        AppError::Forbidden(permission).into()
    }

    /// Its code.
    pub(crate) fn code(&self) -> Code {
        self.code
    }

    /// The same as the answer to a subscription.
    pub(crate) fn refused_subscription(self, conversation: Uuid) -> Refused {
        Refused { client_id: None, conversation: Some(conversation), code: self.code, message: self.title }
    }

    /// The same as a frame.
    pub(crate) fn refused(self, client_id: Option<Uuid>) -> Refused {
        Refused { client_id, conversation: None, code: self.code, message: self.title }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        let code = match &error {
            AppError::Store(StoreError::Busy | StoreError::Full | StoreError::Unavailable(_)) => Code::Busy,
            AppError::Store(StoreError::NotStored(_) | StoreError::Unknown | StoreError::Closed) => {
                Code::NotStored
            }
            AppError::Store(_) => Code::Internal,
            AppError::Refused(refusal) => match refusal {
                Refusal::OfferGone => Code::OfferGone,
                Refusal::Full => Code::Full,
                Refusal::NotHolder => Code::NotHolder,
                Refusal::NotLive => Code::NotLive,
                Refusal::HandedOver => Code::HandedOver,
                Refusal::Yours => Code::Invalid,
                Refusal::NothingToCancel => Code::NothingToCancel,
                Refusal::NotAgain => Code::NotAgain,
                Refusal::NotAsked => Code::NotAsked,
            },
            AppError::Text(TextRefusal::TooLong(_)) | AppError::RichText(RichTextRefusal::TooLong(_)) => {
                Code::TooLarge
            }
            AppError::Text(TextRefusal::Empty)
            | AppError::RichText(_)
            | AppError::Invalid(_)
            | AppError::Limit(_) => Code::Invalid,
            AppError::NotFound => Code::NotFound,
            AppError::Conflict(_) => Code::Conflict,
            AppError::Forbidden(_) => Code::Forbidden,
            AppError::Admin(refusal) => match refusal {
                AdminRefusal::LastOwner(_) => Code::LastOwner,
                AdminRefusal::Taken(_) => Code::Taken,
                AdminRefusal::InUse(_) => Code::InUse,
                AdminRefusal::BuiltIn | AdminRefusal::NotInvited | AdminRefusal::NotActive => {
                    Code::WrongState
                }
                AdminRefusal::LinkGone => Code::LinkGone,
                AdminRefusal::Weak(_) => Code::WeakPassword,
                AdminRefusal::WrongPassword => Code::WrongCredentials,
            },
        };
        let missing = match &error {
            AppError::Forbidden(permission) => Some(*permission),
            _ => None,
        };
        let field = match &error {
            AppError::Limit(bad) => Some(live_chat::field(bad.number())),
            _ => None,
        };
        if let AppError::Store(store) = &error {
            tracing::warn!(error = %store, ?code, "the record refused");
            let words = match code {
                Code::Internal => "something went wrong here; it is logged",
                _ => "not stored: the server is busy or its record is out of reach; please try again",
            };
            return problem(code, words);
        }
        Self { permission: missing, field, ..problem(code, error.to_string()) }
    }
}

/// The HTTP status that goes with a code.
pub(crate) fn status(code: Code) -> StatusCode {
    match code {
        Code::Malformed
        | Code::OutOfOrder
        | Code::WrongProtocol
        | Code::Invalid
        | Code::PublicSuffix
        | Code::WeakPassword => StatusCode::BAD_REQUEST,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::SignedOut | Code::WrongCredentials => StatusCode::UNAUTHORIZED,
        Code::Insecure | Code::WrongOrigin | Code::Forbidden | Code::NotForTokens => StatusCode::FORBIDDEN,
        Code::NotFound | Code::LinkGone => StatusCode::NOT_FOUND,
        Code::Conflict
        | Code::NotAsked
        | Code::OfferGone
        | Code::Full
        | Code::NotHolder
        | Code::NotLive
        | Code::HandedOver
        | Code::NothingToCancel
        | Code::NotAgain
        | Code::Taken
        | Code::InUse
        | Code::LastOwner
        | Code::WrongState => StatusCode::CONFLICT,
        Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Code::Busy | Code::NotStored | Code::TooSlow | Code::Restarting => StatusCode::SERVICE_UNAVAILABLE,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self { code, title, permission, field, retry_after } = self;
        let status = status(code);
        let (permission, field) = (permission.map(Into::into), field.map(str::to_owned));
        let body = Problem { code, title, status: status.as_u16(), permission, field };
        let mut response = (status, Json(body)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(wait) = retry_after {
            // In whole seconds, and not too early.
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
        }
        response.extensions_mut().insert(code);
        response
    }
}

/// The answer to a call that does not exist.
pub(crate) async fn no_such_call() -> Failure {
    problem(Code::NotFound, "there is no such call")
}

/// A JSON body, refused with a stable code when it is none.
pub(crate) struct Body<T>(pub T);

impl<S, T> axum::extract::FromRequest<S> for Body<T>
where
    S: Send + Sync,
    T: serde::de::DeserializeOwned,
{
    type Rejection = Failure;

    async fn from_request(request: axum::extract::Request, state: &S) -> Result<Self, Failure> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(problem(Code::TooLarge, "the body is too large"))
            }
            Err(rejection) => {
                tracing::info!(status = rejection.status().as_u16(), "malformed body");
                Err(problem(Code::Malformed, "the body is not what this call takes"))
            }
        }
    }
}

/// Parameters of a query, refused with a stable code when they are none.
pub(crate) struct Params<T>(pub T);

impl<S, T> axum::extract::FromRequestParts<S> for Params<T>
where
    S: Send + Sync,
    T: serde::de::DeserializeOwned,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(params)) => Ok(Self(params)),
            Err(_) => Err(problem(Code::Malformed, "the query is not what this call takes")),
        }
    }
}

//! Why a use case did nothing.

use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::text::TextRefusal;
use frontdesk_store::StoreError;

/// Why a use case did nothing. The transaction left no trace.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The record failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The conversation's state does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A text can't be stored.
    #[error(transparent)]
    Text(#[from] TextRefusal),
    /// It does not exist, or is not for the one who asks.
    #[error("not found")]
    NotFound,
    /// Something given can't be used.
    #[error("{0}")]
    Invalid(String),
}

//! Why a use case did nothing.

use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::limits::BadLimit;
use frontdesk_domain::password::WeakPassword;
use frontdesk_domain::permission::{LastOwner, Permission};
use frontdesk_domain::rich_text::RichTextRefusal;
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
    /// A text with form can't be stored.
    #[error(transparent)]
    RichText(#[from] RichTextRefusal),
    /// It does not exist, or is not for the one who asks.
    #[error("not found")]
    NotFound,
    /// Something else stands against it.
    #[error("{0}")]
    Conflict(String),
    /// Something given can't be used.
    #[error("{0}")]
    Invalid(String),
    /// The one who asks lacks a permission (`PERM-1`).
    #[error("this needs the permission “{}”", .0.words())]
    Forbidden(Permission),
    /// Numbers of the rules of live chat can't be used.
    #[error(transparent)]
    Limit(#[from] BadLimit),
    /// Users and profiles do not allow it.
    #[error(transparent)]
    Admin(#[from] AdminRefusal),
}

/// Why an act on users, profiles or passwords was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminRefusal {
    /// No owner would remain.
    #[error(transparent)]
    LastOwner(#[from] LastOwner),
    /// The e-mail or name belongs to another.
    #[error("“{0}” is in use already")]
    Taken(String),
    /// So many users have the profile.
    #[error("the profile is in use: {0} have it")]
    InUse(u64),
    /// Built-in profiles never change.
    #[error("built-in profiles never change")]
    BuiltIn,
    /// The user has accepted an invitation, or is deactivated.
    #[error("the user is not waiting for an invitation")]
    NotInvited,
    /// The user is deactivated, or has not accepted their invitation.
    #[error("the user can't sign in: they are deactivated, or have not accepted their invitation")]
    NotActive,
    /// The link was used, replaced, has expired, or never was.
    #[error("this link does not work: it was used or replaced, or has expired")]
    LinkGone,
    /// The password is not good.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The password is not the user's.
    #[error("the password is wrong")]
    WrongPassword,
}

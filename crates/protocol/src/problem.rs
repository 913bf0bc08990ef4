//! Stable error codes and the problem body of HTTP answers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::permission::Permission;

/// A closed list, each member with what it means.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $(#[doc = $means:literal] $member:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $means] $member,)*
        }

        impl $name {
            /// All of them, each with what it means.
            pub const ALL: &[(Self, &str)] = &[$((Self::$member, $means),)*];
        }
    };
}

codes! {
    /// A stable code for what went wrong. New codes may come; none changes its meaning.
    Code {
        /// Not JSON, or not one of the frames or bodies known here.
        Malformed,
        /// Larger than 64 kB, or a text longer than its limit.
        TooLarge,
        /// A frame that needs another one before it.
        OutOfOrder,
        /// The page speaks another version: reload.
        WrongProtocol,
        /// No session, or one that is forged, expired or ended.
        SignedOut,
        /// E-mail or password are wrong, or there were too many tries.
        WrongCredentials,
        /// A password would travel in the clear: signing in takes TLS, or this machine itself.
        Insecure,
        /// The page's origin is not allowed.
        WrongOrigin,
        /// It does not exist, or is not for you.
        NotFound,
        /// The user lacks a permission; the problem names it.
        Forbidden,
        /// Only somebody who is signed in may do this, no token.
        NotForTokens,
        /// The e-mail or name belongs to another.
        Taken,
        /// The profile can't be deleted: users have it.
        InUse,
        /// At least one owner must remain.
        LastOwner,
        /// The one-time link was used or replaced, has expired, or never was.
        LinkGone,
        /// The password is too short, too long, or the e-mail.
        WeakPassword,
        /// The user or profile is not in a state that allows it.
        WrongState,
        /// The domain is a public suffix, below which sites belong to others: it can't be listed with its subdomains.
        PublicSuffix,
        /// A text is empty or a value can't be used.
        Invalid,
        /// Something else stands against it: it exists already, or is in use.
        Conflict,
        /// The question has been answered, or takes another kind of answer.
        NotAsked,
        /// The offer was taken, declined, has expired, or was taken back.
        OfferGone,
        /// You hold as many chats and offers as you may.
        Full,
        /// You do not hold this chat.
        NotHolder,
        /// The chat is over.
        NotLive,
        /// The chat is being handed over already.
        HandedOver,
        /// There is nothing to cancel.
        NothingToCancel,
        /// The time to talk again has passed.
        NotAgain,
        /// Too many requests: slow down.
        RateLimited,
        /// The server can't take more now, or its record is out of reach: try again.
        Busy,
        /// It was not stored: try again with the same client id.
        NotStored,
        /// The client did not read fast enough; come back and resume.
        TooSlow,
        /// The server is about to stop; come back and resume.
        Restarting,
        /// A fault of the server's own.
        Internal,
    }
}

impl Code {
    /// Whether trying the same again can't help.
    pub fn is_final(self) -> bool {
        !matches!(
            self,
            Self::RateLimited
                | Self::Busy
                | Self::NotStored
                | Self::TooSlow
                | Self::Restarting
                | Self::Internal
        )
    }
}

/// The body of every HTTP answer that is an error (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A stable code.
    pub code: Code,
    /// For people.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// With `forbidden`: the permission that is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
    /// With `invalid`: the member of the body that can't be used, where one can be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

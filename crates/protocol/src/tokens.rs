//! API tokens, by which programs call.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::permission::Permission;
use crate::users::UserRef;

/// A token to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for: 1 to 100 characters.
    pub name: String,
    /// What it may do: at least one permission, and none that you lack.
    pub permissions: Vec<Permission>,
    /// For how many days it works: 1 to 365, or 90 where it is left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 365, default = 90)]
    pub days: Option<u16>,
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiToken {
    /// The token's id; it opens nothing.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// How it begins.
    pub hint: String,
    /// Who made it, and for whom it calls.
    pub by: UserRef,
    /// What it was made for. It may do what its maker may do of that.
    pub permissions: Vec<Permission>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created: Timestamp,
    /// From when it works no longer.
    #[schema(value_type = String, format = DateTime)]
    pub expires: Timestamp,
    /// Whether that is past.
    pub expired: bool,
    /// When it was last used, within some minutes; `null` before that.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub used: Option<Timestamp>,
}

/// A token that has just been made.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct MadeToken {
    /// The token.
    pub token: ApiToken,
    /// What a program sends: `Authorization: Bearer fd_...`. It is told this one time.
    pub secret: String,
}

/// A page of tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiTokens {
    /// The newest first.
    pub tokens: Vec<ApiToken>,
    /// `before` of the next page; `null` at the end.
    pub next: Option<Uuid>,
}

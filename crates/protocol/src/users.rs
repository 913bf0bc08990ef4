//! Sign-in, users, profiles, one-time links, one's own account, and the audit log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::permission::{AuditAct, Permission};

/// Signs in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The user's e-mail.
    pub email: String,
    /// The user's password.
    pub password: String,
}

/// A profile by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProfileRef {
    /// `owner`, `sales_admin`, `marketing_admin`, `marketing_user`, `live_agent`, `calendar_agent`, or a custom one's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A named set of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Profile {
    /// As in [`ProfileRef`].
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is always there and never changes.
    pub built_in: bool,
    /// What it gives.
    pub permissions: Vec<Permission>,
    /// How many users have it; one that is in use can't be deleted.
    pub users: u64,
}

/// All profiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Profiles {
    /// By name; at most some hundred.
    pub profiles: Vec<Profile>,
}

/// What a custom profile is to be. Who may change something may see it: such permissions are added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileSettings {
    /// 1 to 100 characters, unlike all others.
    pub name: String,
    /// What it gives; `manage_users_and_profiles` is the owner's alone.
    pub permissions: Vec<Permission>,
}

/// Whether a user can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    /// Has not followed the invitation's link yet.
    Invited,
    /// Can sign in.
    Active,
    /// Can't sign in any more.
    Deactivated,
}

/// A user of the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    /// The user.
    pub id: Uuid,
    /// The name shown to visitors.
    pub name: String,
    /// Where their picture is, a path on this server; `null` where they have none.
    pub avatar: Option<String>,
    /// The e-mail used to sign in.
    pub email: String,
    /// Whether they can sign in.
    pub state: UserState,
    /// Their profiles, by name.
    pub profiles: Vec<ProfileRef>,
    /// Whether they may take live chats, by a profile or by itself.
    pub takes_chats: bool,
    /// Whether *take live chats* was given by itself.
    pub takes_chats_given: bool,
}

/// A page of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Users {
    /// By e-mail.
    pub users: Vec<User>,
    /// `after` of the next page; `null` at the end.
    pub next: Option<String>,
}

/// What a user is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserSettings {
    /// The name shown to visitors: 1 to 100 characters.
    pub name: String,
    /// The ids of all their profiles.
    pub profiles: Vec<String>,
    /// Whether *take live chats* is given by itself.
    pub takes_chats: bool,
}

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// The e-mail they will sign in with.
    pub email: String,
    /// The name shown to visitors; they can change it when they accept.
    pub name: String,
    /// The ids of their profiles.
    pub profiles: Vec<String>,
    /// Whether *take live chats* is given by itself.
    pub takes_chats: bool,
}

/// A link that works once; it is told this one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OneTimeLink {
    /// To be passed on to the user. The token is in the fragment, which browsers send nowhere.
    pub url: String,
    /// Until when it works.
    #[schema(value_type = String, format = DateTime)]
    pub expires: Timestamp,
}

/// An invited user and their link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invited {
    /// The user.
    pub user: User,
    /// Their link.
    pub link: OneTimeLink,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// To make the first owner: asks for e-mail, name and password.
    Owner,
    /// To accept an invitation: asks for name and password.
    Invite,
    /// To reset a password: asks for the new one.
    Reset,
}

/// The token of a one-time link: what follows `#` in `/link#TOKEN`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// The token.
    pub token: String,
}

/// What a link is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkFound {
    /// What for.
    pub kind: LinkKind,
    /// Whose e-mail; `null` for an owner to be made.
    pub email: Option<String>,
    /// Whose name; `null` for an owner to be made.
    pub name: Option<String>,
    /// Until when it works.
    #[schema(value_type = String, format = DateTime)]
    pub expires: Timestamp,
}

/// Follows a link: sets a password and signs in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowLink {
    /// The token.
    pub token: String,
    /// For an owner: the e-mail.
    #[serde(default)]
    pub email: Option<String>,
    /// For an owner or an invitation: the name shown to visitors. An invited user keeps the one given where it is left out.
    #[serde(default)]
    pub name: Option<String>,
    /// At least 10 characters, and not the e-mail.
    pub password: String,
}

/// One's own name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnName {
    /// The name shown to visitors: 1 to 100 characters.
    pub name: String,
}

/// A change of one's own password. Other sessions end.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    pub old: String,
    /// The new one: at least 10 characters, and not the e-mail.
    pub new: String,
}

/// One of one's own sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnSession {
    /// The session.
    pub id: Uuid,
    /// The browser and system it was begun with, as far as known.
    pub device: String,
    /// The address it was begun from.
    pub address: String,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub created: Timestamp,
    /// When it was last used, within some minutes.
    #[schema(value_type = String, format = DateTime)]
    pub used: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One's own sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnSessions {
    /// The newest first; at most 20.
    pub sessions: Vec<OwnSession>,
}

/// A user by their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserRef {
    /// The user.
    pub id: Uuid,
    /// The name they have now.
    pub name: String,
}

/// A value that an act has changed, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditChange {
    /// What was changed.
    pub field: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// One administrative act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    /// The entry.
    pub id: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who; `null` for the command line.
    pub by: Option<UserRef>,
    /// The name of the API token by which a program acted for them.
    pub token: Option<String>,
    /// What.
    pub act: AuditAct,
    /// The id of the user or profile it was done to.
    pub subject: String,
    /// What that was called then.
    pub name: String,
    /// The values that it changed.
    pub changes: Vec<AuditChange>,
}

/// A page of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditPage {
    /// The newest first.
    pub entries: Vec<AuditEntry>,
    /// `before` of the next page; `null` at the end.
    pub next: Option<Uuid>,
}

/// Which mail a user gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnMail {
    /// Whether the server sends any.
    pub sends: bool,
    /// About requests that they should have got and that were missed.
    pub missed: bool,
    /// About each request that was missed.
    pub all_missed: bool,
}

/// Which mail a user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailChoice {
    /// About requests that they should have got and that were missed.
    pub missed: bool,
    /// About each request that was missed; for those who may view all conversations.
    #[serde(default)]
    pub all_missed: bool,
}

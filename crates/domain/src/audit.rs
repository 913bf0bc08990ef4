//! The audit log: what was done to users, profiles and settings, and by whom.

use serde::{Deserialize, Serialize};

use crate::ids::{ApiTokenId, UserId};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// The token of theirs by which a program acts for them.
    pub token: Option<ApiTokenId>,
}

impl From<UserId> for Actor {
    fn from(user: UserId) -> Self {
        Self { user, token: None }
    }
}

/// What was done. Its JSON is the stored form: names are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The first owner was made, by a one-time link.
    OwnerMade,
    /// A user was made on the command line.
    UserMade,
    /// A user was invited.
    UserInvited,
    /// An invited user got a new link.
    InviteRenewed,
    /// An invited user has set a password.
    InviteAccepted,
    /// A user's name, profiles or permission to take chats were changed.
    UserChanged,
    /// A user was deactivated.
    UserDeactivated,
    /// A user was taken back.
    UserReactivated,
    /// An agent's schedule was set by somebody else.
    ScheduleChanged,
    /// A link to reset a user's password was made.
    ResetLinkMade,
    /// A password was reset by a link.
    PasswordReset,
    /// A user has changed their own password.
    PasswordChanged,
    /// A custom profile was made.
    ProfileMade,
    /// A custom profile was changed.
    ProfileChanged,
    /// A custom profile was deleted.
    ProfileDeleted,
    /// A version of a dialogue was published.
    DialoguePublished,
    /// A dialogue was taken off all pages.
    DialogueUnpublished,
    /// A dialogue is called something else.
    DialogueRenamed,
    /// A dialogue was put away.
    DialogueArchived,
    /// A dialogue was taken back from where it was put away.
    DialogueRestored,
    /// A dialogue was deleted.
    DialogueDeleted,
    /// A dialogue was put before or after others.
    DialogueMoved,
    /// All dialogues that are not engaged were hidden.
    DialoguesHidden,
    /// Dialogues are shown again.
    DialoguesShown,
    /// An attribute was added.
    AttributeMade,
    /// An attribute was changed.
    AttributeChanged,
    /// An attribute was deleted.
    AttributeDeleted,
    /// A list of people was made.
    ListMade,
    /// People were put on a list, or taken off it.
    ListChanged,
    /// A list of people was deleted.
    ListDeleted,
    /// An API token was made.
    TokenMade,
    /// An API token was revoked.
    TokenRevoked,
    /// A domain was allowed to carry the widget, or its subdomains were.
    DomainListed,
    /// A domain may no longer carry the widget.
    DomainRemoved,
    /// What privacy asks for was changed.
    PrivacyChanged,
    /// A team was made.
    TeamMade,
    /// A team's name or members were changed.
    TeamChanged,
    /// A team was deleted.
    TeamDeleted,
    /// A custom rule was made.
    RuleMade,
    /// A custom rule was changed.
    RuleChanged,
    /// A custom rule was put before or after others.
    RuleMoved,
    /// A custom rule was deleted.
    RuleDeleted,
    /// A company was put on the list of account routing.
    AccountListed,
    /// A company on the list was changed.
    AccountChanged,
    /// A company was taken off the list.
    AccountRemoved,
    /// A file of companies was begun to be put on the list: so many are added and changed.
    AccountsUploaded,
    /// The fallback of live chat was changed.
    FallbackChanged,
    /// The blocked e-mail domains were changed.
    BlockedDomainsChanged,
    /// An agent was moved within the general ring.
    AgentMoved,
    /// How many chats an agent may hold was changed.
    AgentLimitChanged,
    /// The queue of visitors was switched, or its longest wait was changed.
    QueueChanged,
    /// In which order the agents of a ring are asked was changed.
    RingOrderChanged,
    /// Numbers of the rules of live chat were changed.
    LiveChatChanged,
}

/// One value that an act has changed, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What was changed.
    pub field: String,
    /// What it was; `None` where there was nothing.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// A switch, as people read it.
pub fn yes_or_no(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// Several values, as people read them; `None` where there are none.
pub fn listed<T: std::fmt::Display>(values: impl IntoIterator<Item = T>) -> Option<String> {
    let words: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// Lists a value where it has changed.
pub fn note(changes: &mut Vec<Change>, field: &str, before: Option<String>, after: Option<String>) {
    if before != after {
        changes.push(Change { field: field.to_owned(), before, after });
    }
}

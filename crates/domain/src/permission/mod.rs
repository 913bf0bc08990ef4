//! What a user may do (`PERM-1`): a closed list of permissions, and profiles as named sets of them.
//!
//! A user holds what their profiles give together, and *take live chats* where it was given to them by itself.

mod profile;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use profile::{BuiltIn, LastOwner, ProfileId, check_custom, owner_remains};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $words:literal,)*) => {
        /// One thing that a user may do. Its JSON is the stored form: names are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Permission {
            $($(#[$doc])* $name,)*
        }

        impl Permission {
            /// All of them, by area.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its words, as a refusal names it.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

permissions! {
    /// See dialogues.
    ViewDialogues = "view dialogues",
    /// Make and change dialogues.
    ManageDialogues = "manage dialogues",
    /// Publish and unpublish dialogues.
    PublishDialogues = "publish dialogues",
    /// See conversational flows.
    ViewFlows = "view flows",
    /// Make and change conversational flows.
    ManageFlows = "manage flows",
    /// Publish and unpublish conversational flows.
    PublishFlows = "publish flows",
    /// Be offered chats, and hold them.
    TakeLiveChats = "take live chats",
    /// Read the conversations one holds or has held.
    ViewMyConversations = "view my conversations",
    /// Read every conversation.
    ViewAllConversations = "view all conversations",
    /// See live chats of others, add notes, take over, force away.
    Supervise = "supervise",
    /// See and change the meetings of all.
    ManageAllMeetings = "manage all meetings",
    /// See reports over all.
    ViewGlobalReports = "view global reports",
    /// See reports of live chat.
    ViewLiveChatReports = "view live chat reports",
    /// See reports of meetings.
    ViewMeetingsReports = "view meetings reports",
    /// Export reports.
    ExportReports = "export reports",
    /// Set one's own live chat availability.
    ManageLiveChatAvailability = "manage live chat availability",
    /// Connect one's own calendar.
    ConnectCalendar = "connect calendar",
    /// Set one's own meeting availability.
    ManageCalendarAvailability = "manage calendar availability",
    /// See the general ring.
    ViewRoundRobin = "view round robin",
    /// See custom rules.
    ViewRules = "view custom rules",
    /// Change custom rules.
    ManageRules = "manage custom rules",
    /// See the account list.
    ViewAccounts = "view accounts",
    /// Change the account list.
    ManageAccounts = "manage accounts",
    /// Change how the chat looks and speaks.
    ManageChatbotSettings = "manage chatbot settings",
    /// Change the settings of flows.
    ManageFlowSettings = "manage flow settings",
    /// Change what privacy and security ask for.
    ManagePrivacyAndSecurity = "manage privacy and security",
    /// Change integrations.
    ManageIntegrations = "manage integrations",
    /// Change agents' schedules and places in rings.
    ManageAgents = "manage agents",
    /// See teams.
    ViewTeams = "view teams",
    /// Change teams.
    ManageTeams = "manage teams",
    /// Invite, change and deactivate users; change profiles; read the audit log. The owner's alone.
    ManageUsersAndProfiles = "manage users and profiles",
}

impl Permission {
    /// What comes with it: who may change something may see it.
    fn implied(self) -> Option<Self> {
        match self {
            Self::ManageDialogues | Self::PublishDialogues => Some(Self::ViewDialogues),
            Self::ManageFlows | Self::PublishFlows => Some(Self::ViewFlows),
            Self::TakeLiveChats | Self::ViewAllConversations | Self::Supervise => {
                Some(Self::ViewMyConversations)
            }
            Self::ManageRules => Some(Self::ViewRules),
            Self::ManageAccounts => Some(Self::ViewAccounts),
            Self::ManageAgents => Some(Self::ViewRoundRobin),
            Self::ManageTeams => Some(Self::ViewTeams),
            _ => None,
        }
    }
}

/// A set of permissions, with what comes with each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// Whether a permission is among them.
    pub fn has(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }

    /// All of them, in the order of [`Permission::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Permission> {
        self.0.iter().copied()
    }

    /// Their words, as people read them.
    pub fn words(&self) -> String {
        self.iter().map(Permission::words).collect::<Vec<_>>().join(", ")
    }

    /// Those that are also among others. What comes with each stays with it.
    #[must_use]
    pub fn among(&self, others: &Self) -> Self {
        Self(self.0.intersection(&others.0).copied().collect())
    }

    /// What a user holds: what their profiles give together, and *take live chats* where it was given by itself.
    pub fn effective(profiles: impl IntoIterator<Item = Self>, takes_chats_given: bool) -> Self {
        let given = takes_chats_given.then_some(Permission::TakeLiveChats);
        profiles.into_iter().flat_map(|profile| profile.0).chain(given).collect()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<T: IntoIterator<Item = Permission>>(permissions: T) -> Self {
        Self(permissions.into_iter().flat_map(|one| [Some(one), one.implied()]).flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perm_1_managing_comes_with_viewing() {
        let set: Permissions = [Permission::ManageTeams].into_iter().collect();
        assert!(set.has(Permission::ViewTeams) && !set.has(Permission::ViewRules));
        let again: Permissions = set.iter().collect();
        assert_eq!(again, set, "nothing comes with what came");
    }

    #[test]
    fn perm_1_a_user_holds_what_their_profiles_give_together() {
        let both = [BuiltIn::MarketingUser.permissions(), BuiltIn::CalendarAgent.permissions()];
        let held = Permissions::effective(both, false);
        assert!(held.has(Permission::PublishDialogues) && held.has(Permission::ConnectCalendar));
        assert!(!held.has(Permission::TakeLiveChats));
        let given = Permissions::effective([BuiltIn::Owner.permissions()], true);
        assert_eq!(given.iter().collect::<Vec<_>>(), Permission::ALL);
        assert_eq!(Permissions::effective([], false), Permissions::default());
    }

    #[test]
    fn perm_1_what_two_sets_share_keeps_what_comes_with_it() {
        let chosen: Permissions = [Permission::ManageTeams, Permission::ExportReports].into_iter().collect();
        let held: Permissions = [Permission::ManageTeams, Permission::Supervise].into_iter().collect();
        let both: Permissions = [Permission::ManageTeams].into_iter().collect();
        assert_eq!(chosen.among(&held), both);
        assert!(chosen.among(&held).has(Permission::ViewTeams));
    }

    #[test]
    fn every_permission_has_words_of_its_own() {
        let words: BTreeSet<_> = Permission::ALL.iter().map(|permission| permission.words()).collect();
        assert_eq!(words.len(), Permission::ALL.len());
    }
}

//! The six built-in profiles, custom ones, and that an owner always remains.

use std::str::FromStr;

use uuid::Uuid;

use super::{Permission, Permissions};

/// A profile that is always there and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltIn {
    /// Dialogues and flows.
    MarketingUser,
    /// Live chat.
    LiveAgent,
    /// Meetings.
    CalendarAgent,
    /// Dialogues, flows and settings.
    MarketingAdmin,
    /// Agents, teams and routing.
    SalesAdmin,
    /// Everything.
    Owner,
}

impl BuiltIn {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::MarketingUser,
        Self::LiveAgent,
        Self::CalendarAgent,
        Self::MarketingAdmin,
        Self::SalesAdmin,
        Self::Owner,
    ];

    /// How it is stored and told.
    pub fn key(self) -> &'static str {
        match self {
            Self::MarketingUser => "marketing_user",
            Self::LiveAgent => "live_agent",
            Self::CalendarAgent => "calendar_agent",
            Self::MarketingAdmin => "marketing_admin",
            Self::SalesAdmin => "sales_admin",
            Self::Owner => "owner",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::MarketingUser => "Marketing User",
            Self::LiveAgent => "Live Agent",
            Self::CalendarAgent => "Calendar Agent",
            Self::MarketingAdmin => "Marketing Admin",
            Self::SalesAdmin => "Sales Admin",
            Self::Owner => "Owner",
        }
    }

    /// What it gives.
    pub fn permissions(self) -> Permissions {
        use Permission as P;
        const ADMIN_VIEWS: [P; 4] = [P::ViewRoundRobin, P::ViewRules, P::ViewAccounts, P::ViewTeams];
        const REPORTS: [P; 3] = [P::ViewGlobalReports, P::ViewLiveChatReports, P::ViewMeetingsReports];
        const VIEWS: [P; 2] = [P::ViewDialogues, P::ViewFlows];
        const CALENDAR: [P; 2] = [P::ConnectCalendar, P::ManageCalendarAvailability];
        const DIALOGUES_AND_FLOWS: [P; 6] = [
            P::ViewDialogues,
            P::ManageDialogues,
            P::PublishDialogues,
            P::ViewFlows,
            P::ManageFlows,
            P::PublishFlows,
        ];
        let areas: &[&[P]] = match self {
            Self::MarketingUser => &[&DIALOGUES_AND_FLOWS, &REPORTS, &ADMIN_VIEWS],
            Self::LiveAgent => &[
                &VIEWS,
                &[P::TakeLiveChats, P::ViewMyConversations, P::ManageLiveChatAvailability],
                &REPORTS,
                &CALENDAR,
                &ADMIN_VIEWS,
            ],
            Self::CalendarAgent => &[&VIEWS, &REPORTS, &CALENDAR, &ADMIN_VIEWS],
            Self::MarketingAdmin => &[
                &DIALOGUES_AND_FLOWS,
                &REPORTS,
                &ADMIN_VIEWS,
                &[
                    P::ExportReports,
                    P::ManageRules,
                    P::ManageAccounts,
                    P::ManageChatbotSettings,
                    P::ManageFlowSettings,
                    P::ManagePrivacyAndSecurity,
                    P::ManageIntegrations,
                ],
            ],
            Self::SalesAdmin => &[
                &VIEWS,
                &[P::ViewMyConversations, P::ViewAllConversations, P::Supervise, P::ManageAllMeetings],
                &REPORTS,
                &[P::ExportReports, P::ManageLiveChatAvailability],
                &CALENDAR,
                &[P::ManageRules, P::ManageAccounts, P::ManageAgents, P::ManageTeams],
            ],
            Self::Owner => {
                return Permission::ALL.iter().copied().filter(|p| *p != P::TakeLiveChats).collect();
            }
        };
        areas.iter().copied().flatten().copied().collect()
    }
}

/// A profile: a built-in one, or one that was made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileId {
    /// Always there.
    BuiltIn(BuiltIn),
    /// Made here.
    Custom(Uuid),
}

impl ProfileId {
    /// The owner's.
    pub const OWNER: Self = Self::BuiltIn(BuiltIn::Owner);
    /// The agent's.
    pub const LIVE_AGENT: Self = Self::BuiltIn(BuiltIn::LiveAgent);
}

impl std::fmt::Display for ProfileId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn(profile) => f.write_str(profile.key()),
            Self::Custom(id) => id.fmt(f),
        }
    }
}

impl FromStr for ProfileId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match BuiltIn::ALL.into_iter().find(|profile| profile.key() == text) {
            Some(profile) => Ok(Self::BuiltIn(profile)),
            None => Uuid::parse_str(text).map(Self::Custom),
        }
    }
}

/// What a custom profile can't give: only the owner's profile gives the right to make owners.
pub fn check_custom(permissions: &Permissions) -> Result<(), Permission> {
    let owners = Permission::ManageUsersAndProfiles;
    if permissions.has(owners) { Err(owners) } else { Ok(()) }
}

/// Nobody would be left who can manage users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at least one owner must remain: make somebody else an owner first")]
pub struct LastOwner;

/// At least one owner always remains: whether a user who was one may stop being one, with so many others.
pub fn owner_remains(was: bool, stays: bool, others: u64) -> Result<(), LastOwner> {
    if was && !stays && others == 0 { Err(LastOwner) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission as P;

    /// The columns of the table are the profiles in the order of [`BuiltIn::ALL`].
    #[test]
    fn perm_1_the_built_in_profiles_are_as_the_table_says() {
        let table = [
            (P::ViewDialogues, "x x x x x x"),
            (P::ManageDialogues, "x - - x - x"),
            (P::PublishDialogues, "x - - x - x"),
            (P::ViewFlows, "x x x x x x"),
            (P::ManageFlows, "x - - x - x"),
            (P::PublishFlows, "x - - x - x"),
            (P::TakeLiveChats, "- x - - - -"),
            (P::ViewMyConversations, "- x - - x x"),
            (P::ViewAllConversations, "- - - - x x"),
            (P::Supervise, "- - - - x x"),
            (P::ManageAllMeetings, "- - - - x x"),
            (P::ViewGlobalReports, "x x x x x x"),
            (P::ViewLiveChatReports, "x x x x x x"),
            (P::ViewMeetingsReports, "x x x x x x"),
            (P::ExportReports, "- - - x x x"),
            (P::ManageLiveChatAvailability, "- x - - x x"),
            (P::ConnectCalendar, "- x x - x x"),
            (P::ManageCalendarAvailability, "- x x - x x"),
            (P::ViewRoundRobin, "x x x x x x"),
            (P::ViewRules, "x x x x x x"),
            (P::ManageRules, "- - - x x x"),
            (P::ViewAccounts, "x x x x x x"),
            (P::ManageAccounts, "- - - x x x"),
            (P::ManageChatbotSettings, "- - - x - x"),
            (P::ManageFlowSettings, "- - - x - x"),
            (P::ManagePrivacyAndSecurity, "- - - x - x"),
            (P::ManageIntegrations, "- - - x - x"),
            (P::ManageAgents, "- - - - x x"),
            (P::ViewTeams, "x x x x x x"),
            (P::ManageTeams, "- - - - x x"),
            (P::ManageUsersAndProfiles, "- - - - - x"),
        ];
        assert_eq!(table.map(|(permission, _)| permission), Permission::ALL, "each has its row");
        for (permission, row) in table {
            for (profile, cell) in BuiltIn::ALL.into_iter().zip(row.split(' ')) {
                assert_eq!(profile.permissions().has(permission), cell == "x", "{profile:?}: {permission:?}");
            }
        }
    }

    #[test]
    fn profiles_are_known_by_what_is_stored() {
        for profile in BuiltIn::ALL {
            assert_eq!(profile.key().parse(), Ok(ProfileId::BuiltIn(profile)));
        }
        let custom = ProfileId::Custom(Uuid::from_u128(7));
        assert_eq!(custom.to_string().parse(), Ok(custom));
        assert!("Owner".parse::<ProfileId>().is_err());
    }

    #[test]
    fn perm_1_only_the_owners_profile_makes_owners() {
        let owners = BuiltIn::Owner.permissions();
        assert_eq!(check_custom(&owners), Err(P::ManageUsersAndProfiles));
        assert_eq!(check_custom(&BuiltIn::SalesAdmin.permissions()), Ok(()));
    }

    #[test]
    fn perm_1_the_last_owner_stays_one() {
        assert_eq!(owner_remains(true, false, 0), Err(LastOwner));
        for (was, stays, others) in [(true, true, 0), (true, false, 1), (false, false, 0)] {
            assert_eq!(owner_remains(was, stays, others), Ok(()));
        }
    }
}

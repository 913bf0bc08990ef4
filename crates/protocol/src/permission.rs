//! Permissions and audited acts as they travel: the domain's closed lists under names of the wire's own.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A closed list that has the same members as one of the domain; the compiler finds what is missing on either side.
macro_rules! mirror {
    ($(#[$about:meta])* $name:ident of $domain:ident { $($(#[$doc:meta])* $member:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $member,)*
        }

        impl From<$domain> for $name {
            fn from(member: $domain) -> Self {
                match member {
                    $($domain::$member => Self::$member,)*
                }
            }
        }

        impl From<$name> for $domain {
            fn from(member: $name) -> Self {
                match member {
                    $($name::$member => Self::$member,)*
                }
            }
        }
    };
}

type DomainPermission = frontdesk_domain::permission::Permission;
type DomainAct = frontdesk_domain::audit::Act;

mirror! {
    /// One thing that a user may do.
    Permission of DomainPermission {
        /// See dialogues.
        ViewDialogues,
        /// Make and change dialogues.
        ManageDialogues,
        /// Publish and unpublish dialogues.
        PublishDialogues,
        /// See conversational flows.
        ViewFlows,
        /// Make and change conversational flows.
        ManageFlows,
        /// Publish and unpublish conversational flows.
        PublishFlows,
        /// Be offered chats, and hold them.
        TakeLiveChats,
        /// Read the conversations one holds or has held.
        ViewMyConversations,
        /// Read every conversation.
        ViewAllConversations,
        /// See live chats of others, add notes, take over, force away.
        Supervise,
        /// See and change the meetings of all.
        ManageAllMeetings,
        /// See reports over all.
        ViewGlobalReports,
        /// See reports of live chat.
        ViewLiveChatReports,
        /// See reports of meetings.
        ViewMeetingsReports,
        /// Export reports.
        ExportReports,
        /// Set one's own live chat availability.
        ManageLiveChatAvailability,
        /// Connect one's own calendar.
        ConnectCalendar,
        /// Set one's own meeting availability.
        ManageCalendarAvailability,
        /// See the general ring.
        ViewRoundRobin,
        /// See custom rules.
        ViewRules,
        /// Change custom rules.
        ManageRules,
        /// See the account list.
        ViewAccounts,
        /// Change the account list.
        ManageAccounts,
        /// Change how the chat looks and speaks.
        ManageChatbotSettings,
        /// Change the settings of flows.
        ManageFlowSettings,
        /// Change what privacy and security ask for.
        ManagePrivacyAndSecurity,
        /// Change integrations.
        ManageIntegrations,
        /// Change agents' schedules and places in rings.
        ManageAgents,
        /// See teams.
        ViewTeams,
        /// Change teams.
        ManageTeams,
        /// Invite, change and deactivate users; change profiles; read the audit log. The owner's alone.
        ManageUsersAndProfiles,
    }
}

mirror! {
    /// What was done, in the audit log.
    AuditAct of DomainAct {
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
}

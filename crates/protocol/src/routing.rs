//! What the admin says of routing: agents and their ring, teams, custom rules, account routing, fallback.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::availability::AgentStatus;
use crate::rich_text::RichBlock;
use crate::stream_file::CriteriaFile;

/// An agent where they are named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentRef {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Whether they are active and may take live chats: others are passed over.
    pub takes_chats: bool,
}

/// A team where it is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamRef {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// Whether an agent can be offered a chat now, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentReadiness {
    /// They can.
    Able,
    /// Their account is deactivated.
    Deactivated,
    /// They lack the permission *take live chats*.
    NotPermitted,
    /// They are not available.
    NotAvailable,
    /// No console of theirs was heard from for a minute.
    NotReachable,
    /// They hold as many chats and offers as they may.
    AtLimit,
}

/// An agent in a ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentRow {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// Whether they can be offered a chat now.
    pub status: AgentReadiness,
    /// Whether they are available, why, and until when.
    pub availability: AgentStatus,
    /// Live chats and open offers they hold.
    pub held: u32,
    /// How many they may hold.
    pub limit: u32,
    /// Whether that is a limit of their own, and not everybody's.
    pub own_limit: bool,
    /// Whether the ring comes to them next; who can't take a chat is passed over.
    pub next: bool,
    /// When a console of theirs was last heard from, as far as that is remembered.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen: Option<jiff::Timestamp>,
    /// Teams they are in, by name.
    pub teams: Vec<TeamRef>,
}

/// How many live chats and open offers an agent may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentLimit {
    /// 1 to 100; `null` for as many as everybody.
    pub limit: Option<u32>,
}

/// Whom a chat can be handed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Colleagues {
    /// Agents, in the order of the general ring; 50 at most.
    pub agents: Vec<ColleagueRow>,
    /// Teams, by name.
    pub teams: Vec<TeamChoice>,
}

/// An agent to whom a chat can be handed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColleagueRow {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Where their picture is; `null` where they have none.
    pub avatar: Option<String>,
    /// Whether they can take it now.
    pub status: AgentReadiness,
}

/// A team to which a chat can be handed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamChoice {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How many of it can take it now.
    pub able: u32,
}

/// Whether visitors wait where nobody can take the chat now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Whether they may.
    pub enabled: bool,
    /// For how many minutes at most: 1 to 120.
    pub minutes: u32,
}

/// A ring, or a page of the general one, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentRing {
    /// Its agents; 50 on a page.
    pub agents: Vec<AgentRow>,
    /// What the next page begins after.
    pub next: Option<String>,
}

/// In which order the agents of a ring who can take a chat are asked. Whose turn it is decides between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RingOrder {
    /// Each in turn.
    Turn,
    /// Who holds the fewest chats and offers, first.
    LeastBusy,
    /// Who has been without a new or an ending chat for the longest, first; who never had one, before all.
    LongestIdle,
}

/// In which order the agents of a ring are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RingAskedBy {
    /// Which.
    pub order: RingOrder,
}

/// Where to put something in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Right after this one; `null`: before all.
    pub after: Option<Uuid>,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Team {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Who is in it, in the order of its ring.
    pub agents: Vec<AgentRef>,
    /// Rules that send visitors to it.
    pub rules: Vec<String>,
    /// Published dialogues with a live chat card that routes to it: without it they would fall back.
    pub dialogues: Vec<String>,
}

/// A team in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamRow {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How many are in it.
    pub members: u64,
}

/// What sends visitors to a user, and what they hold: what is touched when they are deactivated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserUses {
    /// Teams they are in: passed over there.
    pub teams: Vec<String>,
    /// Rules that name them: passed over there.
    pub rules: Vec<String>,
    /// Published dialogues with a live chat card that routes to them: it falls back.
    pub dialogues: Vec<String>,
    /// Companies of account routing that they own: their visitors are routed as though they were not listed.
    pub accounts: u64,
    /// Live chats that they hold: each is offered to others at once.
    pub chats: u32,
}

/// What a team is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamSettings {
    /// Its name, 1 to 100 characters, unlike all others.
    pub name: String,
    /// Who is in it, in the order of its ring; at most 500.
    pub agents: Vec<Uuid>,
}

/// A custom rule in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleRow {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether routing goes by it.
    pub enabled: bool,
    /// Its criteria for people; empty: everybody qualifies.
    pub criteria: String,
}

/// A custom rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rule {
    /// Which.
    pub id: Uuid,
    /// What it is.
    pub settings: RuleSettings,
    /// The agents it names, by name.
    pub agents: Vec<AgentRef>,
    /// The teams it names, by name.
    pub teams: Vec<TeamRef>,
}

/// What a custom rule is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSettings {
    /// Its name, 1 to 100 characters, unlike all others.
    pub name: String,
    /// What it is for, at most 1,000 characters.
    #[serde(default)]
    pub description: String,
    /// Whether routing goes by it.
    pub enabled: bool,
    /// Who qualifies; `null`: everybody.
    #[serde(default)]
    pub criteria: Option<CriteriaFile>,
    /// Agents whom it sends visitors to, at most 200.
    #[serde(default)]
    pub agents: Vec<Uuid>,
    /// Teams whose members it sends visitors to, at most 200.
    #[serde(default)]
    pub teams: Vec<Uuid>,
}

/// A company of account routing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its e-mail domain.
    pub domain: String,
    /// The agent who owns it.
    pub owner: AgentRef,
}

/// A page of the companies of account routing, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Accounts {
    /// Its companies; 100 on a page.
    pub accounts: Vec<Account>,
    /// What the next page begins after.
    pub next: Option<Uuid>,
}

/// What a company of account routing is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountSettings {
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// Its e-mail domain; visitors with an address below it are the company's, too.
    pub domain: String,
    /// The agent who owns it.
    pub owner: Uuid,
}

/// Who can own a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Owner {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Their e-mail, by which files name them.
    pub email: String,
}

/// What a visitor gets when nobody takes the chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// The admin's own words, at most 1,000 characters in 200 lines and 500 spans; `null`: the standard ones.
    pub message: Option<Vec<RichBlock>>,
    /// Whether booking a meeting is offered with it. Kept until there are meetings.
    pub include_meeting_booking: bool,
}

/// What a visitor gets when nobody takes the chat, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FallbackShown {
    /// The admin's own words; `null`: the standard ones.
    pub message: Option<Vec<RichBlock>>,
    /// Whether booking a meeting is offered with it. Kept until there are meetings.
    pub include_meeting_booking: bool,
    /// The standard words.
    pub standard: String,
}

/// E-mail domains whose visitors never reach an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockedDomains {
    /// In lower case, each with all below it; at most 50.
    pub domains: Vec<String>,
}

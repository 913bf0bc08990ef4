//! Agents as an admin sees them: the general ring in its order, and who can take a chat now (`ROUTE-2`, `ROUTE-6`).

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::availability::{Status, Zone};
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::{RingId, RuleId, TeamId, UserId};
use frontdesk_domain::limits::MOST_CHATS;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::{Candidate, GENERAL_RING, Verdict, consider};
use frontdesk_store::repo::account::Account;
use frontdesk_store::repo::team::Team;
use frontdesk_store::repo::{account, audit, availability, lease, ring, routing_rule, team};
use frontdesk_store::{Lock, Tx};
use jiff::Timestamp;

use super::begin_on;
use super::teams::MOST_MEMBERS;
use crate::{AppError, Rules};

/// How many agents are on a page of the ring.
pub const PAGE: u32 = 50;

/// An agent in a ring.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Their place, to go on after.
    pub place: i64,
    /// Who.
    pub account: Account,
    /// Whether they can be offered a chat now.
    pub verdict: Verdict,
    /// Whether they are available, why, and until when.
    pub status: Status,
    /// The time zone of their schedule.
    pub zone: Zone,
    /// Live chats and open offers they hold.
    pub held: u32,
    /// How many they may hold; `None` for as many as everybody.
    pub limit: Option<u32>,
    /// Whether the ring comes to them next.
    pub next: bool,
    /// When a console of theirs was last heard from.
    pub last_seen: Option<Timestamp>,
    /// Teams they are in, by name.
    pub teams: Vec<Team>,
}

/// A page of the general ring: agents whose names or e-mails contain some words, in its order, from the one after a place.
pub fn list(tx: &mut Tx<'_>, rules: &Rules, words: &str, after: i64) -> Result<Vec<Listed>, AppError> {
    let found = ring::find_members(tx, GENERAL_RING, words, after, PAGE)?;
    stand(tx, rules, GENERAL_RING, found)
}

/// The members of a team, in the order of its ring.
pub fn of_team(tx: &mut Tx<'_>, rules: &Rules, id: TeamId) -> Result<Vec<Listed>, AppError> {
    team::find(tx, id)?.ok_or(AppError::NotFound)?;
    of_ring(tx, rules, id.into())
}

/// Whom a custom rule leads to, in the order of its ring: the agents it names, then the members of its teams.
pub fn of_rule(tx: &mut Tx<'_>, rules: &Rules, id: RuleId) -> Result<Vec<Listed>, AppError> {
    routing_rule::find(tx, id)?.ok_or(AppError::NotFound)?;
    of_ring(tx, rules, id.into())
}

/// The first [`MOST_MEMBERS`] of a ring.
fn of_ring(tx: &mut Tx<'_>, rules: &Rules, ring: RingId) -> Result<Vec<Listed>, AppError> {
    let most = u32::try_from(MOST_MEMBERS).unwrap_or(u32::MAX);
    let members = ring::members(tx, ring, i64::MIN, most)?;
    stand(tx, rules, ring, members)
}

/// How members of a ring stand now.
fn stand(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ring: RingId,
    members: Vec<(i64, UserId)>,
) -> Result<Vec<Listed>, AppError> {
    let next = ring::next(tx, ring)?;
    let (now, since) = (tx.now(), rules.reachable_since(tx.now()));
    let mut listed = Vec::with_capacity(members.len());
    for (place, agent) in members {
        let Some(account) = account::find(tx, agent)? else { continue };
        let Some(candidate) = ring::find_candidate(tx, agent, since)? else { continue };
        let Some(stored) = availability::find(tx, agent)? else { continue };
        listed.push(Listed {
            place,
            account,
            verdict: consider(&candidate, &Conversation::default(), &rules.limits),
            status: stored.availability.status(now),
            zone: stored.availability.zone,
            held: candidate.held,
            limit: candidate.limit,
            next: next == Some(agent),
            last_seen: lease::last_heard(tx, agent.0)?,
            teams: team::of_agent(tx, agent)?,
        });
    }
    Ok(listed)
}

/// Moves an agent within the general ring, to right after another, or to its beginning. Whose turn it is stays (`ROUTE-2`).
pub fn put_after(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    agent: UserId,
    after: Option<UserId>,
) -> Result<(), AppError> {
    begin_on(tx, actor, Permission::ManageAgents, |_| Ok(vec![GENERAL_RING]))?;
    let account = account::find(tx, agent)?.ok_or(AppError::NotFound)?;
    let members = ring::members(tx, GENERAL_RING, i64::MIN, u32::MAX)?;
    let at = |who: UserId| members.iter().position(|(_, one)| *one == who).ok_or(AppError::NotFound);
    let from = at(agent)?;
    let to = match after {
        None => 0,
        Some(after) if at(after)? < from => at(after)? + 1,
        Some(after) => at(after)?,
    };
    if from == to {
        return Ok(());
    }
    // The places from the one to the other stay; who stands there moves up by one.
    let mut stretch = members.get(from.min(to)..=from.max(to)).unwrap_or_default().to_vec();
    let mut agents: Vec<UserId> = stretch.iter().map(|(_, agent)| *agent).collect();
    if from < to {
        agents.rotate_left(1);
    } else {
        agents.rotate_right(1);
    }
    for ((_, stands), agent) in stretch.iter_mut().zip(agents) {
        *stands = agent;
    }
    ring::rearrange(tx, GENERAL_RING, &stretch)?;
    let mut changes = Vec::new();
    note(&mut changes, "place", Some((from + 1).to_string()), Some((to + 1).to_string()));
    audit::append(tx, actor, Act::AgentMoved, &agent.to_string(), &account.name, &changes)?;
    Ok(())
}

/// Sets how many live chats and open offers an agent may hold; `None` for as many as everybody (`ROUTE-6`). Those they
/// hold already are theirs.
pub fn set_limit(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    agent: UserId,
    limit: Option<u32>,
) -> Result<(), AppError> {
    if limit.is_some_and(|limit| !(1..=MOST_CHATS).contains(&limit)) {
        return Err(AppError::Invalid(format!("an agent can hold 1 to {MOST_CHATS} chats")));
    }
    begin_on(tx, actor, Permission::ManageAgents, |_| Ok(Vec::new()))?;
    tx.lock(Lock::User(agent))?;
    let account = account::find(tx, agent)?.ok_or(AppError::NotFound)?;
    let before = ring::limit(tx, agent)?;
    let mut changes = Vec::new();
    let told = |limit: Option<u32>| limit.map(|limit| limit.to_string());
    note(&mut changes, "chats", told(before), told(limit));
    if !changes.is_empty() {
        ring::set_limit(tx, agent, limit)?;
        audit::append(tx, actor, Act::AgentLimitChanged, &agent.to_string(), &account.name, &changes)?;
    }
    Ok(())
}

/// Whom an agent can hand a chat to.
pub struct Colleagues {
    /// Agents, with whether they can take it now.
    pub agents: Vec<(Account, Verdict)>,
    /// Teams, with how many of it can.
    pub teams: Vec<(Team, u32)>,
}

/// Whom an agent can hand a chat to (`ROUTE-13`): agents and teams whose names contain some words, with whether they can
/// take it now.
pub fn colleagues(tx: &mut Tx<'_>, rules: &Rules, who: UserId, words: &str) -> Result<Colleagues, AppError> {
    let since = rules.reachable_since(tx.now());
    let verdict = |candidate: &Candidate| consider(candidate, &Conversation::default(), &rules.limits);
    let mut agents = Vec::new();
    for (_, agent) in ring::find_members(tx, GENERAL_RING, words, i64::MIN, PAGE)? {
        if let Some(candidate) = ring::find_candidate(tx, agent, since)?.filter(|_| agent != who)
            && let Some(account) = account::find(tx, agent)?
            && account.active
            && account.takes_chats
        {
            agents.push((account, verdict(&candidate)));
        }
    }
    let mut teams = Vec::new();
    let words = words.to_lowercase();
    for team in super::teams::all(tx)?.into_iter().filter(|team| team.name.to_lowercase().contains(&words)) {
        let mut able = 0;
        for (_, agent) in ring::members(tx, team.id.into(), i64::MIN, u32::MAX)? {
            let candidate = ring::find_candidate(tx, agent, since)?.filter(|_| agent != who);
            able += u32::from(candidate.is_some_and(|candidate| verdict(&candidate) == Verdict::Offered));
        }
        teams.push((team, able));
    }
    Ok(Colleagues { agents, teams })
}

/// Users where they are named: who, their name, and whether they are active and may take live chats. One who does not
/// exist is left out.
pub fn named(tx: &mut Tx<'_>, users: &[UserId]) -> Result<Vec<(UserId, String, bool)>, AppError> {
    let mut named = Vec::with_capacity(users.len());
    for user in users {
        let found = account::find(tx, *user)?;
        named.extend(found.map(|account| (account.id, account.name, account.active && account.takes_chats)));
    }
    Ok(named)
}

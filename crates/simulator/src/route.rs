//! Routing as the world knows it: rings, rules, an account and a blocked domain, and who must be asked by them. It is written
//! from the rules, apart from what the server does (`ROUTE-1` to `ROUTE-10`, `ROUTE-13`, `ROUTE-17`, `ROUTE-20`).

use std::collections::BTreeSet;

use frontdesk_app::publish::publish;
use frontdesk_app::routing::{accounts, agents, custom_rules, ring_order, settings, teams};
use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::conversation::fact::{OfferWhy, Recipients, TransferTo};
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::ids::{ConversationId, NamedAccountId, RingId, RuleId, TeamId, UserId, VisitorId};
use frontdesk_domain::routing::{GENERAL_RING, Queue, RingOrder};
use frontdesk_domain::stream::Layout;
use frontdesk_domain::stream::Route;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use frontdesk_domain::targeting::{Audience, Criteria, Targets, UrlPattern};
use frontdesk_testkit::chance::Chance;
use frontdesk_testkit::ledger::{Breach, LogWalk, Search};
use jiff::Timestamp;

use crate::world::{Violation, World, refused};

/// The e-mail that visitors tell.
pub const EMAIL: &str = "pia@shop.example";
/// Its domain.
const DOMAIN: &str = "shop.example";

/// A ring.
#[derive(Clone, Debug)]
pub struct Ring {
    /// Which.
    pub id: RingId,
    /// Who stands in it, in order.
    pub members: Vec<UserId>,
    /// The place in `members` of the last who was offered a chat through it.
    pub last: Option<usize>,
    /// In which order they are asked.
    pub asked_by: RingOrder,
}

/// A custom rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
    /// What the admin said of it.
    pub wanted: custom_rules::Wanted,
    ring: usize,
    /// Whether the e-mail must be known, or must not; `None` where everybody qualifies.
    email: Option<bool>,
}

/// What the admin has said of routing.
#[derive(Clone, Debug, Default)]
pub struct Routing {
    /// The general ring first, then the team's, then those of the rules.
    pub rings: Vec<Ring>,
    /// The team.
    pub team: Option<TeamId>,
    /// In their order.
    pub rules: Vec<Rule>,
    /// The visitors' company, where it is on the list of accounts.
    pub account: Option<(NamedAccountId, accounts::Wanted)>,
    blocked: bool,
    /// Visitors whose e-mail is known.
    pub known: BTreeSet<VisitorId>,
}

/// Who must be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub to: Recipients,
    /// Why.
    pub why: OfferWhy,
    /// The ring that it moves, and to which place.
    pub moves: Option<(usize, usize)>,
}

enum Pool {
    One(UserId),
    Ring(usize),
}

/// A few of these, at least one, in some order.
fn some(chance: &mut Chance, all: &[UserId]) -> Vec<UserId> {
    let mut chosen: Vec<UserId> = Vec::new();
    for agent in all {
        if chance.per_mille(500) {
            chosen.insert(chance.below(chosen.len() + 1), *agent);
        }
    }
    if chosen.is_empty() {
        chosen.extend(chance.one_of(all));
    }
    chosen
}

impl World {
    /// Makes teams, rules and accounts, and says whom the card asks for.
    pub fn set_up_routing(&mut self) -> Result<Route, Violation> {
        let all: Vec<UserId> = self.agents.iter().map(|agent| agent.id).collect();
        self.add_ring(GENERAL_RING, all.clone())?;
        let team = if self.chance.per_mille(500) {
            let members = some(&mut self.chance, &all);
            let id = self.write(|tx| teams::create(tx, None, "Sales", &members))?.map_err(refused)?;
            self.add_ring(id.into(), members)?;
            self.routing.team = Some(id);
            Some(id)
        } else {
            None
        };
        let rules = if self.chance.per_mille(350) { self.chance.between(1, 3) } else { 0 };
        for number in 0..rules {
            self.add_rule(&format!("Rule {number}"), &all)?;
        }
        if self.chance.per_mille(250)
            && let Some(owner) = self.chance.one_of(&all).copied()
        {
            let wanted = accounts::Wanted { name: "Shop".into(), domain: DOMAIN.into(), owner };
            let id = self.write(|tx| accounts::create(tx, None, &wanted))?.map_err(refused)?;
            self.routing.account = Some((id, wanted));
        }
        if self.chance.per_mille(40) {
            let domains = [DOMAIN.to_owned()];
            self.write(|tx| settings::set_blocked(tx, None, &domains))?.map_err(refused)?;
            self.routing.blocked = true;
        }
        Ok(match (team, rules, self.chance.one_of(&all).copied()) {
            (_, 1.., _) if self.chance.per_mille(700) => Route::Rules,
            (Some(team), ..) if self.chance.per_mille(700) => Route::Team(team),
            (.., Some(agent)) if self.chance.per_mille(100) => Route::Agent(agent),
            _ => Route::RoundRobin,
        })
    }

    /// Publishes the dialogue.
    pub fn publish_dialogue(&mut self) -> Result<(), Violation> {
        let everyone = !matches!(self.route, Route::Agent(_)) && self.chance.per_mille(250);
        let tries = if everyone { 1 } else { u8::try_from(self.chance.between(1, 3)).unwrap_or(1) };
        let stream =
            crate::stream::stream(self.route, tries, everyone).map_err(|what| Breach::new("I10", what))?;
        let include =
            UrlPattern::parse("https://shop.example").map_err(|e| Breach::new("I10", e.to_string()))?;
        let new = Dialogue {
            name: "Welcome".into(),
            targets: Targets { include: vec![include], exclude: Vec::new() },
            audience: Audience::default(),
            priority: 1,
            stream,
            layout: Layout::default(),
        };
        self.dialogue = self.write(|tx| publish(tx, None, &new))?.map_err(refused)?.0;
        Ok(())
    }

    /// What the admin sets besides: the queue, and limits of agents' own.
    pub fn set_up(&mut self) -> Result<(), Violation> {
        if self.chance.per_mille(500) {
            let minutes = u32::try_from(self.chance.between(1, 8)).unwrap_or(1);
            let queue = Queue { enabled: true, minutes };
            self.write(|tx| settings::set_queue(tx, None, &queue))?.map_err(refused)?;
            self.queue_minutes = Some(minutes);
        }
        for number in 0..self.agents.len() {
            if self.chance.per_mille(800) {
                continue;
            }
            let limit = u32::try_from(self.chance.between(1, 4)).ok();
            let Some(agent) = self.agents.get_mut(number) else { continue };
            agent.limit = limit;
            let id = agent.id;
            self.write(|tx| agents::set_limit(tx, None, id, limit))?.map_err(refused)?;
        }
        Ok(())
    }

    fn add_ring(&mut self, id: RingId, members: Vec<UserId>) -> Result<usize, Violation> {
        let mut asked_by = RingOrder::Turn;
        if self.chance.per_mille(400) {
            asked_by = *self.chance.one_of(&RingOrder::ALL).unwrap_or(&RingOrder::Turn);
            self.write(|tx| ring_order::set(tx, None, id, asked_by))?.map_err(refused)?;
        }
        self.routing.rings.push(Ring { id, members, last: None, asked_by });
        Ok(self.routing.rings.len() - 1)
    }

    fn add_rule(&mut self, name: &str, all: &[UserId]) -> Result<(), Violation> {
        let email = *self.chance.one_of(&[None, Some(true), Some(false)]).unwrap_or(&None);
        let operators = match email {
            Some(true) => {
                [Operator::Is(EMAIL.into()), Operator::Contains("@shop".into()), Operator::IsNotEmpty]
            }
            _ => [Operator::IsNot(EMAIL.into()), Operator::IsEmpty, Operator::IsNot(EMAIL.to_uppercase())],
        };
        let operator = self.chance.one_of(&operators).cloned().unwrap_or(Operator::IsEmpty);
        let (enabled, named) = (self.chance.per_mille(850), some(&mut self.chance, all));
        let team = self.routing.team.filter(|_| self.chance.per_mille(300));
        let wanted = custom_rules::Wanted {
            name: name.to_owned(),
            description: String::new(),
            enabled,
            criteria: email.map(|_| Criteria::Test(Test { attribute: Attribute::email(), operator })),
            agents: named.clone(),
            teams: team.into_iter().collect(),
        };
        let id = self.write(|tx| custom_rules::create(tx, None, &wanted))?.map_err(refused)?;
        let mut members = named;
        if let Some(ring) = self.routing.rings.get(1).filter(|_| team.is_some()) {
            let others = ring.members.iter().filter(|agent| !members.contains(agent)).copied();
            members.extend(others.collect::<Vec<_>>());
        }
        let ring = self.add_ring(id.into(), members)?;
        self.routing.rules.push(Rule { id, wanted, ring, email });
        Ok(())
    }

    /// Whom a search may still ask, in order.
    fn legs(&self, visitor: VisitorId, search: &Search) -> Vec<(OfferWhy, Pool)> {
        let mut legs = Vec::new();
        let knows = self.routing.known.contains(&visitor);
        if search.wait_over || (knows && self.routing.blocked && search.transfer.is_none()) {
            return legs;
        }
        legs.extend(search.first.map(|first| (OfferWhy::LastAgent, Pool::One(first))));
        let owner = self.routing.account.as_ref().map(|(_, account)| account.owner);
        if let (true, None, Some(owner)) = (knows && search.is_new(), search.transfer, owner) {
            legs.push((OfferWhy::Account, Pool::One(owner)));
        }
        if search.is_over() {
            return legs;
        }
        let of_team = |team: TeamId| {
            let found = self.routing.rings.iter().position(|ring| ring.id == team.into());
            found.map(Pool::Ring).into_iter().collect::<Vec<_>>()
        };
        let route: Vec<Pool> = match (search.transfer, self.route) {
            (Some(TransferTo::Agent(agent)), _) | (None, Route::Agent(agent)) => vec![Pool::One(agent)],
            (Some(TransferTo::Team(team)), _) | (None, Route::Team(team)) => of_team(team),
            (None, Route::RoundRobin) => vec![Pool::Ring(0)],
            (None, Route::Rules) => {
                let qualifies =
                    |rule: &&Rule| rule.wanted.enabled && rule.email.is_none_or(|email| email == knows);
                self.routing.rules.iter().filter(qualifies).map(|rule| Pool::Ring(rule.ring)).collect()
            }
        };
        let further = matches!(self.route, Route::Rules | Route::Team(_)) && search.transfer.is_none();
        let further = further && !route.is_empty();
        if search.tries_left > 0 {
            legs.extend(route.into_iter().map(|pool| (OfferWhy::Route, pool)));
        }
        if further {
            legs.push((OfferWhy::General, Pool::Ring(0)));
        }
        legs
    }

    /// Who must be offered the chat now.
    pub fn expected(&self, id: ConversationId, walk: &LogWalk, now: Timestamp) -> Option<Asked> {
        let search = walk.search()?;
        let visitor = self.conversations.get(&id)?.visitor;
        let is_free = |agent| {
            self.is_able(agent, walk, search, now)
                && (walk.holder().is_some() || !self.waits_longer(id, search, agent))
        };
        let mut all: Vec<UserId> = Vec::new();
        for (why, pool) in self.legs(visitor, search) {
            if why != OfferWhy::Route && !all.is_empty() {
                break;
            }
            match pool {
                Pool::One(agent) if is_free(agent) => {
                    return Some(Asked { to: Recipients::One(agent), why, moves: None });
                }
                Pool::One(_) => {}
                Pool::Ring(number) => {
                    let Some(ring) = self.routing.rings.get(number) else { continue };
                    if walk.rings_everyone(search) && why == OfferWhy::Route {
                        let more: Vec<UserId> = ring
                            .members
                            .iter()
                            .copied()
                            .filter(|a| is_free(*a) && !all.contains(a))
                            .collect();
                        all.extend(more);
                    } else if let Some((place, agent)) = self.next_of(ring, &is_free) {
                        let moves = Some((number, place));
                        return Some(Asked { to: Recipients::One(agent), why, moves });
                    }
                }
            }
        }
        (!all.is_empty()).then_some(Asked {
            to: Recipients::Everyone(all),
            why: OfferWhy::Route,
            moves: None,
        })
    }

    /// Whose turn it is of those who are free, with their place.
    fn next_of(&self, ring: &Ring, is_free: &impl Fn(UserId) -> bool) -> Option<(usize, UserId)> {
        let next = ring.last.map_or(0, |place| place + 1);
        let members = || ring.members.iter().copied().enumerate();
        let order = members().skip(next).chain(members().take(next));
        let mut able: Vec<_> = order.filter(|(_, agent)| is_free(*agent)).collect();
        let chatted = |id: UserId| self.agents.iter().find(|agent| agent.id == id).and_then(|a| a.chatted);
        match ring.asked_by {
            RingOrder::Turn => {}
            RingOrder::LeastBusy => able.sort_by_key(|(_, agent)| self.load(*agent)),
            RingOrder::LongestIdle => able.sort_by_key(|(_, agent)| chatted(*agent)),
        }
        able.first().copied()
    }

    /// Whether a search could still ask an agent.
    fn is_wanted(&self, visitor: VisitorId, search: &Search, agent: UserId) -> bool {
        let of = |pool: &Pool| match pool {
            Pool::One(one) => *one == agent,
            Pool::Ring(ring) => {
                self.routing.rings.get(*ring).is_some_and(|ring| ring.members.contains(&agent))
            }
        };
        !search.offered.contains(&agent) && self.legs(visitor, search).iter().any(|(_, pool)| of(pool))
    }

    /// Whether somebody came into the queue before, who waits for an agent (`ROUTE-10`).
    fn waits_longer(&self, id: ConversationId, search: &Search, agent: UserId) -> bool {
        let mine = search.waiting_since.map(|since| (since, id));
        self.conversations.iter().filter(|(other, _)| **other != id).any(|(other, known)| {
            let Some(waits) = known.walk.waits() else { return false };
            let before =
                mine.is_none_or(|mine| waits.waiting_since.is_some_and(|since| (since, *other) < mine));
            before && self.is_wanted(known.visitor, waits, agent)
        })
    }

    /// Whether somebody on shift is worth waiting for (`ROUTE-10`).
    pub fn is_anyone_on_shift(&self, visitor: VisitorId, search: &Search) -> bool {
        let on_shift = self.agents.iter().filter(|agent| agent.active && agent.available);
        on_shift.into_iter().any(|agent| self.is_wanted(visitor, search, agent.id))
    }
}

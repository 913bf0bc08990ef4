//! The decisions of routing in a conversation, each with what it was made from and why it came out so (`ROUTE-11`).

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::fact::{Fact, OfferWhy, Recipients};
use frontdesk_domain::ids::{ConversationId, NamedAccountId, RuleId, TeamId, UserId};
use frontdesk_domain::routing::{Trace, TraceLine};
use frontdesk_domain::stream::Route;
use frontdesk_store::Tx;
use frontdesk_store::repo::{account, log, named_account, routing, routing_rule, team};
use jiff::Timestamp;

use crate::AppError;
use crate::listing::{self, Reader};

/// How many decisions of one conversation are told, the last ones.
const MOST: usize = 200;

/// A request for an agent, with all that was decided for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The number of its entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Whether it is "Talk to us again" (`ROUTE-17`).
    pub again: bool,
    /// What was known of the visitor.
    pub known: Values,
    /// In order.
    pub decisions: Vec<Decision>,
}

/// A decision of routing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The number of its entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who is offered the chat, and why; `None` where nobody is.
    pub found: Option<(Recipients, OfferWhy)>,
    /// What there is where nobody is.
    pub without: Option<Without>,
    /// What became of the offer; `None` while it stands.
    pub answer: Option<Answer>,
    /// How many of those whom it asked are asked no more.
    pub gone: usize,
    /// How routing came to it.
    pub trace: Trace,
}

/// What there is when nobody can be offered a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// The fallback.
    FellBack,
    /// The visitor waits in the queue (`ROUTE-10`).
    Waits,
    /// The chat stays with who hands it over (`ROUTE-13`).
    Stays,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The agent took the chat.
    Accepted,
    /// They declined; where several were asked, none of them is left (`ROUTE-20`).
    Declined,
    /// They did not answer in time.
    Expired,
    /// It was taken back.
    Withdrawn,
}

/// What traces name, as far as it still exists, with the agents' names of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Agents.
    pub agents: BTreeMap<UserId, String>,
    /// Rules.
    pub rules: BTreeSet<RuleId>,
    /// Teams, with their names.
    pub teams: BTreeMap<TeamId, String>,
    /// Companies of account routing.
    pub accounts: BTreeSet<NamedAccountId>,
}

/// All that was decided in a conversation, the last request last. Absent and not to be seen are the same.
pub fn of(tx: &mut Tx<'_>, reader: Reader, id: ConversationId) -> Result<(Vec<Asked>, Names), AppError> {
    if !listing::may_read(tx, reader, id)? {
        return Err(AppError::NotFound);
    }
    let mut known: BTreeMap<u64, Values> = routing::known(tx, id)?.into_iter().collect();
    let mut asked: Vec<Asked> = Vec::new();
    let mut after = 0;
    loop {
        let page = log::after(tx, id, after)?;
        let Some(last) = page.last() else { break };
        after = last.entry.seq;
        for logged in page {
            let (seq, at) = (logged.entry.seq, logged.entry.at);
            match (logged.entry.fact, asked.last_mut()) {
                (Fact::Requested { again, .. }, _) => {
                    let known = known.remove(&seq).unwrap_or_default();
                    asked.push(Asked { seq, at, again, known, decisions: Vec::new() });
                }
                (fact, Some(request)) => note(request, seq, at, fact),
                (_, None) => {}
            }
        }
    }
    keep_last(&mut asked);
    let traces = asked.iter().flat_map(|request| &request.decisions).map(|decision| &decision.trace);
    let mut names = Names::default();
    let traces: Vec<&Trace> = traces.collect();
    for trace in traces {
        names.add(tx, trace)?;
    }
    Ok((asked, names))
}

/// Notes what a fact says of a request's decisions.
fn note(request: &mut Asked, seq: u64, at: Timestamp, fact: Fact) {
    let (number, answer) = match fact {
        Fact::Offered { to, why, trace, .. } => {
            let found = Some((to, why));
            return request.decisions.push(Decision {
                seq,
                at,
                found,
                without: None,
                answer: None,
                gone: 0,
                trace,
            });
        }
        Fact::FellBack { trace } => return request.without(seq, at, Without::FellBack, trace),
        Fact::Waiting { trace, .. } => return request.without(seq, at, Without::Waits, trace),
        Fact::TransferFailed { trace } => return request.without(seq, at, Without::Stays, trace),
        Fact::Accepted { offer, .. } => (offer, Answer::Accepted),
        Fact::Declined { offer, .. } | Fact::LeftOffer { offer, .. } => return request.gone(offer),
        Fact::Expired { offer } => (offer, Answer::Expired),
        Fact::Withdrawn { offer, .. } => (offer, Answer::Withdrawn),
        _ => return,
    };
    if let Some(decision) = request.decisions.iter_mut().find(|decision| decision.seq == number) {
        decision.answer = Some(answer);
    }
}

impl Asked {
    fn without(&mut self, seq: u64, at: Timestamp, without: Without, trace: Trace) {
        let without = Some(without);
        self.decisions.push(Decision { seq, at, found: None, without, answer: None, gone: 0, trace });
    }

    /// One of those whom an offer asked is asked no more.
    fn gone(&mut self, offer: u64) {
        let Some(decision) = self.decisions.iter_mut().find(|decision| decision.seq == offer) else { return };
        decision.gone += 1;
        if decision.found.as_ref().is_some_and(|(asked, _)| asked.all().len() <= decision.gone) {
            decision.answer = Some(Answer::Declined);
        }
    }
}

/// Leaves the last decisions, and the requests that they are of.
fn keep_last(asked: &mut Vec<Asked>) {
    let mut left = MOST;
    for request in asked.iter_mut().rev() {
        let count = request.decisions.len();
        request.decisions.drain(..count.saturating_sub(left));
        left -= request.decisions.len();
    }
    asked.retain(|request| !request.decisions.is_empty());
}

impl Names {
    /// Looks up what a trace names.
    pub fn add(&mut self, tx: &mut Tx<'_>, trace: &Trace) -> Result<(), AppError> {
        self.add_route(tx, trace.inputs.route)?;
        for line in &trace.lines {
            match line {
                TraceLine::Account { account, owner, .. } => {
                    self.add_agent(tx, *owner)?;
                    if !self.accounts.contains(account) && named_account::find(tx, *account)?.is_some() {
                        self.accounts.insert(*account);
                    }
                }
                TraceLine::Rule { rule, .. } | TraceLine::RuleRing { rule, .. } => {
                    self.add_rule(tx, *rule)?;
                }
                TraceLine::Team { team, .. } => self.add_team(tx, *team)?,
                TraceLine::Chosen { agent } | TraceLine::Agent { agent, .. } => self.add_agent(tx, *agent)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Looks up whom a card asks for.
    pub fn add_route(&mut self, tx: &mut Tx<'_>, route: Route) -> Result<(), AppError> {
        match route {
            Route::Agent(agent) => self.add_agent(tx, agent),
            Route::Team(team) => self.add_team(tx, team),
            Route::RoundRobin | Route::Rules => Ok(()),
        }
    }

    /// Looks up an agent.
    pub fn add_agent(&mut self, tx: &mut Tx<'_>, agent: UserId) -> Result<(), AppError> {
        if !self.agents.contains_key(&agent)
            && let Some(found) = account::find(tx, agent)?
        {
            self.agents.insert(agent, found.name);
        }
        Ok(())
    }

    fn add_rule(&mut self, tx: &mut Tx<'_>, rule: RuleId) -> Result<(), AppError> {
        if !self.rules.contains(&rule) && routing_rule::find(tx, rule)?.is_some() {
            self.rules.insert(rule);
        }
        Ok(())
    }

    fn add_team(&mut self, tx: &mut Tx<'_>, team: TeamId) -> Result<(), AppError> {
        if !self.teams.contains_key(&team)
            && let Some(found) = team::find(tx, team)?
        {
            self.teams.insert(team, found.name);
        }
        Ok(())
    }
}

//! The ledger: what was promised to whom, and whether a log keeps the rules. Pure data, for every test that puts the
//! record under stress: it is told of commands, acknowledgements and entries, and answers with the first [`Breach`].
//!
//! [`LogWalk`] is a second reading of product.md, written apart from `domain`: it does not fold with the production
//! state machine, so that a bug there can't hide itself.

use std::collections::BTreeMap;

use frontdesk_domain::conversation::fact::{
    Body, Entry, Fact, OfferWhy, Outcome, RerouteWhy, Speaker, WithdrawWhy,
};
use frontdesk_domain::ids::{ClientId, ConversationId, UserId};
use frontdesk_domain::limits::Limits;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// A rule that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// A rule of product.md, or an oracle of the yardsticks.
    pub rule: &'static str,
    /// What happened.
    pub what: String,
}

impl Breach {
    /// A broken rule.
    pub fn new(rule: &'static str, what: impl Into<String>) -> Self {
        Self { rule, what: what.into() }
    }
}

fn hold_to(rule: &'static str, holds: bool, what: impl FnOnce() -> String) -> Result<(), Breach> {
    if holds { Ok(()) } else { Err(Breach::new(rule, what())) }
}

/// An instant after another.
pub fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// A search for an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Offers on the route that may still be refused.
    pub tries_left: u8,
    /// Who was offered this request.
    pub offered: Vec<UserId>,
    /// Who is to be asked first (`ROUTE-17`).
    pub first: Option<UserId>,
    /// Whether the visitor has spoken since the request.
    pub spoke: bool,
}

/// An open offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its number.
    pub number: u64,
    /// The agent.
    pub to: UserId,
    /// Its deadline.
    pub until: Timestamp,
    costs: bool,
}

/// A held chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The owner.
    pub by: UserId,
    /// Since when nobody else is asked; while one is, silence has no consequence (`ROUTE-15`).
    pub alone_since: Timestamp,
    /// When somebody last said something.
    pub quiet_since: Timestamp,
    /// Since when the visitor waits for an answer.
    pub waiting_since: Option<Timestamp>,
    /// Whether that was told.
    pub alerted: bool,
    /// When the visitor was warned, and of what.
    pub warned: Option<(Timestamp, Timestamp)>,
    /// Whether the owner is shown as away.
    pub away: bool,
    /// Whether the chat was re-routed for want of an answer.
    pub rerouted: bool,
}

impl Hold {
    fn begin(by: UserId, at: Timestamp, waits: bool, rerouted: bool) -> Self {
        Self {
            by,
            alone_since: at,
            quiet_since: at,
            waiting_since: waits.then_some(at),
            alerted: false,
            warned: None,
            away: false,
            rerouted,
        }
    }
}

/// Where a conversation stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nothing has happened.
    #[default]
    New,
    /// The bot talks.
    Bot,
    /// An agent is looked for.
    Routing(Search),
    /// One is asked.
    Offered(Search, Standing),
    /// One holds the chat.
    Held(Hold),
    /// Another is looked for, beside the holder.
    HeldRouting(Hold, Search, RerouteWhy),
    /// Another is asked, beside the holder.
    HeldOffered(Hold, Search, RerouteWhy, Standing),
    /// The next entry must be this end.
    Ending(Vec<Outcome>),
    /// It is over since an instant.
    Over(Timestamp),
}

/// A walk along one log, entry by entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogWalk {
    /// The number of the last entry.
    pub last: u64,
    /// When that was.
    pub at: Timestamp,
    /// Where the conversation stands.
    pub place: Place,
    /// Whether it counts as completed.
    pub completed: bool,
    last_agent: Option<UserId>,
    tries: u8,
}

impl LogWalk {
    /// Who holds the chat.
    pub fn holder(&self) -> Option<&Hold> {
        match &self.place {
            Place::Held(hold) | Place::HeldRouting(hold, ..) | Place::HeldOffered(hold, ..) => Some(hold),
            _ => None,
        }
    }

    /// The offer that stands.
    pub fn offer(&self) -> Option<&Standing> {
        match &self.place {
            Place::Offered(_, offer) | Place::HeldOffered(.., offer) => Some(offer),
            _ => None,
        }
    }

    /// The search that runs.
    pub fn search(&self) -> Option<&Search> {
        match &self.place {
            Place::Routing(search)
            | Place::Offered(search, _)
            | Place::HeldRouting(_, search, _)
            | Place::HeldOffered(_, search, ..) => Some(search),
            _ => None,
        }
    }

    /// Whether the conversation is somewhere it may be between two transactions (I7).
    pub fn settled(&self) -> Result<(), Breach> {
        let between =
            matches!(self.place, Place::New | Place::Routing(_) | Place::HeldRouting(..) | Place::Ending(_));
        hold_to("I7", !between, || format!("after {} it is left in {:?}", self.last, self.place))
    }

    /// The latest instant at which the server may next look at the conversation by itself.
    pub fn wanted(&self, limits: &Limits, ready: Timestamp) -> Option<Timestamp> {
        if let Some(offer) = self.offer() {
            return Some(offer.until);
        }
        let hold = self.holder()?;
        let end = later(hold.quiet_since, limits.inactivity);
        let quiet = match (hold.waiting_since, hold.warned) {
            (Some(_), _) if !hold.rerouted => end.max(later(ready, limits.inactivity_warning)),
            (_, None) => later(hold.quiet_since, limits.inactivity - limits.inactivity_warning),
            (_, Some((_, ends))) => end.max(ends).max(later(ready, limits.inactivity_warning)),
        };
        let alert = hold.waiting_since.filter(|_| !hold.alerted).map(|since| later(since, limits.unanswered));
        Some(alert.map_or(quiet, |alert| alert.min(quiet)).max(hold.alone_since))
    }

    /// Takes the next entry.
    pub fn take(&mut self, entry: &Entry, limits: &Limits) -> Result<(), Breach> {
        let Entry { seq, at, fact, .. } = entry;
        let (seq, at) = (*seq, *at);
        hold_to("I4", seq == self.last + 1, || format!("entry {seq} follows entry {}", self.last))?;
        hold_to("I3", at >= self.at, || format!("entry {seq} is dated before the one ahead of it"))?;
        let place = std::mem::take(&mut self.place);
        let told = format!("{place:?}");
        let next = self.next(place, seq, at, fact, limits)?;
        self.place = next.ok_or_else(|| Breach::new("LOG", format!("entry {seq} {fact:?} in {told}")))?;
        self.last = seq;
        self.at = at;
        Ok(())
    }

    fn next(
        &mut self,
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
        limits: &Limits,
    ) -> Result<Option<Place>, Breach> {
        if let Place::Ending(outcomes) = &place {
            return match fact {
                Fact::Ended { outcome } => {
                    let fits = outcomes.contains(outcome);
                    hold_to("I7", fits, || format!("entry {seq}: ended as {outcome:?}, not {outcomes:?}"))?;
                    Ok(Some(Place::Over(at)))
                }
                _ => Err(Breach::new("I7", format!("entry {seq}: {fact:?} where an end is due"))),
            };
        }
        match fact {
            Fact::Started => Ok(matches!(place, Place::New).then_some(Place::Bot)),
            Fact::BotSaid { .. }
            | Fact::Asked { .. }
            | Fact::Answered { .. }
            | Fact::Misanswered { .. }
            | Fact::AskedAgain { .. }
            | Fact::Skipped { .. }
            | Fact::GoalReached { .. }
            | Fact::AttributeSet { .. }
            | Fact::Branched { .. } => Ok(matches!(place, Place::Bot).then_some(Place::Bot)),
            Fact::BranchEnded => Ok(matches!(place, Place::Bot).then_some(Place::Over(at))),
            Fact::Completed => {
                hold_to("TARGET-7", !self.completed, || format!("entry {seq}: completed a second time"))?;
                self.completed = true;
                Ok(matches!(place, Place::Over(_)).then_some(place))
            }
            Fact::Requested { plan, again } => {
                let fits = match place {
                    Place::Bot => !again,
                    Place::Over(ended) => *again && at.duration_since(ended) < limits.transcript,
                    _ => false,
                };
                hold_to("ROUTE-17", fits, || format!("entry {seq}: a request where none may be"))?;
                self.tries = plan.tries;
                Ok(Some(Place::Routing(self.search_anew(self.last_agent.filter(|_| *again)))))
            }
            Fact::Offered { .. } | Fact::FellBack { .. } => Self::routed(place, seq, at, fact, limits),
            Fact::Accepted { .. } | Fact::Declined { .. } | Fact::Expired { .. } | Fact::Withdrawn { .. } => {
                self.settle_offer(place, seq, at, fact)
            }
            Fact::Ended { outcome } => ended(place, seq, at, *outcome, limits),
            Fact::Said { by } => said(place, seq, at, *by),
            Fact::HolderAway
            | Fact::HolderBack
            | Fact::Warned { .. }
            | Fact::LeftUnanswered
            | Fact::Rerouting { .. } => self.held(place, seq, at, fact, limits),
        }
    }

    fn search_anew(&self, first: Option<UserId>) -> Search {
        Search { tries_left: self.tries, offered: Vec::new(), first, spoke: false }
    }

    fn routed(
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
        limits: &Limits,
    ) -> Result<Option<Place>, Breach> {
        let (hold, mut search, why) = match place {
            Place::Routing(search) => (None, search, None),
            Place::HeldRouting(hold, search, why) => (Some(hold), search, Some(why)),
            _ => return Ok(None),
        };
        let Fact::Offered { to, until, why: offer_why, .. } = fact else {
            let outcome = match why {
                None => Outcome::FellBack,
                Some(RerouteWhy::Unanswered) => Outcome::Unanswered,
                Some(RerouteWhy::AgentLost | RerouteWhy::AgentRemoved) => Outcome::AgentLost,
            };
            return Ok(Some(Place::Ending(vec![outcome])));
        };
        hold_to("ROUTE-7", !search.offered.contains(to), || format!("entry {seq}: offered twice to {to}"))?;
        hold_to("ROUTE-13", hold.as_ref().is_none_or(|h| h.by != *to), || {
            format!("entry {seq}: offered to its holder")
        })?;
        hold_to("ROUTE-7", *until == later(at, limits.offer), || {
            format!("entry {seq}: stands until {until}")
        })?;
        match offer_why {
            OfferWhy::LastAgent => {
                hold_to("ROUTE-17", search.first == Some(*to), || {
                    format!("entry {seq}: {to} was not first")
                })?;
            }
            OfferWhy::Route => hold_to("ROUTE-7", search.tries_left > 0, || {
                format!("entry {seq}: offered though no try is left")
            })?,
        }
        search.offered.push(*to);
        search.first = None;
        let offer = Standing { number: seq, to: *to, until: *until, costs: *offer_why == OfferWhy::Route };
        Ok(Some(match (hold, why) {
            (Some(hold), Some(why)) => Place::HeldOffered(hold, search, why, offer),
            _ => Place::Offered(search, offer),
        }))
    }

    fn settle_offer(
        &mut self,
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
    ) -> Result<Option<Place>, Breach> {
        let (hold, mut search, why, offer) = match place {
            Place::Offered(search, offer) => (None, search, None, offer),
            Place::HeldOffered(hold, search, why, offer) => (Some(hold), search, Some(why), offer),
            _ => return Err(Breach::new("I6", format!("entry {seq}: {fact:?}, but no offer stands"))),
        };
        let (Fact::Accepted { offer: number, .. }
        | Fact::Declined { offer: number, .. }
        | Fact::Expired { offer: number }
        | Fact::Withdrawn { offer: number, .. }) = fact
        else {
            return Ok(None);
        };
        hold_to("I6", *number == offer.number, || format!("entry {seq}: offer {number} does not stand"))?;
        let mut spent = false;
        match fact {
            Fact::Accepted { by, .. } | Fact::Declined { by, .. } => {
                hold_to("ROUTE-7", *by == offer.to, || format!("entry {seq}: answered by another agent"))?;
                hold_to("ROUTE-7", at < offer.until, || {
                    format!("entry {seq}: answered at {at}, not before {}", offer.until)
                })?;
                if matches!(fact, Fact::Accepted { .. }) {
                    self.last_agent = Some(*by);
                    let (waits, rerouted) = match &hold {
                        None => (search.spoke, false),
                        Some(hold) => (hold.waiting_since.is_some(), hold.rerouted),
                    };
                    return Ok(Some(Place::Held(Hold::begin(*by, at, waits, rerouted))));
                }
                spent = true;
            }
            Fact::Expired { .. } => {
                hold_to("ROUTE-7", at >= offer.until, || format!("entry {seq}: expired early"))?;
                spent = true;
            }
            _ => {}
        }
        if spent && offer.costs {
            search.tries_left = search.tries_left.saturating_sub(1);
        }
        let withdrawn = match fact {
            Fact::Withdrawn { why, .. } => Some(*why),
            _ => None,
        };
        Ok(match (hold, why, withdrawn) {
            (None, _, None | Some(WithdrawWhy::Unavailable)) => Some(Place::Routing(search)),
            (None, _, Some(WithdrawWhy::VisitorLeft)) => Some(Place::Ending(vec![Outcome::VisitorLeft])),
            (None, _, Some(WithdrawWhy::Cancelled)) => Some(Place::Ending(vec![Outcome::Cancelled])),
            (Some(hold), Some(why), None | Some(WithdrawWhy::Unavailable)) => {
                Some(Place::HeldRouting(hold, search, why))
            }
            (Some(_), _, Some(WithdrawWhy::ChatEnded)) => {
                Some(Place::Ending(vec![Outcome::AgentEnded, Outcome::VisitorEnded]))
            }
            (Some(hold), _, Some(WithdrawWhy::HolderBack | WithdrawWhy::SearchAnew)) => {
                Some(Place::Held(Hold { alone_since: at, ..hold }))
            }
            _ => None,
        })
    }

    fn held(
        &self,
        place: Place,
        seq: u64,
        at: Timestamp,
        fact: &Fact,
        limits: &Limits,
    ) -> Result<Option<Place>, Breach> {
        let (mut hold, beside) = match place {
            Place::Held(hold) => (hold, None),
            Place::HeldOffered(hold, search, why, offer) => (hold, Some((search, why, offer))),
            _ => return Ok(None),
        };
        match fact {
            Fact::HolderAway => {
                hold_to("ROUTE-15", !hold.away, || format!("entry {seq}: away already"))?;
                hold.away = true;
            }
            Fact::HolderBack => {
                hold_to("ROUTE-15", hold.away, || format!("entry {seq}: was not away"))?;
                hold.away = false;
            }
            _ if beside.is_some() => return Ok(None),
            Fact::Warned { ends } => {
                let soonest = later(hold.quiet_since, limits.inactivity - limits.inactivity_warning);
                hold_to("ROUTE-14", at >= soonest, || format!("entry {seq}: warned before {soonest}"))?;
                hold_to("ROUTE-14", *ends == later(at, limits.inactivity_warning), || {
                    format!("entry {seq}: warned of {ends}")
                })?;
                hold_to("ROUTE-14", hold.warned.is_none(), || format!("entry {seq}: warned twice"))?;
                hold.warned = Some((at, *ends));
            }
            Fact::LeftUnanswered => {
                let fits = hold.waiting_since.is_some_and(|since| at >= later(since, limits.unanswered));
                hold_to("ROUTE-14", fits && !hold.alerted, || format!("entry {seq}: nobody waits so long"))?;
                hold.alerted = true;
            }
            Fact::Rerouting { why } => {
                if *why == RerouteWhy::Unanswered {
                    let fits =
                        hold.waiting_since.is_some() && at >= later(hold.quiet_since, limits.inactivity);
                    hold_to("ROUTE-14", fits, || format!("entry {seq}: re-routed too soon"))?;
                    hold_to("ROUTE-14", !hold.rerouted, || format!("entry {seq}: re-routed again"))?;
                    hold.rerouted = true;
                }
                return Ok(Some(Place::HeldRouting(hold, self.search_anew(None), *why)));
            }
            _ => return Ok(None),
        }
        Ok(Some(match beside {
            Some((search, why, offer)) => Place::HeldOffered(hold, search, why, offer),
            None => Place::Held(hold),
        }))
    }
}

fn said(place: Place, seq: u64, at: Timestamp, by: Speaker) -> Result<Option<Place>, Breach> {
    let speak = |mut hold: Hold| {
        hold.quiet_since = at;
        hold.warned = None;
        match by {
            Speaker::Visitor => {
                hold.waiting_since.get_or_insert(at);
            }
            Speaker::Agent(agent) => {
                hold_to("I6", agent == hold.by, || format!("entry {seq}: said by who does not hold it"))?;
                hold.waiting_since = None;
                hold.alerted = false;
            }
        }
        Ok(hold)
    };
    Ok(match place {
        Place::Offered(mut search, offer) if by == Speaker::Visitor => {
            search.spoke = true;
            Some(Place::Offered(search, offer))
        }
        Place::Held(hold) => Some(Place::Held(speak(hold)?)),
        Place::HeldOffered(hold, search, why, offer) => {
            Some(Place::HeldOffered(speak(hold)?, search, why, offer))
        }
        _ => None,
    })
}

fn ended(
    place: Place,
    seq: u64,
    at: Timestamp,
    outcome: Outcome,
    limits: &Limits,
) -> Result<Option<Place>, Breach> {
    let Place::Held(hold) = place else {
        return Err(Breach::new("ROUTE-14", format!("entry {seq}: ended as {outcome:?} in {place:?}")));
    };
    match outcome {
        Outcome::AgentEnded | Outcome::VisitorEnded => {}
        Outcome::Inactive => {
            let warned = hold.warned.is_some_and(|(_, ends)| at >= ends);
            hold_to("ROUTE-14", warned, || format!("entry {seq}: ended without a warning in time"))?;
            let quiet = at >= later(hold.quiet_since, limits.inactivity);
            hold_to("ROUTE-14", quiet, || format!("entry {seq}: ended before the silence was long enough"))?;
            let owed = hold.waiting_since.is_some() && !hold.rerouted;
            hold_to("ROUTE-14", !owed, || format!("entry {seq}: ended instead of re-routed"))?;
        }
        _ => return Ok(None),
    }
    Ok(Some(Place::Over(at)))
}

/// The command that made an entry: its sender, and the client id they chose.
pub type By = (Uuid, ClientId);

/// One command and what its sender was told.
#[derive(Clone, Debug, Default)]
struct Told {
    text: Option<String>,
    after: Option<u64>,
    acked: Option<(ConversationId, u64)>,
}

/// What was sent, and what was acknowledged.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    told: BTreeMap<By, Told>,
}

impl Ledger {
    /// A command is sent. `text` is unique among all that is sent; `after` is the number of the sender's own entry
    /// that was acknowledged to them before.
    pub fn sent(&mut self, by: By, text: Option<String>, after: Option<u64>) {
        self.told.insert(by, Told { text, after, acked: None });
    }

    /// A command was acknowledged.
    pub fn acked(&mut self, by: By, conversation: ConversationId, seq: u64) -> Result<(), Breach> {
        let told = self.told.entry(by).or_default();
        let first = *told.acked.get_or_insert((conversation, seq));
        hold_to("I1", first == (conversation, seq), || {
            format!("a command was acknowledged as {} in {} and as {seq} in {conversation}", first.1, first.0)
        })
    }

    /// Whether a command was acknowledged.
    pub fn is_acked(&self, by: By) -> bool {
        self.told.get(&by).is_some_and(|told| told.acked.is_some())
    }

    /// Checks a whole log against what was promised (I1, I2, and each sender's own order of I3).
    pub fn check<'a>(
        &self,
        conversation: ConversationId,
        log: impl IntoIterator<Item = (&'a Entry, Option<By>)>,
    ) -> Result<(), Breach> {
        let mut done: BTreeMap<By, u64> = BTreeMap::new();
        let mut texts: BTreeMap<&str, u64> = BTreeMap::new();
        for (entry, by) in log {
            let seq = entry.seq;
            if let (Fact::Said { .. }, Some(Body::Text { text })) = (&entry.fact, &entry.body) {
                let before = texts.insert(text, seq);
                hold_to("I2", before.is_none(), || format!("entry {seq}: “{text}” is there twice"))?;
            }
            let Some(by) = by else { continue };
            let before = done.insert(by, seq);
            hold_to("I2", before.is_none(), || format!("entry {seq}: its command acted twice"))?;
            let after = self.told.get(&by).and_then(|told| told.after);
            hold_to("I3", after.is_none_or(|after| after < seq), || {
                format!("entry {seq}: its sender knew of {after:?} when they sent it")
            })?;
        }
        for (by, told) in &self.told {
            let Some((_, seq)) = told.acked.filter(|(of, _)| *of == conversation) else { continue };
            hold_to("I1", done.get(by) == Some(&seq), || {
                format!("acknowledged as entry {seq}, found as {:?}", done.get(by))
            })?;
            if let Some(text) = &told.text {
                hold_to("I1", texts.get(text.as_str()) == Some(&seq), || {
                    format!(
                        "“{text}” was acknowledged as entry {seq}, found as {:?}",
                        texts.get(text.as_str())
                    )
                })?;
            }
        }
        Ok(())
    }
}

//! A walk along a log: which entry may follow which (I3, I4, I7), and when the server must look again.

use frontdesk_domain::conversation::fact::{Entry, Fact};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::limits::Limits;
use frontdesk_domain::stream::Route;
use jiff::Timestamp;

use super::queue::waited;
use super::silence::{ended, said};
use super::{Breach, Hold, Place, Search, Standing, hold_to, later};

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
    pub(super) last_agent: Option<UserId>,
    pub(super) tries: u8,
    pub(super) everyone: bool,
    pub(super) further: bool,
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
            | Place::Waiting(search, _)
            | Place::Offered(search, _)
            | Place::HeldRouting(_, search, _)
            | Place::HeldOffered(_, search, ..) => Some(search),
            _ => None,
        }
    }

    /// Whether a search asks everybody on the route at once (`ROUTE-20`).
    pub fn rings_everyone(&self, search: &Search) -> bool {
        self.everyone && search.transfer.is_none()
    }

    /// The search that waits in the queue.
    pub fn waits(&self) -> Option<&Search> {
        match &self.place {
            Place::Waiting(search, _) => Some(search),
            _ => None,
        }
    }

    /// Whether the conversation is somewhere it may be between two transactions (I7).
    pub fn settled(&self) -> Result<(), Breach> {
        let between =
            matches!(self.place, Place::New | Place::Routing(_) | Place::HeldRouting(..) | Place::Ending(_));
        hold_to("I7", !between, || format!("after {} it is left in {:?}", self.last, self.place))
    }

    /// The deadline that the state has: the instant at which the server next looks at the conversation by itself. It may have
    /// passed while a handover kept it at rest; then the server looks as soon as the holder is alone again.
    pub fn wanted(&self, limits: &Limits, ready: Timestamp) -> Option<Timestamp> {
        if let Some(offer) = self.offer() {
            return Some(offer.until);
        }
        if let Place::Waiting(_, until) = &self.place {
            return Some(*until);
        }
        let hold = self.holder()?;
        let end = later(hold.quiet_since, limits.inactivity);
        let quiet = match (hold.waiting_since, hold.warned) {
            (Some(_), _) if !hold.rerouted => end.max(later(ready, limits.inactivity_warning)),
            (_, None) => later(hold.quiet_since, limits.inactivity - limits.inactivity_warning),
            (_, Some((_, ends))) => end.max(ends).max(later(ready, limits.inactivity_warning)),
        };
        let alert = hold.waiting_since.filter(|_| !hold.alerted).map(|since| later(since, limits.unanswered));
        Some(alert.map_or(quiet, |alert| alert.min(quiet)))
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
                self.everyone = plan.everyone;
                self.further = matches!(plan.route, Route::Rules | Route::Team(_));
                Ok(Some(Place::Routing(self.search_anew(self.last_agent.filter(|_| *again)))))
            }
            Fact::Waiting { .. } | Fact::WaitOver => waited(place, seq, at, fact),
            Fact::Offered { .. } | Fact::FellBack { .. } | Fact::TransferFailed { .. } => {
                self.routed(place, seq, at, fact, limits)
            }
            Fact::Accepted { .. }
            | Fact::Declined { .. }
            | Fact::LeftOffer { .. }
            | Fact::Expired { .. }
            | Fact::Withdrawn { .. } => self.settle_offer(place, seq, at, fact),
            Fact::Ended { outcome } => ended(place, seq, at, *outcome, limits),
            Fact::Said { by } => said(place, seq, at, *by),
            Fact::HolderAway
            | Fact::HolderBack
            | Fact::Warned { .. }
            | Fact::LeftUnanswered
            | Fact::Transferring { .. }
            | Fact::Rerouting { .. } => self.held(place, seq, at, fact, limits),
        }
    }
}

//! Silence in a held chat: alert, warning, another agent, end (`ROUTE-14`).

use jiff::{SignedDuration, Timestamp};

use super::fact::{Fact, NewEntry, Outcome, RerouteWhy};
use super::machine::{Context, ended};
use super::state::{Conversation, Holding};

/// When the server next looks at a held chat by itself.
pub(super) fn due(holding: &Holding, context: &Context<'_>) -> Timestamp {
    let quiet = quiet_deadline(holding, context).0;
    unanswered_deadline(holding, context).map_or(quiet, |unanswered| unanswered.min(quiet))
}

/// What a deadline of a held chat brings.
pub(super) fn tick(state: &Conversation, holding: &Holding, context: &Context<'_>) -> Vec<NewEntry> {
    let mut entries = Vec::new();
    if unanswered_deadline(holding, context).is_some_and(|deadline| context.now >= deadline) {
        entries.push(Fact::LeftUnanswered.into());
    }
    let (deadline, then) = quiet_deadline(holding, context);
    if context.now >= deadline {
        match then {
            Quiet::Warn => {
                let ends = later(context.now, context.limits.inactivity_warning);
                entries.push(Fact::Warned { ends }.into());
            }
            Quiet::Reroute => entries.push(Fact::Rerouting { why: RerouteWhy::Unanswered }.into()),
            Quiet::End => entries.extend(ended(state, Outcome::Inactive)),
        }
    }
    entries
}

/// What comes at the end of a silence.
enum Quiet {
    Warn,
    Reroute,
    End,
}

/// The next step of a silence: a warning and then the end, or, when the visitor waits for an answer, another
/// agent, once (`ROUTE-14`). The end comes no sooner than the warning time after the warning and after the
/// server became ready (`ROUTE-16`).
fn quiet_deadline(holding: &Holding, context: &Context<'_>) -> (Timestamp, Quiet) {
    let limits = context.limits;
    let end = later(holding.quiet_since, limits.inactivity);
    if holding.waiting_since.is_some() && !holding.rerouted {
        return (end.max(later(context.ready, limits.inactivity_warning)), Quiet::Reroute);
    }
    match holding.warned {
        None => (later(holding.quiet_since, limits.inactivity - limits.inactivity_warning), Quiet::Warn),
        Some(warned) => {
            let told = holding.ends.unwrap_or(later(warned, limits.inactivity_warning));
            let end = end.max(told).max(later(context.ready, limits.inactivity_warning));
            (end, Quiet::End)
        }
    }
}

fn unanswered_deadline(holding: &Holding, context: &Context<'_>) -> Option<Timestamp> {
    holding.waiting_since.filter(|_| !holding.alerted).map(|since| later(since, context.limits.unanswered))
}

/// An instant after another, at the end of time at most.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

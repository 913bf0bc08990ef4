//! What would be decided for a visitor, now or at another time, by the rules or a draft of them (`ROUTE-12`). It is decided by
//! what decides for real, on a ground that changes nothing.

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::fact::{Fact, OfferWhy, Plan, Recipients};
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::routing::Trace;
use frontdesk_domain::stream::{CardId, Route};
use frontdesk_store::Tx;
use frontdesk_store::repo::attribute;
use jiff::Timestamp;

use super::Config;
use super::decisions::{Names, Without};
use super::draft::{Draft, Drafted};
use super::route::{Case, decide};
use super::trial::Trial;
use crate::{AppError, Rules};

/// Who is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is known of the visitor.
    pub values: Values,
    /// What the card asks for.
    pub route: Route,
    /// The card's tries, 1 to 10.
    pub tries: u8,
    /// Whether everybody on the route is asked at once (`ROUTE-20`).
    pub everyone: bool,
    /// When; `None` for now. At another time everybody who is on shift then is assumed to be reachable and free.
    pub at: Option<Timestamp>,
    /// The rules, in order; `None` for those that are followed.
    pub draft: Option<Vec<Drafted>>,
}

/// One of the decisions that would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who would be offered the chat, and why; `None` where nobody would.
    pub found: Option<(Recipients, OfferWhy)>,
    /// What there would be where nobody would.
    pub without: Option<Without>,
    /// How it would come to this.
    pub trace: Trace,
}

/// What would be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The decision, and what would be decided each time that the offer before is not accepted, to the end.
    pub steps: Vec<Step>,
    /// Who would be offered the chat of another such visitor while the first offer is open; `None` where nobody, or everybody,
    /// would.
    pub next: Option<UserId>,
    /// What the traces name.
    pub names: Names,
}

/// Answers a question. Nothing is written.
pub fn ask(tx: &mut Tx<'_>, rules: &Rules, question: &Question) -> Result<Answer, AppError> {
    if !(1..=10).contains(&question.tries) {
        return Err(AppError::Invalid("a card has 1 to 10 tries".to_owned()));
    }
    let values = read(tx, &question.values)?;
    ask_of(tx, rules, &Question { values, ..question.clone() })
}

/// Answers a question whose values are as they would be stored.
pub(crate) fn ask_of(tx: &mut Tx<'_>, rules: &Rules, question: &Question) -> Result<Answer, AppError> {
    let live = rules.routing.read(tx)?;
    let Draft { config, rings } = match &question.draft {
        Some(draft) => Draft::read(tx, &live, draft)?,
        None => Draft { config: Config::clone(&live), ..Draft::default() },
    };
    let at = question.at.unwrap_or_else(|| tx.now());
    let plan = Plan {
        card: CardId(String::new()),
        route: question.route,
        tries: question.tries,
        everyone: question.everyone,
    };
    let asked = Fact::Requested { plan, again: false };
    let begun = Conversation::fold([(1, at, &asked)]);
    let mut trial = Trial::new(rules.reachable_since(tx.now()), question.at, rings);
    let (mut state, mut seq) = (begun.clone(), 1);
    let mut answer = Answer { steps: Vec::new(), next: None, names: Names::default() };
    while let Some(request) = state.routing() {
        let case =
            Case { limits: &rules.limits, config: &config, state: &state, request, values: &question.values };
        let decision = decide(tx, &case, &mut trial)?;
        answer.names.add(tx, &decision.trace)?;
        let waits = config.settings.queue.enabled && decision.on_shift;
        let without = if waits { Without::Waits } else { Without::FellBack };
        let first = answer.steps.is_empty();
        answer.steps.push(Step {
            without: decision.offer.is_none().then_some(without),
            found: decision.offer.clone(),
            trace: decision.trace.clone(),
        });
        let Some((to, why)) = decision.offer else { break };
        if first && let Some(request) = begun.routing() {
            let case = Case { state: &begun, request, ..case };
            let next = decide(tx, &case, &mut trial.while_offered(&to))?.offer;
            answer.next = next.and_then(|(to, _)| to.one());
        }
        let offer = seq + 1;
        state.apply(offer, at, &Fact::Offered { to, until: at, why, trace: decision.trace });
        state.apply(offer + 1, at, &Fact::Expired { offer });
        seq = offer + 1;
    }
    if let Some(next) = answer.next {
        answer.names.add_agent(tx, next)?;
    }
    Ok(answer)
}

/// What is known of a visitor, as it would be stored. Refuses what is no attribute, or none of its values.
pub(crate) fn read(tx: &mut Tx<'_>, values: &Values) -> Result<Values, AppError> {
    let catalogue = attribute::catalogue(tx)?;
    let mut stored = Values::default();
    for (attribute, value) in values.iter() {
        let found = catalogue.get(attribute);
        let found = found.ok_or_else(|| AppError::Invalid(format!("there is no attribute “{attribute}”")))?;
        let value = found.kind.read(value);
        let value = value.ok_or_else(|| AppError::Invalid(format!("this is no value of “{attribute}”")))?;
        stored.set(attribute.clone(), value);
    }
    Ok(stored)
}

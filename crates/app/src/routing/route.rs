//! Finding an agent, in the transaction that needs one: the next on the request's legs who can take the chat is offered
//! it, else the visitor gets the fallback (`ROUTE-1` to `ROUTE-9`, `ROUTE-17`).

use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::conversation::fact::{Body, Fact, NewEntry, OfferWhy, Recipients};
use frontdesk_domain::conversation::machine;
use frontdesk_domain::conversation::state::{Conversation, Request};
use frontdesk_domain::limits::Limits;
use frontdesk_domain::routing::{
    Matched, OwnedAccount, Pool, Stage, Trace, TraceInputs, TraceLine, email_domain, legs, parents, weigh,
};
use frontdesk_domain::stream::Route;
use frontdesk_store::Tx;
use frontdesk_store::repo::waiting::{self, Waiting};
use frontdesk_store::repo::{named_account, team};
use jiff::Timestamp;

use super::Config;
use super::ground::{Ground, Queue, Record};
use super::walk::Walk;
use crate::conversation::Change;
use crate::{AppError, Rules};

/// Makes the next offer, lets the visitor wait, or falls back.
pub fn run(tx: &mut Tx<'_>, rules: &Rules, change: &mut Change) -> Result<(), AppError> {
    let Some(request) = change.stored.state.routing().cloned() else { return Ok(()) };
    let config = rules.routing.read(tx)?;
    let mut decision = decide_now(tx, rules, &config, change, &request)?;
    let now = change.now(tx);
    let since = request.waiting_since.unwrap_or(now);
    let until = since.saturating_add(config.settings.queue.longest()).unwrap_or(Timestamp::MAX);
    let may_wait = config.settings.queue.enabled && change.stored.state.holder().is_none() && now < until;
    let entries = if decision.offer.is_none() && may_wait && decision.on_shift {
        waiting::put(tx, &wait(change, since, &request, &decision))?;
        vec![Fact::Waiting { until, trace: decision.trace }.into()]
    } else {
        let waited = request.waiting_since.is_some() && !request.wait_over;
        if decision.offer.is_none() && waited && now >= until {
            decision.trace.push(TraceLine::WaitOver);
        }
        entries(tx, rules, &config, change, decision)
    };
    change.append(tx, entries)
}

/// Looks again for an agent for a visitor in the queue: nothing changes where nobody can take the chat yet, and where nobody
/// to be waited for is on shift any more, there is the fallback (`ROUTE-10`).
pub fn serve(tx: &mut Tx<'_>, rules: &Rules, change: &mut Change) -> Result<(), AppError> {
    let Some((request, since)) = change.stored.state.waiting() else { return Ok(()) };
    let request = request.clone();
    let config = rules.routing.read(tx)?;
    let mut decision = decide_now(tx, rules, &config, change, &request)?;
    if decision.offer.is_none() && decision.on_shift {
        return Ok(waiting::put(tx, &wait(change, since, &request, &decision))?);
    }
    if decision.offer.is_none() {
        decision.trace.push(TraceLine::NobodyOnShift);
    }
    let entries = entries(tx, rules, &config, change, decision);
    change.append(tx, entries)
}

/// Decides on the record itself.
fn decide_now(
    tx: &mut Tx<'_>,
    rules: &Rules,
    config: &Config,
    change: &Change,
    request: &Request,
) -> Result<Decision, AppError> {
    let values = change.known(tx)?;
    let queue = Queue::take_turn(tx, config, change)?;
    let mut ground = Record { since: rules.reachable_since(tx.now()), queue };
    let state = &change.stored.state;
    decide(tx, &Case { limits: &rules.limits, config, state, request, values: &values }, &mut ground)
}

/// The offer, or what there is without one.
fn entries(
    tx: &Tx<'_>,
    rules: &Rules,
    config: &Config,
    change: &Change,
    decision: Decision,
) -> Vec<NewEntry> {
    if let Some((to, why)) = decision.offer {
        let until = change.now(tx).saturating_add(rules.limits.offer).unwrap_or(Timestamp::MAX);
        return vec![Fact::Offered { to, until, why, trace: decision.trace }.into()];
    }
    machine::fall_back(&change.stored.state, decision.trace, fallback(rules, config))
}

/// What a visitor is told whom nobody can take (`ROUTE-9`).
pub(crate) fn fallback(rules: &Rules, config: &Config) -> Body {
    match config.settings.fallback.message.clone() {
        Some(own) => Body::Rich(own.into()),
        None => Body::Text { text: rules.fallback.clone() },
    }
}

/// The visitor's place in the queue, and whom they wait for.
fn wait(change: &Change, since: Timestamp, request: &Request, decision: &Decision) -> Waiting {
    let mut targets: Vec<_> = decision
        .pools
        .iter()
        .map(|pool| match pool {
            Pool::One(agent) => agent.0,
            Pool::Ring(ring) => ring.0,
        })
        .collect();
    targets.sort_unstable();
    targets.dedup();
    Waiting { conversation: change.stored.id, since, targets, asked: request.offered.clone() }
}

/// What a decision is made from, besides agents and rings.
pub(super) struct Case<'a> {
    /// The admin's limits.
    pub limits: &'a Limits,
    /// Rules and settings.
    pub config: &'a Config,
    /// The conversation whose request it is.
    pub state: &'a Conversation,
    /// The request.
    pub request: &'a Request,
    /// What is known of the visitor.
    pub values: &'a Values,
}

/// What was decided.
pub(super) struct Decision {
    /// Who is offered the chat next, and why; `None` where nobody can take it.
    pub offer: Option<(Recipients, OfferWhy)>,
    /// How it came to this.
    pub trace: Trace,
    /// Everybody to whom the request could still be offered.
    pools: Vec<Pool>,
    /// Whether somebody among them is on shift, where nobody can take the chat.
    pub on_shift: bool,
}

/// Decides who is offered the chat next.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    case: &Case<'_>,
    ground: &mut dyn Ground,
) -> Result<Decision, AppError> {
    let request = case.request;
    let inputs = TraceInputs { route: request.plan.route, tries_left: request.tries_left, rings: Vec::new() };
    let mut trace = Trace::new(inputs);
    if let Some(domain) = blocked(case.config, case.values).filter(|_| !request.transfer) {
        trace.push(TraceLine::Blocked { domain });
        return Ok(Decision { offer: None, trace, pools: Vec::new(), on_shift: false });
    }
    let matched = matched(tx, case.config, request, case.values, &mut trace)?;
    let (legs, missing) = legs(request, &matched);
    let pools = legs.iter().map(|leg| leg.pool).collect();
    let mut walk = Walk { case, ground, trace: &mut trace, on_shift: false };
    let offer = walk.along(tx, legs, missing)?;
    let on_shift = walk.on_shift;
    Ok(Decision { offer, trace, pools, on_shift })
}

fn value<'a>(values: &'a Values, name: &str) -> Option<&'a str> {
    values.get(&Attribute::parse(name).ok()?)
}

/// The blocked domain of a visitor's e-mail.
fn blocked(config: &Config, values: &Values) -> Option<String> {
    let domain = email_domain(value(values, "person.email")?)?;
    config.settings.blocks(&domain).map(str::to_owned)
}

/// What of the configuration concerns the visitor. The trace tells of accounts and rules.
fn matched(
    tx: &mut Tx<'_>,
    config: &Config,
    request: &Request,
    values: &Values,
    trace: &mut Trace,
) -> Result<Matched, AppError> {
    let mut matched = Matched::default();
    if request.stage == Stage::Account {
        matched.account = account(tx, values, trace)?;
    }
    match request.plan.route {
        Route::Rules if request.stage < Stage::Over => {
            let weighing = weigh(&config.rules, values);
            trace.weighed(&weighing);
            matched.rules = weighing.named;
        }
        Route::Team(id) => matched.team = team::find(tx, id)?.map(|team| team.name),
        _ => {}
    }
    Ok(matched)
}

/// The visitor's company on the list: by the domain of their e-mail or one above it, else by the inferred company
/// (`ROUTE-1`).
fn account(tx: &mut Tx<'_>, values: &Values, trace: &mut Trace) -> Result<Option<OwnedAccount>, AppError> {
    let domain = value(values, "person.email").and_then(email_domain);
    if let Some(domain) = &domain {
        for domain in parents(domain) {
            if let Some(found) = named_account::of_domain(tx, domain)? {
                return Ok(Some(found));
            }
        }
    }
    let inferred = value(values, "inferred.company");
    if let Some(name) = inferred
        && let Some(found) = named_account::of_name(tx, name)?
    {
        return Ok(Some(found));
    }
    if let Some(company) = domain.or_else(|| inferred.map(str::to_owned)) {
        trace.push(TraceLine::NoAccount { company });
    }
    Ok(None)
}

//! A marketer tries a draft (`STREAM-6`): what runs for visitors runs here too, on what a visitor would have said so far.
//! Nothing is stored, nobody is asked, nothing is counted: each look runs the stream anew, from its first card.

use frontdesk_domain::attribute::{Attribute, Catalogue, Scope, Values};
use frontdesk_domain::conversation::fact::{Fact, NewEntry, Plan};
use frontdesk_domain::conversation::machine;
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::stream::run::{self, Answer, Known, Taken};
use frontdesk_domain::stream::{CardId, Stream};
use frontdesk_store::Tx;
use frontdesk_store::repo::attribute;

use crate::routing::decisions::Without;
use crate::routing::route;
use crate::routing::what_if::{self, Question, read};
use crate::visitor::known::{Greeted, compose, note, place};
use crate::{AppError, Rules, lists};

/// As whom a draft is tried.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The page where the visitor is.
    pub page: String,
    /// The record of the person the visitor is taken for, and what their address tells.
    pub known: Values,
    /// Whether the site has proven who they are (`TARGET-10`).
    pub proven: bool,
    /// What the visitor answered, in order, and to which cards.
    pub answers: Vec<(CardId, Answer)>,
}

/// How far it came.
#[derive(Clone, Debug)]
pub struct Told {
    /// What the log of the conversation would hold, with the place among the answers of the one that it came from.
    pub entries: Vec<(NewEntry, Option<usize>)>,
    /// How many of the answers fit: the draft may have changed under them.
    pub taken: usize,
    /// The card that waits for the visitor, or that asks for an agent.
    pub at: Option<CardId>,
    /// Who would be offered the chat, and why, once a live chat card is reached (`ROUTE-12`).
    pub routing: Option<what_if::Answer>,
    /// What is known in the end, as routing would see it.
    pub held: Values,
}

/// Runs a draft of a dialogue, called by its name, on what a visitor would have said.
pub fn run(
    tx: &mut Tx<'_>,
    rules: &Rules,
    stream: &Stream,
    dialogue: &str,
    visitor: &Visitor,
) -> Result<Told, AppError> {
    let mut played = Played::new(tx, dialogue, visitor)?;
    let mut told = Told { entries: Vec::new(), taken: 0, at: None, routing: None, held: Values::default() };
    let known = played.known(tx)?;
    let walk = run::start(stream, &known);
    note(&mut played.told, &walk.set);
    told.append(walk.entries, None);
    for (place, (card, answer)) in visitor.answers.iter().enumerate() {
        if told.plan().is_some() || told.at.as_ref() != Some(card) {
            break;
        }
        let entries = match run::take(stream, card, answer) {
            Err(_) => break,
            Ok(Taken::Waits(walk)) => walk.entries,
            Ok(Taken::Fits { walk, next }) => {
                note(&mut played.told, &walk.captured);
                let known = played.known(tx)?;
                let walk = run::go_on(stream, walk, next.as_ref(), &known);
                note(&mut played.told, &walk.set);
                walk.entries
            }
        };
        told.append(entries, Some(place));
        told.taken = place + 1;
    }
    told.held = played.known(tx)?.held;
    told.route(tx, rules)?;
    Ok(told)
}

impl Told {
    /// What the live chat card asks for, once it is reached.
    fn plan(&self) -> Option<&Plan> {
        self.entries.iter().find_map(|(entry, _)| match &entry.fact {
            Fact::Requested { plan, .. } => Some(plan),
            _ => None,
        })
    }

    /// Finds who would be offered the chat; where that is nobody, the visitor gets the fallback.
    fn route(&mut self, tx: &mut Tx<'_>, rules: &Rules) -> Result<(), AppError> {
        let Some(plan) = self.plan() else { return Ok(()) };
        let question = Question {
            values: self.held.clone(),
            route: plan.route,
            tries: plan.tries,
            everyone: plan.everyone,
            at: None,
            draft: None,
        };
        let answer = what_if::ask_of(tx, rules, &question)?;
        if let Some(first) = answer.steps.first().filter(|step| step.without == Some(Without::FellBack)) {
            let message = route::fallback(rules, &*rules.routing.read(tx)?);
            let fallback = machine::fall_back(&Conversation::default(), first.trace.clone(), message);
            self.append(fallback, None);
        }
        self.routing = Some(answer);
        Ok(())
    }

    fn append(&mut self, entries: Vec<NewEntry>, place: Option<usize>) {
        for entry in entries {
            match &entry.fact {
                Fact::Asked { card } | Fact::AskedAgain { card, .. } => self.at = Some(card.clone()),
                Fact::Requested { plan, .. } => self.at = Some(plan.card.clone()),
                Fact::BranchEnded => self.at = None,
                _ => {}
            }
            self.entries.push((entry, place));
        }
    }
}

/// The visitor as far as they were played.
struct Played<'a> {
    visitor: &'a Visitor,
    dialogue: &'a str,
    catalogue: Catalogue,
    told: Values,
    inferred: Values,
    record: Values,
}

impl<'a> Played<'a> {
    fn new(tx: &mut Tx<'_>, dialogue: &'a str, visitor: &'a Visitor) -> Result<Self, AppError> {
        let known = read(tx, &visitor.known)?;
        let (inferred, record) = known
            .iter()
            .map(|(attribute, value)| (attribute.clone(), value.to_owned()))
            .partition::<Vec<_>, _>(|(attribute, _)| attribute.scope() == Scope::Inferred);
        Ok(Self {
            visitor,
            dialogue,
            catalogue: attribute::catalogue(tx)?,
            told: Values::default(),
            inferred: inferred.into_iter().collect(),
            record: record.into_iter().collect(),
        })
    }

    /// As [`crate::visitor`] knows one, but that no record is looked up by an e-mail: a test tells nobody's.
    fn known(&self, tx: &mut Tx<'_>) -> Result<Known, AppError> {
        let greeted = if self.visitor.proven { Greeted::Proven } else { Greeted::ByClaim };
        let catalogue = self.catalogue.clone();
        let mut known = compose(&self.told, &self.inferred, Some(&self.record), catalogue, greeted);
        if let Some(email) = known.held.get(&Attribute::email()).map(str::to_owned) {
            lists::know(tx, &email, &mut known.held)?;
        }
        place(&mut known, &self.visitor.page, self.dialogue);
        Ok(known)
    }
}

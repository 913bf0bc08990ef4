//! Carrying out a command on a conversation: read the row, decide, append, route, store the row.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use frontdesk_domain::attribute::Values;
use frontdesk_domain::conversation::fact::{Entry, Fact, NewEntry, Recipients};
use frontdesk_domain::conversation::machine::{self, Command};
use frontdesk_domain::ids::{ClientId, ConversationId, UserId};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::Missed;
use frontdesk_store::repo::conversation::{self as rows, Stored};
use frontdesk_store::repo::missed::Place;
use frontdesk_store::repo::{lease, log, reach, ring, routing, rung, waiting};
use frontdesk_store::{Lock, Logged, Tx, Wake};
use jiff::Timestamp;
use uuid::Uuid;

use crate::routing::{missed, route};
use crate::{AppError, Rules, access, desk, mail, sweep};

/// Who sends a command, with the client id they chose for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// A visitor's or user's id.
    pub party: Uuid,
    /// The same again has the first effect and no second.
    pub client_id: ClientId,
}

/// A conversation's row, being changed in a transaction.
pub struct Change {
    /// The row as it will be stored.
    pub stored: Stored,
    sender: Option<Sender>,
    appended: Vec<Arc<Logged>>,
    first: Option<u64>,
    holder_before: Option<UserId>,
    offered_before: Option<Recipients>,
    waited_before: bool,
    alerted_before: bool,
    missed: Option<(Place, Missed)>,
    known: Option<Values>,
}

/// What [`begin`] found.
pub enum Begun {
    /// The command is new.
    New(Box<Change>),
    /// The command was carried out before: the number of the entry it made.
    Repeated(u64),
}

/// Locks and reads a conversation for a command.
pub fn begin(tx: &mut Tx<'_>, id: ConversationId, sender: Option<Sender>) -> Result<Begun, AppError> {
    if !tx.lock(Lock::Conversation(id))? {
        return Err(AppError::NotFound);
    }
    let stored = rows::find(tx, id)?.ok_or(AppError::NotFound)?;
    if let Some(Sender { party, client_id }) = sender
        && let Some(seq) = log::find_command(tx, id, party, client_id)?
    {
        return Ok(Begun::Repeated(seq));
    }
    Ok(Begun::New(Box::new(Change::new(stored, sender))))
}

impl Change {
    /// Begins to change a row that is locked, or that nobody else can know yet.
    pub fn new(stored: Stored, sender: Option<Sender>) -> Self {
        let holder_before = stored.state.holder();
        let offered_before = stored.state.offer().map(|offer| offer.to.clone());
        let waited_before = stored.state.waiting().is_some();
        let alerted_before = stored.state.is_alerted();
        Self {
            stored,
            sender,
            appended: Vec::new(),
            first: None,
            holder_before,
            offered_before,
            waited_before,
            alerted_before,
            missed: None,
            known: None,
        }
    }

    /// When an entry made now is dated: never before the one ahead of it.
    pub fn now(&self, tx: &Tx<'_>) -> Timestamp {
        tx.now().max(self.stored.last_at)
    }

    /// Appends entries to the log and folds them into the state.
    pub fn append(&mut self, tx: &mut Tx<'_>, entries: Vec<NewEntry>) -> Result<(), AppError> {
        let at = self.now(tx);
        for NewEntry { fact, body } in entries {
            let seq = self.stored.last + 1;
            let command = self
                .sender
                .filter(|_| self.first.is_none())
                .map(|Sender { party, client_id }| (party, client_id));
            let logged = Logged { entry: Entry { seq, at, fact, body }, command };
            log::append(tx, self.stored.id, &logged)?;
            let (engaged, completed) = (self.stored.state.engaged, self.stored.state.completed);
            self.stored.state.apply(seq, at, &logged.entry.fact);
            let (visitor, dialogue) = (self.stored.visitor, self.stored.dialogue);
            if self.stored.state.engaged && !engaged {
                reach::engage(tx, visitor, dialogue, at)?;
            }
            if self.stored.state.completed && !completed {
                reach::complete(tx, visitor, dialogue, at)?;
            }
            self.stored.last = seq;
            self.stored.last_at = at;
            self.first.get_or_insert(seq);
            match &logged.entry.fact {
                Fact::Requested { .. } => {
                    // The request is itself a sign of life (`ROUTE-18`).
                    lease::hear(tx, self.stored.visitor.0, Uuid::nil(), None, at)?;
                    let known = desk::attributes(tx, self.stored.visitor)?;
                    routing::keep_known(tx, self.stored.id, seq, at, &known)?;
                    self.known = Some(known);
                }
                Fact::Ended { outcome } => {
                    let conversation = self.stored.id;
                    let place = Place { at, conversation, seq };
                    self.missed = missed::note(tx, place, *outcome)?.map(|missed| (place, missed));
                }
                Fact::Accepted { by, .. } => rows::add_participant(tx, *by, self.stored.id)?,
                _ => {}
            }
            self.appended.push(Arc::new(logged));
        }
        Ok(())
    }

    /// What is known of the visitor: as the request kept it, where it was made in this change.
    pub fn known(&self, tx: &mut Tx<'_>) -> Result<Cow<'_, Values>, AppError> {
        match &self.known {
            Some(known) => Ok(Cow::Borrowed(known)),
            None => Ok(Cow::Owned(desk::attributes(tx, self.stored.visitor)?)),
        }
    }

    /// Finds an agent where one is needed, stores the row, and wakes everyone concerned. Returns the number of the
    /// command's entry, or the last one where it made none.
    pub fn finish(mut self, tx: &mut Tx<'_>, rules: &Rules) -> Result<u64, AppError> {
        if self.stored.state.routing().is_some() {
            if self.offered_before.is_some() {
                // Routing counts open offers by the rows: the one that has just gone must not count (`ROUTE-6`).
                rows::update(tx, &self.stored)?;
            }
            route::run(tx, rules, &mut self)?;
        }
        if let Some((place, missed)) = self.missed.as_ref().filter(|_| rules.mail) {
            mail::tell_missed(tx, *place, missed)?;
        }
        let holder = self.stored.state.holder();
        let offered = self.stored.state.offer().map(|offer| &offer.to);
        let now = self.now(tx);
        if self.waited_before && offered.is_some() {
            waiting::serve(tx, self.stored.id, now)?;
        } else if self.waited_before && self.stored.state.waiting().is_none() {
            waiting::leave(tx, self.stored.id)?;
        }
        if self.holder_before != holder {
            for agent in [self.holder_before, holder].into_iter().flatten() {
                ring::chatted(tx, agent, now)?;
            }
        }
        let wanted = machine::due(&self.stored.state, &rules.context(now));
        // Messages only push deadlines back: the timer that fires early sets itself again.
        let lazy = matches!((self.stored.due, wanted), (Some(armed), Some(wanted)) if now < armed && armed <= wanted);
        let said = self.appended.iter().all(|logged| matches!(logged.entry.fact, Fact::Said { .. }));
        let alert = self.alerted_before != self.stored.state.is_alerted();
        if lazy && said && !alert && !self.appended.is_empty() {
            rows::update_state(tx, &self.stored)?;
        } else {
            self.stored.due = wanted;
            rows::update(tx, &self.stored)?;
        }
        let (rung_before, rung) = (rung(self.offered_before.as_ref()), rung(offered));
        if rung_before != rung {
            rung::set(tx, self.stored.id, rung)?;
        }
        let asked = [self.offered_before.as_ref(), offered].into_iter().flatten().flat_map(Recipients::all);
        let supervisors = if alert { access::holders(tx, Permission::Supervise)? } else { Vec::new() };
        let desks: BTreeSet<UserId> =
            asked.copied().chain(self.holder_before).chain(holder).chain(supervisors).collect();
        for user in desks {
            tx.wake(Wake::Desk(user));
        }
        if !self.appended.is_empty() {
            tx.wake(Wake::Conversation(self.stored.id, self.appended));
        }
        Ok(self.first.unwrap_or(self.stored.last))
    }
}

/// Those among whom an offer to several was made (`ROUTE-20`).
fn rung(offered: Option<&Recipients>) -> &[UserId] {
    match offered {
        Some(Recipients::Everyone(agents)) => agents,
        Some(Recipients::One(_)) | None => &[],
    }
}

/// Carries out a command. `allow` says whether the sender may; foreign and absent look the same.
pub fn command(
    tx: &mut Tx<'_>,
    rules: &Rules,
    id: ConversationId,
    sender: Option<Sender>,
    allow: impl FnOnce(&mut Tx<'_>, &Stored) -> Result<bool, AppError>,
    command: Command,
) -> Result<u64, AppError> {
    let mut change = match begin(tx, id, sender)? {
        Begun::New(change) => change,
        Begun::Repeated(seq) => return Ok(seq),
    };
    if !allow(tx, &change.stored)? {
        return Err(AppError::NotFound);
    }
    let now = change.now(tx);
    let entries = machine::decide(&change.stored.state, command, &rules.context(now))?;
    change.append(tx, entries)?;
    change.finish(tx, rules)
}

/// Carries out what the server itself asks for: a passed deadline, a lapsed lease.
pub fn server_command(
    tx: &mut Tx<'_>,
    rules: &Rules,
    id: ConversationId,
    wanted: &Command,
) -> Result<u64, AppError> {
    let mut change = match begin(tx, id, None)? {
        Begun::New(change) => change,
        Begun::Repeated(seq) => return Ok(seq),
    };
    // It was found in a read, perhaps seconds ago: who was gone may be back.
    if !sweep::still_holds(tx, rules, &change.stored, wanted)? {
        return Ok(change.stored.last);
    }
    let now = change.now(tx);
    let entries = machine::decide(&change.stored.state, wanted.clone(), &rules.context(now))?;
    if entries.is_empty() && *wanted != Command::Tick {
        return Ok(change.stored.last);
    }
    change.append(tx, entries)?;
    change.finish(tx, rules)
}

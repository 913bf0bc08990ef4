//! An agent turns available or unavailable or gets another schedule, or is deactivated (`ROUTE-19`, `AVAIL-1` to
//! `AVAIL-3`).
//!
//! The account changes in one transaction; what follows for its offers and chats is done right after, each in its
//! own, and by the sweep where the server stopped in between.

use frontdesk_domain::audit::{Act, Actor, Change, listed, note};
use frontdesk_domain::availability::{Availability, Override, Schedule, WEEK, Zone, words};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::Permission;
use frontdesk_store::repo::availability::{self, Stored};
use frontdesk_store::repo::{account, api_token, audit};
use frontdesk_store::{Lock, Tx, Wake};

use crate::{AppError, access, session};

/// When an agent is available, and what they are called.
pub fn schedule_of(tx: &mut Tx<'_>, who: UserId) -> Result<(String, Stored), AppError> {
    let account = account::find(tx, who)?.ok_or(AppError::NotFound)?;
    let stored = availability::find(tx, who)?.ok_or(AppError::NotFound)?;
    Ok((account.name, stored))
}

/// Turns an agent available or unavailable: what the schedule says removes their override, the other begins one
/// (`AVAIL-2`). No chat in progress is touched (`AVAIL-3`).
pub fn set_available(tx: &mut Tx<'_>, who: UserId, available: bool) -> Result<(), AppError> {
    let now = tx.now();
    choose(tx, who, |current| current.choose(available, now))
}

/// Takes back what an agent has chosen against their schedule.
pub fn follow_schedule(tx: &mut Tx<'_>, who: UserId) -> Result<(), AppError> {
    choose(tx, who, |_| None)
}

/// The schedule says otherwise by now, or an override has ended: the agent's desk is told, and the next time noted.
pub fn follow_clock(tx: &mut Tx<'_>, who: UserId) -> Result<(), AppError> {
    let now = tx.now();
    choose(tx, who, |current| current.override_at(now))
}

fn choose(
    tx: &mut Tx<'_>,
    who: UserId,
    chosen: impl FnOnce(&Availability) -> Option<Override>,
) -> Result<(), AppError> {
    tx.lock(Lock::User(who))?;
    let Stored { mut availability, .. } = availability::find(tx, who)?.ok_or(AppError::NotFound)?;
    availability.chosen = chosen(&availability);
    keep(tx, who, &availability)
}

/// Sets when an agent works. Somebody else than them needs *manage agents*, and leaves an entry in the audit log.
pub fn set_schedule(
    tx: &mut Tx<'_>,
    actor: Actor,
    who: UserId,
    zone: &Zone,
    schedule: &Schedule,
) -> Result<(), AppError> {
    let needed =
        if actor.user == who { Permission::ManageLiveChatAvailability } else { Permission::ManageAgents };
    access::begin(tx, Some(actor), needed)?;
    tx.lock(Lock::User(who))?;
    let (name, Stored { mut availability, set }) = schedule_of(tx, who)?;
    // What had ended by the schedule that was is not to come back by the new one.
    availability.chosen = availability.override_at(tx.now());
    let before = set.then(|| (availability.zone.clone(), availability.schedule.clone()));
    (availability.zone, availability.schedule) = (zone.clone(), schedule.clone());
    availability::set_schedule(tx, who, zone, schedule)?;
    let changes = changes(before.as_ref(), &availability);
    if actor.user != who && !changes.is_empty() {
        audit::append(tx, Some(actor), Act::ScheduleChanged, &who.to_string(), &name, &changes)?;
    }
    keep(tx, who, &availability)
}

fn keep(tx: &mut Tx<'_>, who: UserId, availability: &Availability) -> Result<(), AppError> {
    availability::set_chosen(tx, who, availability.chosen, availability.next_change(tx.now()))?;
    tx.wake(Wake::Desk(who));
    Ok(())
}

/// What is another by a schedule, as people read it.
fn changes(before: Option<&(Zone, Schedule)>, after: &Availability) -> Vec<Change> {
    let mut changes = Vec::new();
    note(
        &mut changes,
        "time zone",
        before.map(|(zone, _)| zone.name().to_owned()),
        Some(after.zone.name().to_owned()),
    );
    let hours =
        |schedule: &Schedule, day| Some(words(schedule.blocks(day))).filter(|hours| !hours.is_empty());
    for day in WEEK {
        let field = format!("{day:?}").to_lowercase();
        let was = before.and_then(|(_, schedule)| hours(schedule, day));
        note(&mut changes, &field, was, hours(&after.schedule, day));
    }
    let off = |schedule: &Schedule| listed(schedule.days_off());
    note(&mut changes, "days off", before.and_then(|(_, schedule)| off(schedule)), off(&after.schedule));
    changes
}

/// Deactivates a user: sessions and tokens end, and chats go to others at once (`ROUTE-19`).
pub fn deactivate(tx: &mut Tx<'_>, who: UserId) -> Result<(), AppError> {
    tx.lock(Lock::User(who))?;
    account::set_active(tx, who, false)?;
    session::end_all(tx, who)?;
    api_token::delete_of(tx, who)?;
    tx.wake(Wake::Desk(who));
    Ok(())
}

/// Takes a deactivated user back.
pub fn reactivate(tx: &mut Tx<'_>, who: UserId) -> Result<(), AppError> {
    tx.lock(Lock::User(who))?;
    account::set_active(tx, who, true)?;
    Ok(())
}

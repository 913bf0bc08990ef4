//! When agents are available (`AVAIL-1`, `AVAIL-2`): what it is computed from, in the account's row.

use frontdesk_domain::availability::{Availability, Override, Schedule, Zone};
use frontdesk_domain::ids::UserId;
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, params};

/// An agent's availability as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What it is computed from.
    pub availability: Availability,
    /// Whether zone and schedule were ever set; else they are the default.
    pub set: bool,
}

/// Reads `time_zone, schedule, chosen, chosen_at` from these columns on.
pub(super) fn availability(row: &Row<'_>, first: usize) -> Result<Availability, StoreError> {
    let decoding = |column: usize, message: String| StoreError::Decoding { column, message };
    let zone: Option<String> = row.get(first)?;
    let schedule: Option<String> = row.get(first + 1)?;
    let chosen: Option<bool> = row.get(first + 2)?;
    let since: Option<Timestamp> = row.get(first + 3)?;
    let zone = zone.map(|name| Zone::parse(&name).map_err(|bad| decoding(first, bad.to_string())));
    let schedule =
        schedule.map(|text| text.parse::<Schedule>().map_err(|bad| decoding(first + 1, bad.to_string())));
    Ok(Availability {
        zone: zone.transpose()?.unwrap_or_default(),
        schedule: schedule.transpose()?.unwrap_or_default(),
        chosen: chosen.zip(since).map(|(available, since)| Override { available, since }),
    })
}

/// When an agent is available.
pub fn find(tx: &mut Tx<'_>, agent: UserId) -> Result<Option<Stored>, StoreError> {
    tx.optional(
        "select time_zone, schedule, chosen, chosen_at from account where id = $1",
        &params![agent],
        |row| {
            let set = row.get::<Option<String>>(1)?.is_some();
            Ok(Stored { availability: availability(row, 0)?, set })
        },
    )
}

/// Whether an agent may take chats and is available now.
pub fn can_take(tx: &mut Tx<'_>, agent: UserId) -> Result<bool, StoreError> {
    let now = tx.now();
    let found = tx.optional(
        "select active, takes_chats, time_zone, schedule, chosen, chosen_at from account where id = $1",
        &params![agent],
        |row| Ok(row.get(0)? && row.get(1)? && availability(row, 2)?.is_available(now)),
    )?;
    Ok(found.unwrap_or(false))
}

/// Sets an agent's zone and schedule.
pub fn set_schedule(
    tx: &mut Tx<'_>,
    agent: UserId,
    zone: &Zone,
    schedule: &Schedule,
) -> Result<(), StoreError> {
    tx.execute(
        "update account set time_zone = $2, schedule = $3 where id = $1",
        &params![agent, zone.name(), schedule.to_string()],
    )?;
    Ok(())
}

/// Sets what an agent has chosen against their schedule, and when their status is next another by itself.
pub fn set_chosen(
    tx: &mut Tx<'_>,
    agent: UserId,
    chosen: Option<Override>,
    changes: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(
        "update account set chosen = $2, chosen_at = $3, status_changes = $4 where id = $1",
        &params![agent, chosen.map(|chosen| chosen.available), chosen.map(|chosen| chosen.since), changes],
    )?;
    Ok(())
}

/// Agents whose status has become another by itself, the first of them first.
pub fn changed(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<UserId>, StoreError> {
    let now = tx.now();
    tx.query(
        "select id from account where status_changes <= $1 order by status_changes limit $2",
        &params![now, limit],
        |row| row.get(0),
    )
}

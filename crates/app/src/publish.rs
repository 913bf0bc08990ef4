//! Publishing a dialogue. It leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, Change, listed, note};
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::ids::{DialogueId, StreamVersionId};
use frontdesk_domain::stream::Layout;
use frontdesk_domain::stream::check::{CardFault, check};
use frontdesk_domain::targeting::Audience;
use frontdesk_store::Tx;
use frontdesk_store::repo::dialogue::{NewVersion, Row};
use frontdesk_store::repo::{attribute, audit, dialogue};

use crate::AppError;
use crate::dialogues::{begin, of_name};
use crate::routing::targets;

/// Freezes a version of a dialogue and publishes it, in place of its draft. A stream that is the last version already
/// makes no new one. Returns the dialogue and the version's number. Refuses a stream with faults (`STREAM-3`).
pub fn publish(tx: &mut Tx<'_>, actor: Option<Actor>, new: &Dialogue) -> Result<(DialogueId, u32), AppError> {
    begin(tx, actor)?;
    let catalogue = attribute::catalogue(tx)?;
    if let Some(CardFault { card, fault }) = check(&new.stream, &catalogue, &targets(tx)?).first() {
        let card = card.as_ref().map(|card| format!("card “{}”: ", card.0)).unwrap_or_default();
        return Err(AppError::Invalid(format!("{card}{fault}")));
    }
    if let Some(fault) = new.audience.faults(&catalogue).first() {
        return Err(AppError::Invalid(fault.to_string()));
    }
    let id = of_name(tx, &new.name)?;
    let before = dialogue::find(tx, id)?.filter(|row| row.published);
    let last = dialogue::last_version(tx, id)?;
    let (version, number) = match last {
        Some(last) if last.stream == new.stream => {
            if new.layout != Layout::default() {
                dialogue::draw_version(tx, last.id, &new.layout)?;
            }
            (last.id, last.number)
        }
        last => {
            let version = StreamVersionId::mint(tx.now(), tx.random());
            let number = last.map_or(0, |last| last.number) + 1;
            let frozen = NewVersion {
                id: version,
                dialogue: id,
                number,
                stream: &new.stream,
                layout: &new.layout,
                by: actor.map(|actor| actor.user),
            };
            dialogue::insert_version(tx, &frozen)?;
            (version, number)
        }
    };
    dialogue::publish(tx, id, version, &new.targets, &new.audience, new.priority)?;
    let changes = changes(before.as_ref(), number, new);
    if !changes.is_empty() {
        audit::append(tx, actor, Act::DialoguePublished, &id.to_string(), &new.name, &changes)?;
    }
    Ok((id, number))
}

/// What pages show otherwise than before.
fn changes(before: Option<&Row>, number: u32, new: &Dialogue) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut was = |field, was: Option<String>, is| note(&mut changes, field, was, is);
    was("version", before.map(|row| row.version.to_string()), Some(number.to_string()));
    was("pages", before.and_then(|row| listed(&row.targets.include)), listed(&new.targets.include));
    was("excluded pages", before.and_then(|row| listed(&row.targets.exclude)), listed(&new.targets.exclude));
    let who = |audience: &Audience| audience.criteria.as_ref().map(ToString::to_string);
    let events = |audience: &Audience| Some(audience.events.to_string()).filter(|told| !told.is_empty());
    was("audience", before.and_then(|row| who(&row.audience)), who(&new.audience));
    was("events", before.and_then(|row| events(&row.audience)), events(&new.audience));
    was("priority", before.map(|row| row.priority.to_string()), Some(new.priority.to_string()));
    changes
}

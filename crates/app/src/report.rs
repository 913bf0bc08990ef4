//! What is reported of one dialogue, for a range of days in some time zone. The search's job counts it from the log.

use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::availability::Zone;
use frontdesk_domain::conversation::fact::{Entry, Fact};
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::stream::steps::{Step, of_entry};
use frontdesk_domain::stream::{CardKind, Stream};
use frontdesk_store::Tx;
use frontdesk_store::repo::conversation::Stored;
use frontdesk_store::repo::report::{self, Passing, Took};
pub use frontdesk_store::repo::report::{Counts, Span};
use frontdesk_store::repo::{dialogue, versions};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::AppError;
use crate::streams::Streams;

/// The most days of a report.
pub const MOST_DAYS: usize = 366;

/// Some days in a time zone.
#[derive(Clone, Debug)]
pub struct Days {
    days: Vec<(Date, Span)>,
}

impl Days {
    /// The days from one to another, both among them. Refused where there are none, or more than 366.
    pub fn new(from: Date, to: Date, zone: &Zone) -> Result<Self, AppError> {
        let refused = || AppError::Invalid(format!("a report is of 1 to {MOST_DAYS} days"));
        let days: Vec<Date> = from.series(1.day()).take_while(|day| *day <= to).take(MOST_DAYS + 1).collect();
        if days.is_empty() || days.len() > MOST_DAYS {
            return Err(refused());
        }
        let span = |day: Date| {
            let until = zone.begin(day.tomorrow().ok()?)?;
            Some((day, Span { from: zone.begin(day)?, until }))
        };
        Ok(Self { days: days.into_iter().map(span).collect::<Option<_>>().ok_or_else(refused)? })
    }

    /// From the beginning of the first to the end of the last.
    fn whole(&self) -> Span {
        let first = self.days.first().map_or(Timestamp::UNIX_EPOCH, |(_, span)| span.from);
        let last = self.days.last().map_or(first, |(_, span)| span.until);
        Span { from: first, until: last }
    }
}

/// How far the visitors came who were first shown a dialogue on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Each day, those whose e-mail was known when they were shown it, and the others.
    pub days: Vec<(Date, Counts, Counts)>,
    /// How many reached each goal, by its name.
    pub goals: Vec<(String, u64)>,
}

/// What is reported of a dialogue.
pub fn of_dialogue(tx: &mut Tx<'_>, id: DialogueId, days: &Days) -> Result<Report, AppError> {
    dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    let mut counted = Vec::with_capacity(days.days.len());
    for (day, span) in &days.days {
        let (known, unknown) = report::counts(tx, id, *span)?;
        counted.push((*day, known, unknown));
    }
    Ok(Report { days: counted, goals: report::goals(tx, id, days.whole())? })
}

/// Who came to a card of a version, and by which ways they went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPassed {
    /// The card.
    pub card: String,
    /// Visitors who came to it.
    pub visitors: u64,
    /// Those of them who went no further.
    pub left: u64,
    /// How many took each way.
    pub ways: Vec<(String, u64)>,
}

/// The ways that visitors took through a version of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The version's number.
    pub version: u32,
    /// All versions, the last first.
    pub versions: Vec<u32>,
    /// Visitors whose conversations began on the days.
    pub visitors: u64,
    /// Cards that somebody came to, by name.
    pub cards: Vec<CardPassed>,
}

/// The ways that visitors took whose conversations began on some days: through a version, or the last one. `NotFound` where
/// there is none.
pub fn passed(tx: &mut Tx<'_>, id: DialogueId, number: Option<u32>, days: &Days) -> Result<Passed, AppError> {
    dialogue::find(tx, id)?.ok_or(AppError::NotFound)?;
    let version = match number {
        Some(number) => dialogue::version(tx, id, number)?,
        None => dialogue::last_version(tx, id)?,
    };
    let version = version.ok_or(AppError::NotFound)?;
    let span = days.whole();
    let went_on = report::went_on(tx, version.id, span)?;
    let mut cards: Vec<CardPassed> = Vec::new();
    for Took { card, way, visitors } in report::took(tx, version.id, span)? {
        // In order of cards, and the empty way comes before the others.
        if way.is_empty() {
            let on = went_on.iter().find(|(of, _)| *of == card).map_or(0, |(_, on)| *on);
            cards.push(CardPassed { card, visitors, left: visitors.saturating_sub(on), ways: Vec::new() });
        } else if let Some(last) = cards.last_mut().filter(|last| last.card == card) {
            last.ways.push((way, visitors));
        }
    }
    let versions = versions::versions(tx, id, u32::MAX)?.into_iter().map(|past| past.number).collect();
    Ok(Passed { version: version.number, versions, visitors: report::began(tx, version.id, span)?, cards })
}

/// Counts what an entry of a conversation tells. Counted again, it changes nothing.
pub(crate) fn count(
    tx: &mut Tx<'_>,
    streams: &Streams,
    stored: &Stored,
    entry: &Entry,
) -> Result<(), AppError> {
    let Stored { id, visitor, dialogue, version, .. } = stored;
    let stream = match &entry.fact {
        Fact::Started
        | Fact::Answered { .. }
        | Fact::Skipped { .. }
        | Fact::Branched { .. }
        | Fact::Requested { .. }
        | Fact::GoalReached { .. } => streams.read(tx, *version)?,
        _ => return Ok(()),
    };
    if let Fact::GoalReached { goal, .. } = &entry.fact {
        report::reach_goal(tx, *visitor, *dialogue, goal, entry.at)?;
    }
    if gives_email(&stream, &entry.fact) {
        report::acquire(tx, *visitor, *dialogue, entry.at)?;
    }
    for step in of_entry(&stream, entry) {
        let (card, way) = match &step {
            Step::Came(card) => (card, String::new()),
            Step::Went(card, way) => (card, way.to_string()),
        };
        report::pass(tx, Passing { version: *version, card: &card.0, way: &way, conversation: *id })?;
    }
    Ok(())
}

/// Whether a visitor gives their e-mail.
fn gives_email(stream: &Stream, fact: &Fact) -> bool {
    let Fact::Answered { card } = fact else { return false };
    matches!(
        stream.card(card).map(|card| &card.kind),
        Some(CardKind::Capture { attribute, .. }) if *attribute == Attribute::email()
    )
}

//! A conversation as plain text, for download (`INBOX-5`).

use std::collections::HashMap;
use std::fmt::Write as _;

use frontdesk_domain::conversation::fact::{Entry, Fact, Outcome, Speaker};
use frontdesk_domain::conversation::standing::Standing;
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_store::Tx;
use frontdesk_store::repo::{account, listing, log};
use jiff::tz::TimeZone;

use crate::{AppError, desk};

/// The whole conversation with times in a zone; what the visitor was never told is left out.
pub fn text(tx: &mut Tx<'_>, id: ConversationId, zone: &TimeZone) -> Result<String, AppError> {
    let listed = listing::find(tx, id)?.ok_or(AppError::NotFound)?;
    let who = desk::who(tx, listed.visitor, &listed.page)?;
    let visitor = who.name.clone().or_else(|| who.email.clone()).unwrap_or_else(|| "Visitor".to_owned());
    let mut text = format!("Conversation with {visitor}\n");
    if let Some(email) = &who.email {
        add(&mut text, format_args!("E-mail: {email}"));
    }
    add(&mut text, format_args!("Dialogue: {}", listed.dialogue));
    add(&mut text, format_args!("Page: {}", listed.page));
    let zoned = listed.started.to_zoned(zone.clone());
    add(&mut text, format_args!("Began: {} ({})", zoned.strftime("%Y-%m-%d %H:%M"), zone_name(zone)));
    add(&mut text, format_args!("Outcome: {}\n", outcome(listed.standing)));
    let mut names = HashMap::new();
    let mut last = 0;
    loop {
        let page = log::after(tx, id, last)?;
        let Some(end) = page.last() else { return Ok(text) };
        last = end.entry.seq;
        for logged in &page {
            if let Some(line) = line(tx, &mut names, &visitor, &logged.entry)? {
                let at = logged.entry.at.to_zoned(zone.clone());
                add(&mut text, format_args!("[{}] {line}", at.strftime("%Y-%m-%d %H:%M:%S")));
            }
        }
    }
}

fn add(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{line}");
}

fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

fn line(
    tx: &mut Tx<'_>,
    names: &mut HashMap<UserId, String>,
    visitor: &str,
    entry: &Entry,
) -> Result<Option<String>, AppError> {
    let said = entry.text();
    Ok(Some(match &entry.fact {
        Fact::BotSaid { .. } | Fact::Asked { .. } | Fact::AskedAgain { .. } | Fact::FellBack { .. } => {
            format!("Bot: {said}")
        }
        Fact::Answered { .. } | Fact::Misanswered { .. } | Fact::Said { by: Speaker::Visitor } => {
            format!("{visitor}: {said}")
        }
        Fact::Said { by: Speaker::Agent(agent) } => format!("{}: {said}", name(tx, names, *agent)?),
        Fact::Requested { again: false, .. } => "- The visitor asked for an agent".to_owned(),
        Fact::Requested { again: true, .. } => "- The visitor asked for an agent again".to_owned(),
        Fact::Waiting { .. } => "- The visitor waits in the queue".to_owned(),
        Fact::Accepted { by, .. } => format!("- {} joined", name(tx, names, *by)?),
        Fact::Ended { outcome: how } => format!("- {}", outcome(Standing::Ended(*how))),
        _ => return Ok(None),
    }))
}

fn name(tx: &mut Tx<'_>, names: &mut HashMap<UserId, String>, agent: UserId) -> Result<String, AppError> {
    if let Some(name) = names.get(&agent) {
        return Ok(name.clone());
    }
    let name = account::find(tx, agent)?.map_or_else(|| "Agent".to_owned(), |account| account.name);
    names.insert(agent, name.clone());
    Ok(name)
}

fn outcome(standing: Standing) -> &'static str {
    match standing {
        Standing::Automated => "Open, automated",
        Standing::Finished => "Finished, automated",
        Standing::Connecting => "An agent is being looked for",
        Standing::Waiting => "Waiting for an agent",
        Standing::Live => "Live",
        Standing::Ended(Outcome::AgentEnded) => "Ended by the agent",
        Standing::Ended(Outcome::VisitorEnded) => "Ended by the visitor",
        Standing::Ended(Outcome::Inactive) => "Ended, neither said anything",
        Standing::Ended(Outcome::FellBack) => "Nobody took the chat",
        Standing::Ended(Outcome::AgentLost) => "The agent was lost",
        Standing::Ended(Outcome::Unanswered) => "Left unanswered",
        Standing::Ended(Outcome::VisitorLeft) => "The visitor left before an agent came",
        Standing::Ended(Outcome::Cancelled) => "Cancelled by the visitor",
    }
}

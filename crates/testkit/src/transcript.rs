//! A log as lines that a test can be read by.

use std::collections::BTreeMap;

use frontdesk_domain::conversation::fact::{Fact, Speaker, TransferTo};
use frontdesk_domain::ids::UserId;
use frontdesk_store::Logged;

/// One line per entry. Agents are named.
pub fn lines(log: &[Logged], names: &BTreeMap<UserId, String>) -> Vec<String> {
    log.iter().map(|logged| line(logged, names)).collect()
}

fn line(logged: &Logged, names: &BTreeMap<UserId, String>) -> String {
    let name = |user: &UserId| names.get(user).map_or("?", String::as_str);
    let text = logged.entry.text();
    match &logged.entry.fact {
        Fact::Started => "started".into(),
        Fact::BotSaid { .. } => format!("bot: {text}"),
        Fact::Asked { .. } => format!("bot asks: {text}"),
        Fact::Answered { .. } => format!("visitor answers: {text}"),
        Fact::Misanswered { .. } => format!("visitor misanswers: {text}"),
        Fact::AskedAgain { .. } => format!("bot asks again: {text}"),
        Fact::Skipped { card } => format!("skipped {}", card.0),
        Fact::GoalReached { goal, .. } => format!("goal: {goal}"),
        Fact::AttributeSet { attribute, .. } => format!("set {attribute}: {text}"),
        Fact::Branched { branch: Some(branch), .. } => format!("branch {branch}"),
        Fact::Branched { branch: None, .. } => "otherwise".into(),
        Fact::BranchEnded => "branch ended".into(),
        Fact::Completed => "completed".into(),
        Fact::Requested { again: false, .. } => "requested".into(),
        Fact::Requested { again: true, .. } => "requested again".into(),
        Fact::Offered { to, .. } => {
            let names: Vec<&str> = to.all().iter().map(name).collect();
            format!("offered to {}", names.join(", "))
        }
        Fact::LeftOffer { agent, why, .. } => format!("{} left the offer: {why:?}", name(agent)),
        Fact::Accepted { by, .. } => format!("accepted by {}", name(by)),
        Fact::Declined { by, .. } => format!("declined by {}", name(by)),
        Fact::Expired { .. } => "expired".into(),
        Fact::Withdrawn { why, .. } => format!("withdrawn: {why:?}"),
        Fact::Waiting { .. } => "waiting".into(),
        Fact::WaitOver => "wait over".into(),
        Fact::FellBack { .. } => "fell back".into(),
        Fact::Said { by: Speaker::Visitor } => format!("visitor: {text}"),
        Fact::Said { by: Speaker::Agent(by) } => format!("{}: {text}", name(by)),
        Fact::HolderAway => "holder away".into(),
        Fact::HolderBack => "holder back".into(),
        Fact::Warned { .. } => "warned".into(),
        Fact::LeftUnanswered => "left unanswered".into(),
        Fact::Rerouting { why } => format!("rerouting: {why:?}"),
        Fact::Transferring { to: TransferTo::Agent(to), .. } => format!("transferring to {}", name(to)),
        Fact::Transferring { to: TransferTo::Team(_), .. } => "transferring to a team".into(),
        Fact::TransferFailed { .. } => "transfer failed".into(),
        Fact::Ended { outcome } => format!("ended: {outcome:?}"),
    }
}

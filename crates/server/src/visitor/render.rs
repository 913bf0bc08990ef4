//! The log as its visitor may see it.

use std::sync::Arc;

use frontdesk_app::AppError;
use frontdesk_domain::conversation::fact::{Body, Fact, Speaker};
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_protocol::AgentCard;
use frontdesk_protocol::rich_text;
use frontdesk_protocol::visitor::{VisitorEntries, VisitorEntry, VisitorWhat};
use frontdesk_store::{Logged, repo};

use crate::refusal::Failure;
use crate::{Edge, avatars};

/// The log after a number, one page of it.
pub(super) async fn after(edge: &Edge, id: ConversationId, after: u64) -> Result<VisitorEntries, Failure> {
    let logged: Vec<Logged> =
        edge.desk.store.read(move |tx| Ok::<_, AppError>(repo::log::after(tx, id, after)?)).await?;
    let logged: Vec<Arc<Logged>> = logged.into_iter().map(Arc::new).collect();
    stretch(edge, id, after, &logged).await
}

/// A stretch of the log.
pub(super) async fn stretch(
    edge: &Edge,
    id: ConversationId,
    after: u64,
    logged: &[Arc<Logged>],
) -> Result<VisitorEntries, Failure> {
    let mut entries = Vec::with_capacity(logged.len());
    for logged in logged {
        entries.extend(entry(edge, logged).await?);
    }
    let upto = logged.last().map_or(after, |last| last.entry.seq);
    Ok(VisitorEntries { conversation: id.0, after, upto, entries })
}

pub(crate) async fn entry(edge: &Edge, logged: &Logged) -> Result<Option<VisitorEntry>, Failure> {
    let entry = &logged.entry;
    let text = || entry.text().to_owned();
    let what = match &entry.fact {
        Fact::BotSaid { .. } => VisitorWhat::Bot { text: text() },
        Fact::Asked { card } => match &entry.body {
            Some(Body::Ask(ask)) => VisitorWhat::Ask {
                card: card.0.clone(),
                text: ask.text.clone(),
                input: ask.input.clone().into(),
            },
            _ => VisitorWhat::Bot { text: text() },
        },
        Fact::Answered { .. } => VisitorWhat::Answer { text: text() },
        Fact::Misanswered { .. } => VisitorWhat::Misanswer { text: text() },
        Fact::AskedAgain { card, reason } => VisitorWhat::Problem {
            card: card.0.clone(),
            text: text(),
            reason: reason.clone().map(Into::into),
        },
        Fact::BranchEnded => VisitorWhat::Finished,
        Fact::Requested { .. } => VisitorWhat::Connecting,
        Fact::Waiting { until, .. } => VisitorWhat::Waiting { until: *until },
        Fact::Accepted { by, .. } => VisitorWhat::Joined { agent: card(edge, *by).await? },
        Fact::Said { by: Speaker::Visitor } => VisitorWhat::Said { agent: None, text: text() },
        Fact::Said { by: Speaker::Agent(by) } => {
            VisitorWhat::Said { agent: Some(card(edge, *by).await?), text: text() }
        }
        Fact::HolderAway => VisitorWhat::AgentAway,
        Fact::HolderBack => VisitorWhat::AgentBack,
        Fact::Rerouting { .. } => VisitorWhat::LookingForColleague,
        Fact::Warned { ends } => VisitorWhat::Warned { ends: *ends },
        Fact::FellBack { .. } => VisitorWhat::Fallback {
            text: text(),
            rich: rich_text::of(entry),
            // What an admin wrote has form, also where it is one plain line.
            standard: matches!(entry.body, Some(Body::Text { .. })),
        },
        Fact::Ended { outcome } => {
            let keep = edge.desk.rules().limits.transcript;
            let again_until = entry.at.saturating_add(keep).unwrap_or(jiff::Timestamp::MAX);
            VisitorWhat::Ended { outcome: (*outcome).into(), again_until }
        }
        // What cards do unseen, who was asked and how they took it: not for the visitor.
        Fact::Started
        | Fact::Skipped { .. }
        | Fact::GoalReached { .. }
        | Fact::AttributeSet { .. }
        | Fact::Branched { .. }
        | Fact::Completed
        | Fact::Offered { .. }
        | Fact::LeftOffer { .. }
        | Fact::Declined { .. }
        | Fact::Expired { .. }
        | Fact::Withdrawn { .. }
        | Fact::WaitOver
        | Fact::Transferring { .. }
        | Fact::TransferFailed { .. }
        | Fact::LeftUnanswered => return Ok(None),
    };
    let mine = matches!(
        entry.fact,
        Fact::Said { by: Speaker::Visitor }
            | Fact::Answered { .. }
            | Fact::Misanswered { .. }
            | Fact::Requested { .. }
    );
    let client_id = logged.command.filter(|_| mine).map(|(_, client_id)| client_id.0);
    Ok(Some(VisitorEntry { seq: entry.seq, at: entry.at, client_id, what }))
}

pub(super) async fn card(edge: &Edge, user: UserId) -> Result<AgentCard, Failure> {
    let face = edge.desk.face(user).await?;
    let avatar = face.avatar.as_deref().map(avatars::address);
    Ok(AgentCard { id: user.0, name: face.name.to_string(), avatar })
}

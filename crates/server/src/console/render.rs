//! The log as an agent may see it.

use std::sync::Arc;

use frontdesk_app::AppError;
use frontdesk_domain::conversation::fact::{Body, Fact, LeaveWhy, Recipients, Speaker, TransferTo};
use frontdesk_domain::ids::{ConversationId, TeamId, UserId};
use frontdesk_protocol::console::{AgentEntries, AgentEntry, AgentWhat};
use frontdesk_protocol::rich_text;
use frontdesk_store::{Logged, repo};

use crate::Edge;
use crate::refusal::Failure;

/// A stretch of the log.
pub(super) async fn stretch(
    edge: &Edge,
    reader: UserId,
    id: ConversationId,
    after: u64,
    logged: &[Arc<Logged>],
) -> Result<AgentEntries, Failure> {
    let mut entries = Vec::with_capacity(logged.len());
    for logged in logged {
        entries.extend(entry(edge, reader, logged).await?);
    }
    let upto = logged.last().map_or(after, |last| last.entry.seq);
    Ok(AgentEntries { conversation: id.0, after, upto, entries })
}

async fn entry(edge: &Edge, reader: UserId, logged: &Logged) -> Result<Option<AgentEntry>, Failure> {
    let entry = &logged.entry;
    let text = || entry.text().to_owned();
    let what = match &entry.fact {
        Fact::Started => AgentWhat::Started,
        Fact::BotSaid { .. } => AgentWhat::Bot { text: text() },
        Fact::Asked { .. } => match &entry.body {
            Some(Body::Ask(ask)) => {
                AgentWhat::Ask { text: ask.text.clone(), input: ask.input.clone().into() }
            }
            _ => AgentWhat::Bot { text: text() },
        },
        Fact::Answered { .. } => AgentWhat::Answer { text: text() },
        Fact::Misanswered { .. } => AgentWhat::Misanswer { text: text() },
        Fact::AskedAgain { .. } => AgentWhat::Problem { text: text() },
        Fact::GoalReached { goal, .. } => AgentWhat::Goal { name: goal.clone() },
        Fact::AttributeSet { attribute, .. } => {
            AgentWhat::AttributeSet { attribute: attribute.to_string(), value: text() }
        }
        Fact::BranchEnded => AgentWhat::Finished,
        Fact::Requested { again, .. } => AgentWhat::Requested { again: *again },
        Fact::Offered { to: Recipients::One(agent), .. } => {
            AgentWhat::Offered { agent: name(edge, *agent).await? }
        }
        Fact::Offered { to: Recipients::Everyone(agents), .. } => {
            AgentWhat::OfferedToAll { agents: u32::try_from(agents.len()).unwrap_or(u32::MAX) }
        }
        Fact::LeftOffer { agent, why, .. } => {
            AgentWhat::LeftOffer { agent: name(edge, *agent).await?, full: *why == LeaveWhy::Full }
        }
        Fact::Accepted { by, .. } => AgentWhat::Joined { agent: name(edge, *by).await? },
        Fact::Declined { by, .. } => AgentWhat::Declined { agent: name(edge, *by).await?, reason: text() },
        Fact::Expired { .. } => AgentWhat::Expired,
        Fact::Withdrawn { .. } => AgentWhat::Withdrawn,
        Fact::Said { by: Speaker::Visitor } => AgentWhat::VisitorSaid { text: text() },
        Fact::Said { by: Speaker::Agent(by) } => {
            AgentWhat::AgentSaid { agent: name(edge, *by).await?, mine: *by == reader, text: text() }
        }
        Fact::HolderAway => AgentWhat::HolderAway,
        Fact::HolderBack => AgentWhat::HolderBack,
        Fact::Warned { ends } => AgentWhat::Warned { ends: *ends },
        Fact::LeftUnanswered => AgentWhat::LeftUnanswered,
        Fact::Rerouting { .. } => AgentWhat::Rerouting,
        Fact::Transferring { by, to } => AgentWhat::Transferring {
            agent: name(edge, *by).await?,
            to: match *to {
                TransferTo::Agent(agent) => name(edge, agent).await?,
                TransferTo::Team(team) => team_name(edge, team).await?,
            },
            note: text(),
        },
        Fact::TransferFailed { .. } => AgentWhat::TransferFailed,
        Fact::Waiting { until, .. } => AgentWhat::Waiting { until: *until },
        Fact::WaitOver => AgentWhat::WaitOver,
        Fact::FellBack { .. } => AgentWhat::Fallback { text: text(), rich: rich_text::of(entry) },
        Fact::Ended { outcome } => AgentWhat::Ended { outcome: (*outcome).into() },
        Fact::Completed | Fact::Skipped { .. } | Fact::Branched { .. } => return Ok(None),
    };
    let client_id =
        logged.command.filter(|(sender, _)| *sender == reader.0).map(|(_, client_id)| client_id.0);
    Ok(Some(AgentEntry { seq: entry.seq, at: entry.at, client_id, what }))
}

async fn name(edge: &Edge, user: UserId) -> Result<String, Failure> {
    Ok(edge.desk.face(user).await?.name.to_string())
}

async fn team_name(edge: &Edge, team: TeamId) -> Result<String, Failure> {
    let found = edge.desk.store.read(move |tx| Ok::<_, AppError>(repo::team::find(tx, team)?)).await?;
    Ok(found.map_or_else(|| "Team".to_owned(), |team| team.name))
}

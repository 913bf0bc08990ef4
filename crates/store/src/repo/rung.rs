//! Those who are asked where an offer asks several (`ROUTE-20`).

use frontdesk_domain::ids::{ConversationId, UserId};
use uuid::Uuid;

use super::availability::availability;
use crate::{StoreError, Tx, params};

/// How many are looked at in one read.
const PAGE: u32 = 500;

/// Sets whom a conversation's offer asks.
pub fn set(tx: &mut Tx<'_>, conversation: ConversationId, agents: &[UserId]) -> Result<(), StoreError> {
    tx.execute("delete from rung where conversation = $1", &params![conversation])?;
    for agent in agents {
        tx.execute("insert into rung (conversation, agent) values ($1, $2)", &params![conversation, *agent])?;
    }
    Ok(())
}

/// An agent among several who are asked, and can no longer take the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Whose offer it is.
    pub conversation: ConversationId,
    /// The agent.
    pub agent: UserId,
    /// Whether they hold as many chats as they may; else they are unavailable.
    pub full: bool,
}

/// Those who can no longer take the chat that is offered to them among others. `limit` is that of agents without one of
/// their own.
pub fn leaving(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Leaving>, StoreError> {
    let now = tx.now();
    let (mut leaving, mut after) = (Vec::new(), (ConversationId(Uuid::nil()), UserId(Uuid::nil())));
    loop {
        let page: Vec<(Leaving, bool)> = tx.query(
            "select r.conversation, r.agent, a.active, a.takes_chats, a.time_zone, a.schedule, a.chosen, a.chosen_at,
                    (select count(*) from conversation c where c.holder = a.id)
                    + (select count(*) from conversation c where c.offered_to = a.id),
                    a.chat_limit
             from rung r join account a on a.id = r.agent
             where r.conversation > $1 or (r.conversation = $1 and r.agent > $2)
             order by r.conversation, r.agent limit $3",
            &params![after.0, after.1, PAGE],
            |row| {
                let takes = row.get(2)? && row.get(3)? && availability(row, 4)?.is_available(now);
                let (held, own): (u32, Option<u32>) = (row.get(8)?, row.get(9)?);
                let full = held >= own.unwrap_or(limit);
                let one = Leaving { conversation: row.get(0)?, agent: row.get(1)?, full: takes && full };
                Ok((one, !takes || full))
            },
        )?;
        let Some((last, _)) = page.last() else { return Ok(leaving) };
        after = (last.conversation, last.agent);
        leaving.extend(page.into_iter().filter_map(|(one, leaves)| leaves.then_some(one)));
    }
}

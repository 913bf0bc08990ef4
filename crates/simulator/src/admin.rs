//! An admin who changes routing while chats go on: what is decided next follows it, on every node.

use frontdesk_app::routing::{accounts, agents, custom_rules, ring_order};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::routing::RingOrder;

use crate::world::{Event, SECOND, Violation, World, refused};

impl World {
    /// The admin changes something, and will again.
    pub fn admin_acts(&mut self) -> Result<(), Violation> {
        match self.chance.below(5) {
            0 => self.change_order()?,
            1 => self.move_in_ring()?,
            2 => self.change_limit()?,
            3 => self.switch_rule()?,
            _ => self.change_owner()?,
        }
        let next = self.chance.between(20 * SECOND, 300 * SECOND);
        self.after(next, Event::Admin);
        Ok(())
    }

    /// The agents of a ring are asked in another order (`ROUTE-2`).
    fn change_order(&mut self) -> Result<(), Violation> {
        let number = self.chance.below(self.routing.rings.len());
        let asked_by = self.chance.one_of(&RingOrder::ALL).copied().unwrap_or(RingOrder::Turn);
        let Some(id) = self.routing.rings.get(number).map(|ring| ring.id) else { return Ok(()) };
        self.write(|tx| ring_order::set(tx, None, id, asked_by))?.map_err(refused)?;
        if let Some(ring) = self.routing.rings.get_mut(number) {
            ring.asked_by = asked_by;
        }
        self.coverage.add("admin", "order");
        Ok(())
    }

    /// An agent is put elsewhere in the general ring; whose turn it is stays (`ROUTE-2`).
    fn move_in_ring(&mut self) -> Result<(), Violation> {
        let Some(ring) = self.routing.rings.first() else { return Ok(()) };
        let mut members = ring.members.clone();
        let from = self.chance.below(members.len());
        let agent = members.remove(from);
        let to = self.chance.below(members.len() + 1);
        let after = to.checked_sub(1).and_then(|before| members.get(before)).copied();
        members.insert(to, agent);
        let turn = ring.last.map_or(0, |place| (place + 1) % members.len());
        let whose = ring.members.get(turn).copied();
        self.write(|tx| agents::put_after(tx, None, agent, after))?.map_err(refused)?;
        if let Some(ring) = self.routing.rings.first_mut() {
            if from != to && (from.min(to)..=from.max(to)).contains(&turn) {
                let place = members.iter().position(|one| Some(*one) == whose);
                ring.last = place.and_then(|place| place.checked_sub(1));
            }
            ring.members = members;
        }
        self.coverage.add("admin", "place");
        Ok(())
    }

    /// An agent gets a limit of their own, of at least what they hold (`ROUTE-6`).
    fn change_limit(&mut self) -> Result<(), Violation> {
        let number = self.chance.below(self.agents.len());
        let Some(id) = self.agents.get(number).map(|agent| agent.id) else { return Ok(()) };
        let held = i64::try_from(self.load(id)).unwrap_or(i64::MAX).max(1);
        let limit = u32::try_from(self.chance.between(held, held + 3)).ok();
        self.write(|tx| agents::set_limit(tx, None, id, limit))?.map_err(refused)?;
        if let Some(agent) = self.agents.get_mut(number) {
            agent.limit = limit;
        }
        self.coverage.add("admin", "limit");
        Ok(())
    }

    /// A rule is switched on or off (`ROUTE-4`). Those who wait do so by the rules of the moment in which they came, or
    /// fall back at once where nobody can be waited for any more: that is for worlds with a queue alone, and left out.
    fn switch_rule(&mut self) -> Result<(), Violation> {
        let count = self.routing.rules.len();
        if count == 0 || self.queue_minutes.is_some() {
            return Ok(());
        }
        let number = self.chance.below(count);
        let Some(rule) = self.routing.rules.get(number) else { return Ok(()) };
        let (id, mut wanted) = (rule.id, rule.wanted.clone());
        wanted.enabled = !wanted.enabled;
        self.write(|tx| custom_rules::update(tx, None, id, &wanted))?.map_err(refused)?;
        if let Some(rule) = self.routing.rules.get_mut(number) {
            rule.wanted = wanted;
        }
        self.coverage.add("admin", "rule");
        Ok(())
    }

    /// The company gets another owner (`ROUTE-1`).
    fn change_owner(&mut self) -> Result<(), Violation> {
        let all: Vec<UserId> = self.agents.iter().map(|agent| agent.id).collect();
        let (Some((id, mut wanted)), Some(owner)) =
            (self.routing.account.clone(), self.chance.one_of(&all).copied())
        else {
            return Ok(());
        };
        if self.queue_minutes.is_some() {
            return Ok(());
        }
        wanted.owner = owner;
        self.write(|tx| accounts::update(tx, None, id, &wanted))?.map_err(refused)?;
        self.routing.account = Some((id, wanted));
        self.coverage.add("admin", "owner");
        Ok(())
    }
}

//! The oracle of the queue: who waits, since when, and for how long (`ROUTE-10`, I7).

use frontdesk_domain::conversation::fact::Fact;
use jiff::{SignedDuration, Timestamp};

use super::{Breach, Place, hold_to, later};

/// The longest wait that can be set.
const LONGEST: SignedDuration = SignedDuration::from_mins(120);

pub(super) fn waited(place: Place, seq: u64, at: Timestamp, fact: &Fact) -> Result<Option<Place>, Breach> {
    Ok(match (place, fact) {
        (Place::Routing(mut search), Fact::Waiting { until, .. }) => {
            hold_to("ROUTE-10", !search.wait_over, || format!("entry {seq}: waits after the wait is over"))?;
            let since = *search.waiting_since.get_or_insert(at);
            let fits = *until > at && *until <= later(since, LONGEST);
            hold_to("ROUTE-10", fits, || format!("entry {seq}: waits since {since} until {until}"))?;
            Some(Place::Waiting(search, *until))
        }
        (Place::Waiting(mut search, until), Fact::WaitOver) => {
            hold_to("ROUTE-10", at >= until, || format!("entry {seq}: the wait ends before {until}"))?;
            search.wait_over = true;
            Some(Place::Routing(search))
        }
        _ => None,
    })
}

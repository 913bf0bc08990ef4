//! Who would see a dialogue: for how many of those who are known, and of those who came lately, its criteria hold
//! (`TARGET-2`). Of each only so many are looked at, the newest first.

use frontdesk_domain::attribute::{Scope, Values};
use frontdesk_domain::targeting::Criteria;
use frontdesk_store::Tx;
use frontdesk_store::repo::{attribute, visitor};
use jiff::SignedDuration;

use crate::rules::before;
use crate::{AppError, desk, lists};

/// How many people, and how many visitors, are looked at.
pub const LOOKED_AT: u32 = 5_000;
/// How many people are named.
pub const NAMED: usize = 20;
/// How long ago visitors may have come for the first time.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 30);

/// For whom criteria hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Known people.
    pub people: Count,
    /// Visitors who came for the first time in the last 30 days, known or not.
    pub visitors: Count,
    /// Some of the people, the newest first.
    pub named: Vec<Named>,
}

/// For how many they hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// For whom they hold.
    pub hold: u32,
    /// Who was looked at.
    pub looked_at: u32,
    /// Whether there are others, who were not.
    pub more: bool,
}

/// Somebody for whom they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// First and last name, as far as they are known.
    pub name: String,
    /// E-mail.
    pub email: String,
}

/// Looks for whom criteria hold; without criteria, for everybody. Refuses criteria that can't be used.
pub fn reached(tx: &mut Tx<'_>, criteria: Option<&Criteria>) -> Result<Reached, AppError> {
    if let Some(criteria) = criteria {
        criteria.check(&attribute::catalogue(tx)?).map_err(|bad| AppError::Invalid(bad.to_string()))?;
    }
    // Who is on a list is asked only where that counts.
    let listed = criteria.is_some_and(|criteria| {
        criteria.attributes().iter().any(|attribute| attribute.scope() == Scope::List)
    });
    let holds = |values: &Values| criteria.is_none_or(|criteria| criteria.hold(values));
    let mut reached = Reached::default();

    let people = visitor::newest_people(tx, LOOKED_AT + 1)?;
    for person in reached.people.look_at(people) {
        let mut values = person.attributes;
        if listed {
            lists::know(tx, &person.email, &mut values)?;
        }
        if holds(&values) {
            reached.people.hold += 1;
            if reached.named.len() < NAMED {
                reached
                    .named
                    .push(Named { name: desk::name(&values).unwrap_or_default(), email: person.email });
            }
        }
    }

    let since = before(tx.now(), LATELY);
    let visitors = visitor::newest(tx, since, LOOKED_AT + 1)?;
    for (told, person) in reached.visitors.look_at(visitors) {
        let mut values = Values::default();
        if let Some(person) = person {
            values = person.attributes;
            if listed {
                lists::know(tx, &person.email, &mut values)?;
            }
        }
        reached.visitors.hold += u32::from(holds(&desk::completed(values, &told)));
    }
    Ok(reached)
}

impl Count {
    /// Those who are looked at, of one more.
    fn look_at<T>(&mut self, mut found: Vec<T>) -> Vec<T> {
        let most = usize::try_from(LOOKED_AT).unwrap_or(usize::MAX);
        self.more = found.len() > most;
        found.truncate(most);
        self.looked_at = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found
    }
}

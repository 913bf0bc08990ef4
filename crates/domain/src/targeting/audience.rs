//! For whom a dialogue is, and what it waits for before it comes (`TARGET-2`, `TARGET-3`).

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::Criteria;
use super::criteria::BadCriteria;
use crate::attribute::{Catalogue, Values};

/// For how long a dialogue can wait: up to a day.
pub const SECONDS: RangeInclusive<u32> = 1..=86_400;
/// How far down a page a dialogue can wait for.
pub const PERCENT: RangeInclusive<u8> = 1..=100;

/// For whom a dialogue is, and what it waits for. By default it is for everybody, at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Who; everybody, where there are none.
    pub criteria: Option<Criteria>,
    /// What is waited for.
    pub events: Events,
}

/// What a dialogue waits for: all that is set must have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// So many seconds on the page, over all visits to it.
    pub seconds_on_page: Option<u32>,
    /// So many seconds on the site.
    pub seconds_on_site: Option<u32>,
    /// So much of the page scrolled by.
    pub percent_scrolled: Option<u8>,
}

/// What a visitor has done on a page, as their browser tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Seconds on the page, over all visits to it.
    pub page: u32,
    /// Seconds on the site.
    pub site: u32,
    /// How far they scrolled, in percent.
    pub scrolled: u8,
}

/// Why an audience can't be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAudience {
    /// Criteria that can't be used.
    #[error("audience: {0}")]
    Criteria(#[from] BadCriteria),
    /// No time, or more than a day.
    #[error("a dialogue waits for {} to {} seconds", SECONDS.start(), SECONDS.end())]
    Seconds,
    /// No part of a page.
    #[error("a dialogue waits for {} to {} percent", PERCENT.start(), PERCENT.end())]
    Percent,
}

impl Audience {
    /// Whether it is for everybody, at once.
    pub fn is_everybody_at_once(&self) -> bool {
        self.criteria.is_none() && self.events.is_empty()
    }

    /// Whether it is for a visitor of whom this is known (`TARGET-2`).
    pub fn includes(&self, values: &Values) -> bool {
        self.criteria.as_ref().is_none_or(|criteria| criteria.hold(values))
    }

    /// All that is wrong with it.
    pub fn faults(&self, catalogue: &Catalogue) -> Vec<BadAudience> {
        let criteria = self.criteria.as_ref().and_then(|criteria| criteria.check(catalogue).err());
        let mut faults: Vec<_> = criteria.map(BadAudience::from).into_iter().collect();
        let Events { seconds_on_page, seconds_on_site, percent_scrolled } = self.events;
        let seconds = [seconds_on_page, seconds_on_site];
        if seconds.into_iter().flatten().any(|seconds| !SECONDS.contains(&seconds)) {
            faults.push(BadAudience::Seconds);
        }
        if percent_scrolled.is_some_and(|percent| !PERCENT.contains(&percent)) {
            faults.push(BadAudience::Percent);
        }
        faults
    }
}

impl Events {
    /// Whether nothing is waited for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it depends on how long a visitor is there.
    pub fn are_timed(&self) -> bool {
        self.seconds_on_page.is_some() || self.seconds_on_site.is_some()
    }

    /// What has not come yet; empty when the dialogue is to be shown (`TARGET-3`).
    pub fn missing(&self, spent: Spent) -> Self {
        Self {
            seconds_on_page: self.seconds_on_page.filter(|wanted| spent.page < *wanted),
            seconds_on_site: self.seconds_on_site.filter(|wanted| spent.site < *wanted),
            percent_scrolled: self.percent_scrolled.filter(|wanted| spent.scrolled < *wanted),
        }
    }
}

impl fmt::Display for Events {
    /// For people: `60 s on the site and 50 % scrolled`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.seconds_on_page.map(|seconds| format!("{seconds} s on the page")),
            self.seconds_on_site.map(|seconds| format!("{seconds} s on the site")),
            self.percent_scrolled.map(|percent| format!("{percent} % scrolled")),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::Attribute;
    use crate::targeting::criteria::{Operator, Test};

    fn anonymous() -> Criteria {
        Criteria::Test(Test { attribute: Attribute::email(), operator: Operator::IsEmpty })
    }

    fn events(page: Option<u32>, site: Option<u32>, scrolled: Option<u8>) -> Events {
        Events { seconds_on_page: page, seconds_on_site: site, percent_scrolled: scrolled }
    }

    #[test]
    fn target_2_an_audience_is_everybody_or_those_for_whom_its_criteria_hold() {
        let known: Values = [(Attribute::email(), "pia@x.example".to_owned())].into_iter().collect();
        let everybody = Audience::default();
        let strangers = Audience { criteria: Some(anonymous()), ..Audience::default() };
        for (audience, values, expected) in [
            (&everybody, Values::default(), true),
            (&everybody, known.clone(), true),
            (&strangers, Values::default(), true),
            (&strangers, known, false),
        ] {
            assert_eq!(audience.includes(&values), expected, "{audience:?} {values:?}");
        }
        assert!(everybody.is_everybody_at_once());
        assert!(!strangers.is_everybody_at_once());
    }

    #[test]
    fn target_3_all_events_must_have_come() {
        let spent = |page, site, scrolled| Spent { page, site, scrolled };
        let all = events(Some(30), Some(60), Some(50));
        for (wanted, spent, missing) in [
            (events(None, None, None), spent(0, 0, 0), events(None, None, None)),
            (events(Some(30), None, None), spent(29, 99, 99), events(Some(30), None, None)),
            (events(Some(30), None, None), spent(30, 0, 0), events(None, None, None)),
            (events(None, Some(60), None), spent(0, 59, 0), events(None, Some(60), None)),
            (events(None, Some(60), None), spent(0, 60, 0), events(None, None, None)),
            (events(None, None, Some(50)), spent(9, 9, 49), events(None, None, Some(50))),
            (events(None, None, Some(50)), spent(0, 0, 51), events(None, None, None)),
            (all, spent(0, 0, 0), all),
            (all, spent(30, 0, 50), events(None, Some(60), None)),
            (all, spent(30, 60, 50), events(None, None, None)),
        ] {
            assert_eq!(wanted.missing(spent), missing, "{wanted} after {spent:?}");
        }
    }

    #[test]
    fn target_3_only_what_depends_on_time_is_timed() {
        assert!(events(Some(1), None, None).are_timed());
        assert!(events(None, Some(1), Some(1)).are_timed());
        assert!(!events(None, None, Some(1)).are_timed());
        assert!(!Events::default().are_timed());
    }

    #[test]
    fn target_3_waits_that_can_t_be_are_refused() {
        let faults = |criteria, events| Audience { criteria, events }.faults(&Catalogue::default());
        for (wanted, expected) in [
            (events(Some(1), Some(86_400), Some(100)), vec![]),
            (events(None, None, Some(1)), vec![]),
            (events(Some(0), None, None), vec![BadAudience::Seconds]),
            (events(None, Some(86_401), None), vec![BadAudience::Seconds]),
            (events(None, None, Some(0)), vec![BadAudience::Percent]),
            (events(Some(0), None, Some(101)), vec![BadAudience::Seconds, BadAudience::Percent]),
        ] {
            assert_eq!(faults(None, wanted), expected, "{wanted}");
        }
        let bad = faults(Some(Criteria::All(Vec::new())), Events::default());
        assert_eq!(bad, [BadAudience::Criteria(BadCriteria::EmptyGroup)]);
        assert_eq!(faults(Some(anonymous()), Events::default()), []);
    }

    #[test]
    fn events_are_told_to_people() {
        assert_eq!(events(Some(30), None, Some(50)).to_string(), "30 s on the page and 50 % scrolled");
        assert_eq!(events(None, Some(60), None).to_string(), "60 s on the site");
    }
}

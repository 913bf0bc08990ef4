//! Custom rules: which of them a visitor qualifies for (`ROUTE-4`).

use serde::{Deserialize, Serialize};

use crate::attribute::{Catalogue, Values};
use crate::ids::RuleId;
use crate::targeting::Criteria;
use crate::targeting::criteria::{BadCriteria, Test};

/// The longest name of a rule or a team, in characters.
pub const NAME_CHARS: usize = 100;
/// The longest description of a rule, in characters.
pub const DESCRIPTION_CHARS: usize = 1_000;
/// How many of the tests that don't hold are named.
const NAMED_TESTS: usize = 5;
/// How many of the rules that a visitor does not qualify for are named.
const NAMED: usize = 50;

/// A custom rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutingRule {
    /// Its id, and its ring's.
    pub id: RuleId,
    /// Its name, unique without regard to case.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Of two, the smaller number goes first.
    pub priority: u32,
    /// Whether routing goes by it.
    pub enabled: bool,
    /// Who qualifies; without criteria, everybody does.
    pub criteria: Option<Criteria>,
}

/// Why a rule can't be stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    /// No name, or one that is too long.
    #[error("it needs a name of at most {NAME_CHARS} characters")]
    Name,
    /// A description that is too long.
    #[error("its description has more than {DESCRIPTION_CHARS} characters")]
    Description,
    /// Criteria that can't be used.
    #[error(transparent)]
    Criteria(#[from] BadCriteria),
}

impl RoutingRule {
    /// Why it can't be stored.
    pub fn check(&self, catalogue: &Catalogue) -> Result<(), BadRule> {
        if self.name.trim().is_empty() || self.name.chars().count() > NAME_CHARS {
            return Err(BadRule::Name);
        }
        if self.description.chars().count() > DESCRIPTION_CHARS {
            return Err(BadRule::Description);
        }
        Ok(self.criteria.as_ref().map_or(Ok(()), |criteria| criteria.check(catalogue))?)
    }
}

/// A rule that a visitor was held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The rule.
    pub rule: RuleId,
    /// Its name at that time.
    pub name: String,
    /// Tests that don't hold, the first few; none when the visitor qualifies.
    pub because: Vec<Test>,
}

impl Weighed {
    /// Whether the visitor qualifies for it.
    pub fn qualifies(&self) -> bool {
        self.because.is_empty()
    }
}

/// What became of all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighing {
    /// All that the visitor qualifies for, and the first 50 of the others, in order.
    pub named: Vec<Weighed>,
    /// How many others there are.
    pub others: u32,
}

/// Holds a visitor against all enabled rules, which stand in the order of their priority (`ROUTE-4`).
pub fn weigh<'a>(rules: impl IntoIterator<Item = &'a RoutingRule>, values: &Values) -> Weighing {
    let mut weighing = Weighing::default();
    let mut failed = 0;
    for rule in rules.into_iter().filter(|rule| rule.enabled) {
        let criteria = rule.criteria.as_ref();
        let because = if criteria.is_none_or(|criteria| criteria.hold(values)) {
            Vec::new()
        } else if failed < NAMED {
            failed += 1;
            let failing = criteria.into_iter().flat_map(|criteria| criteria.failing(values));
            failing.take(NAMED_TESTS).cloned().collect()
        } else {
            weighing.others += 1;
            continue;
        };
        weighing.named.push(Weighed { rule: rule.id, name: rule.name.clone(), because });
    }
    weighing
}

#[cfg(test)]
pub(super) fn failing_test(name: &str) -> Test {
    use crate::attribute::Attribute;
    use crate::targeting::criteria::Operator;
    Test { attribute: Attribute::parse(name).expect(name), operator: Operator::IsNotEmpty }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::Attribute;
    use uuid::Uuid;

    fn rule(number: u128, enabled: bool, criteria: Option<Criteria>) -> RoutingRule {
        let id = RuleId(Uuid::from_u128(number));
        let (name, description) = (format!("Rule {number}"), String::new());
        RoutingRule { id, name, description, priority: 1, enabled, criteria }
    }

    #[test]
    fn route_4_all_enabled_rules_are_gone_through_in_order() {
        let interested = Criteria::Test(failing_test("person.interest"));
        let named = Criteria::Test(failing_test("company.name"));
        let rules = [
            rule(1, true, Some(Criteria::All(vec![interested.clone(), named.clone()]))),
            rule(2, false, None),
            rule(3, true, Some(Criteria::Any(vec![interested, named]))),
            rule(4, true, None),
        ];
        let values: Values =
            [(Attribute::parse("company.name").expect("a name"), "Acme".to_owned())].into_iter().collect();
        let weighing = weigh(&rules, &values);
        assert_eq!(weighing.others, 0);
        let told: Vec<(u128, Vec<&str>)> = weighing
            .named
            .iter()
            .map(|one| (one.rule.0.as_u128(), one.because.iter().map(|test| test.attribute.name()).collect()))
            .collect();
        assert_eq!(told, [(1, vec!["person.interest"]), (3, vec![]), (4, vec![])]);
    }

    #[test]
    fn route_11_every_rule_that_qualifies_is_named_and_of_the_others_the_first_50() {
        let fails = || Some(Criteria::Test(failing_test("person.interest")));
        let rules: Vec<RoutingRule> =
            (0..1_000).map(|number| rule(number, true, if number == 999 { None } else { fails() })).collect();
        let Weighing { named, others } = weigh(&rules, &Values::default());
        assert_eq!((named.len(), others), (51, 949));
        assert!(named.iter().take(50).all(|one| !one.qualifies()));
        assert!(named.last().is_some_and(|last| last.name == "Rule 999" && last.qualifies()));
    }

    #[test]
    fn a_rule_without_name_or_with_criteria_that_can_never_hold_is_refused() {
        let catalogue = Catalogue::default();
        assert_eq!(rule(1, true, None).check(&catalogue), Ok(()));
        let nameless = RoutingRule { name: "  ".into(), ..rule(1, true, None) };
        assert_eq!(nameless.check(&catalogue), Err(BadRule::Name));
        let long = RoutingRule { description: "x".repeat(DESCRIPTION_CHARS + 1), ..rule(1, true, None) };
        assert_eq!(long.check(&catalogue), Err(BadRule::Description));
        let empty = rule(1, true, Some(Criteria::All(Vec::new())));
        assert_eq!(empty.check(&catalogue), Err(BadRule::Criteria(BadCriteria::EmptyGroup)));
    }
}

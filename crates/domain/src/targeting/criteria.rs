//! Audience criteria: a tree of groups over attributes (`TARGET-2`). Reading a value costs no more than its length.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::attribute::{Attribute, Catalogue, Kind, Scope, Values};
use crate::number::Number;
use crate::text::ANSWER_CHARS;

/// The most tests and groups of one tree.
pub const MAX_NODES: usize = 500;
/// How deep groups may lie in groups.
pub const MAX_DEPTH: usize = 8;
/// The most values of one `in`.
const MAX_IN: usize = 500;

/// A tree of groups and tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criteria {
    /// Each of them holds.
    All(Vec<Criteria>),
    /// At least one of them holds.
    Any(Vec<Criteria>),
    /// One attribute is as wanted.
    Test(Test),
}

/// One attribute is as wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// The attribute.
    pub attribute: Attribute,
    /// How it is wanted.
    pub operator: Operator,
}

/// How an attribute is wanted. Texts compare without case, numbers and dates by their value. Of an attribute without
/// value only `IsEmpty` and `IsNot` hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// The same value.
    Is(String),
    /// Another value, or none.
    IsNot(String),
    /// This is somewhere in it.
    Contains(String),
    /// It begins with this.
    StartsWith(String),
    /// There is no value.
    IsEmpty,
    /// There is a value.
    IsNotEmpty,
    /// A greater number or a later date.
    Greater(String),
    /// A smaller number or an earlier date.
    Less(String),
    /// A number or date from the first to the second, both included.
    Between(String, String),
    /// One of these.
    In(Vec<String>),
}

/// Why criteria can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCriteria {
    /// Larger than a tree may be.
    #[error("criteria have at most {MAX_NODES} tests, {MAX_DEPTH} groups deep")]
    TooLarge,
    /// A group without anything in it.
    #[error("a group of criteria is empty")]
    EmptyGroup,
    /// There is no such attribute.
    #[error("there is no attribute “{0}”")]
    Unknown(Attribute),
    /// A text to compare with that is blank or too long, or an `in` with nothing or too much in it.
    #[error("“{0}” is compared with nothing, or with too much")]
    Operand(Attribute),
    /// Greater, less or between of what has no order.
    #[error("“{0}” is compared with “{1}”, which is no number and no date")]
    NoOrder(Attribute, String),
    /// A value that the attribute can never have.
    #[error("“{0}” can never be “{1}”")]
    Never(Attribute, String),
}

impl Criteria {
    /// Whether they hold for these values.
    pub fn hold(&self, values: &Values) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.hold(values)),
            Self::Any(parts) => parts.iter().any(|part| part.hold(values)),
            Self::Test(test) => test.holds(values),
        }
    }

    /// The tests for which they don't hold; none when they do (`ROUTE-11`). Of "all" the first part that does not hold
    /// is to blame, of "any" every one.
    pub fn failing(&self, values: &Values) -> Vec<&Test> {
        match self {
            Self::All(parts) => parts
                .iter()
                .map(|part| part.failing(values))
                .find(|tests| !tests.is_empty())
                .unwrap_or_default(),
            Self::Any(parts) => {
                let failing: Vec<Vec<&Test>> = parts.iter().map(|part| part.failing(values)).collect();
                if failing.iter().any(Vec::is_empty) { Vec::new() } else { failing.concat() }
            }
            Self::Test(test) => {
                if test.holds(values) {
                    Vec::new()
                } else {
                    vec![test]
                }
            }
        }
    }

    /// What is wrong with them (`STREAM-3`).
    pub fn check(&self, catalogue: &Catalogue) -> Result<(), BadCriteria> {
        let mut nodes = 0;
        self.check_below(catalogue, 1, &mut nodes)
    }

    fn check_below(&self, catalogue: &Catalogue, depth: usize, nodes: &mut usize) -> Result<(), BadCriteria> {
        *nodes += 1;
        if *nodes > MAX_NODES || depth > MAX_DEPTH {
            return Err(BadCriteria::TooLarge);
        }
        match self {
            Self::All(parts) | Self::Any(parts) if parts.is_empty() => Err(BadCriteria::EmptyGroup),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().try_for_each(|part| part.check_below(catalogue, depth + 1, nodes))
            }
            Self::Test(test) => {
                let definition = catalogue
                    .get(&test.attribute)
                    .ok_or_else(|| BadCriteria::Unknown(test.attribute.clone()))?;
                test.check(&definition.kind)
            }
        }
    }

    /// Every attribute they look at.
    pub fn attributes(&self) -> Vec<&Attribute> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::attributes).collect(),
            Self::Test(test) => vec![&test.attribute],
        }
    }
}

impl fmt::Display for Criteria {
    /// For people: `(a is “x” or b is empty) and c is not “y”`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, word) = match self {
            Self::All(parts) => (parts, " and "),
            Self::Any(parts) => (parts, " or "),
            Self::Test(test) => return test.fmt(f),
        };
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                f.write_str(word)?;
            }
            match part {
                Self::Test(test) => test.fmt(f)?,
                group => write!(f, "({group})")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, operands) = (self.operator.words(), self.operator.operands());
        write!(f, "{} {words}", self.attribute)?;
        let between = matches!(self.operator, Operator::Between(..));
        for (place, operand) in operands.into_iter().enumerate() {
            let before = match (place, between) {
                (0, _) => " ",
                (_, true) => " and ",
                (_, false) => ", ",
            };
            write!(f, "{before}“{operand}”")?;
        }
        Ok(())
    }
}

impl Test {
    fn holds(&self, values: &Values) -> bool {
        // Nobody is on a list unless they are known to be.
        let not_listed = (self.attribute.scope() == Scope::List).then_some("false");
        self.operator.holds(values.get(&self.attribute).or(not_listed))
    }

    fn check(&self, kind: &Kind) -> Result<(), BadCriteria> {
        let operands = self.operator.operands();
        let usable = |text: &&String| !text.trim().is_empty() && text.chars().count() <= ANSWER_CHARS;
        let needs_none = matches!(self.operator, Operator::IsEmpty | Operator::IsNotEmpty);
        if needs_none != operands.is_empty() || operands.len() > MAX_IN || !operands.iter().all(usable) {
            return Err(BadCriteria::Operand(self.attribute.clone()));
        }
        match self.operator {
            Operator::Greater(_) | Operator::Less(_) | Operator::Between(..) => {
                let ordered = |text: &&&String| match kind {
                    Kind::Number => text.parse::<Number>().is_ok(),
                    Kind::Date => text.parse::<Date>().is_ok(),
                    _ => Order::read(text).is_some(),
                };
                match operands.iter().find(|text| !ordered(text)) {
                    Some(text) => Err(BadCriteria::NoOrder(self.attribute.clone(), (*text).clone())),
                    None => Ok(()),
                }
            }
            Operator::Is(_) | Operator::IsNot(_) | Operator::In(_) => {
                // Texts compare without case; so do the values of a pick-list.
                let possible = |text: &&&String| match kind {
                    Kind::PickList(values) => values.iter().any(|value| same(value, text)),
                    Kind::Email | Kind::Phone | Kind::Text => true,
                    kind => kind.read(text).is_some(),
                };
                match operands.iter().find(|text| !possible(text)) {
                    Some(text) => Err(BadCriteria::Never(self.attribute.clone(), (*text).clone())),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

impl Operator {
    /// What it is called.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Is(_) => "is",
            Self::IsNot(_) => "is not",
            Self::Contains(_) => "contains",
            Self::StartsWith(_) => "starts with",
            Self::IsEmpty => "is empty",
            Self::IsNotEmpty => "is not empty",
            Self::Greater(_) => "is greater than",
            Self::Less(_) => "is less than",
            Self::Between(..) => "is between",
            Self::In(_) => "is in",
        }
    }

    fn operands(&self) -> Vec<&String> {
        match self {
            Self::IsEmpty | Self::IsNotEmpty => Vec::new(),
            Self::Is(text)
            | Self::IsNot(text)
            | Self::Contains(text)
            | Self::StartsWith(text)
            | Self::Greater(text)
            | Self::Less(text) => vec![text],
            Self::Between(from, to) => vec![from, to],
            Self::In(texts) => texts.iter().collect(),
        }
    }

    /// Whether a value is as wanted.
    pub fn holds(&self, value: Option<&str>) -> bool {
        let Some(value) = value else { return matches!(self, Self::IsEmpty | Self::IsNot(_)) };
        match self {
            Self::IsEmpty => false,
            Self::IsNotEmpty => true,
            Self::Is(text) => same(value, text),
            Self::IsNot(text) => !same(value, text),
            Self::Contains(text) => folded(value).contains(&folded(text)),
            Self::StartsWith(text) => folded(value).starts_with(&folded(text)),
            Self::Greater(text) => order(value, text) == Some(Ordering::Greater),
            Self::Less(text) => order(value, text) == Some(Ordering::Less),
            Self::Between(from, to) => {
                order(value, from).is_some_and(Ordering::is_ge)
                    && order(value, to).is_some_and(Ordering::is_le)
            }
            Self::In(texts) => texts.iter().any(|text| same(value, text)),
        }
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Whether a value and what it is compared with are the same. A value such as `007` is text, not the number 7.
fn same(value: &str, text: &str) -> bool {
    let canonical = || value.parse::<Number>().is_ok_and(|number| number.to_string() == value);
    let (left, right) = (value.trim(), text.trim());
    // Most are ASCII, and a thousand rules are held against a visitor: nothing is copied for that.
    let equal = if left.is_ascii() && right.is_ascii() {
        left.eq_ignore_ascii_case(right)
    } else {
        folded(left) == folded(right)
    };
    equal || (canonical() && order(value, text) == Some(Ordering::Equal))
}

/// What has an order.
#[derive(PartialEq, Eq)]
enum Order {
    Number(Number),
    Date(Date),
}

impl Order {
    fn read(text: &str) -> Option<Self> {
        // The date's parser takes times too; an attribute's date is exactly its ten characters.
        let text = text.trim();
        match text.parse().ok() {
            Some(number) => Some(Self::Number(number)),
            None if text.len() == 10 => text.parse().ok().map(Self::Date),
            None => None,
        }
    }
}

/// How two numbers or two dates stand to each other.
fn order(a: &str, b: &str) -> Option<Ordering> {
    match (Order::read(a)?, Order::read(b)?) {
        (Order::Number(a), Order::Number(b)) => Some(a.cmp(&b)),
        (Order::Date(a), Order::Date(b)) => Some(a.cmp(&b)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(name: &str) -> Attribute {
        Attribute::parse(name).expect(name)
    }

    fn test(name: &str, operator: Operator) -> Criteria {
        Criteria::Test(Test { attribute: named(name), operator })
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn target_2_each_operator_on_each_kind_of_value() {
        use Operator::{Between, Contains, Greater, In, Is, IsEmpty, IsNot, IsNotEmpty, Less, StartsWith};
        let t = text;
        for (operator, value, expected) in [
            (Is(t("Sales")), Some("sales"), true),
            (Is(t("2.50")), Some("2.5"), true),
            (Is(t("7")), Some("007"), false),
            (Is(t("Sales")), Some("Sale"), false),
            (Is(t("Sales")), None, false),
            (IsNot(t("Sales")), Some("Support"), true),
            (IsNot(t("Sales")), Some("SALES"), false),
            (IsNot(t("Sales")), None, true),
            (Contains(t("ORG")), Some("acme.org"), true),
            (Contains(t("org")), Some("acme.com"), false),
            (Contains(t("org")), None, false),
            (StartsWith(t("acm")), Some("Acme"), true),
            (StartsWith(t("cme")), Some("Acme"), false),
            (IsEmpty, None, true),
            (IsEmpty, Some("x"), false),
            (IsNotEmpty, Some("x"), true),
            (IsNotEmpty, None, false),
            (Greater(t("9")), Some("10"), true),
            (Greater(t("10")), Some("10"), false),
            (Greater(t("9")), Some("ten"), false),
            (Greater(t("2026-01-31")), Some("2026-02-01"), true),
            (Greater(t("9")), Some("2026-02-01"), false),
            (Greater(t("9")), None, false),
            (Less(t("-1")), Some("-1.5"), true),
            (Less(t("2")), Some("10"), false),
            (Between(t("1"), t("5")), Some("1"), true),
            (Between(t("1"), t("5")), Some("5"), true),
            (Between(t("1"), t("5")), Some("5.000001"), false),
            (Between(t("5"), t("1")), Some("3"), false),
            (Between(t("2026-01-01"), t("2026-12-31")), Some("2026-06-15"), true),
            (In(vec![t("DE"), t("AT")]), Some("at"), true),
            (In(vec![t("DE"), t("AT")]), Some("CH"), false),
            (In(vec![t("DE")]), None, false),
        ] {
            assert_eq!(operator.holds(value), expected, "{operator:?} of {value:?}");
        }
    }

    #[test]
    fn target_2_groups_hold_for_all_or_any() {
        let values: Values = [(named("person.interest"), text("bikes")), (named("company.size"), text("20"))]
            .into_iter()
            .collect();
        let yes = || test("person.interest", Operator::Is(text("bikes")));
        let no = || test("company.size", Operator::Greater(text("100")));
        assert!(Criteria::All(vec![yes(), yes()]).hold(&values));
        assert!(!Criteria::All(vec![yes(), no()]).hold(&values));
        assert!(Criteria::Any(vec![no(), yes()]).hold(&values));
        assert!(!Criteria::Any(vec![no(), no()]).hold(&values));
        assert!(Criteria::All(vec![Criteria::Any(vec![no(), yes()]), yes()]).hold(&values));
        assert!(test("person.email", Operator::IsEmpty).hold(&values), "anonymous visitors");
    }

    #[test]
    fn route_11_the_tests_to_blame_are_named() {
        let is = |name, value: &str| test(name, Operator::Is(value.into()));
        let values: Values = [(named("person.interest"), "Sales".to_owned())].into_iter().collect();
        let (holds, fails, other) =
            (is("person.interest", "sales"), is("company.name", "Acme"), is("company.size", "9"));
        let blamed = |criteria: Criteria| {
            criteria.failing(&values).iter().map(|test| test.attribute.name().to_owned()).collect::<Vec<_>>()
        };
        let (all, any) = (Criteria::All, Criteria::Any);
        assert_eq!(blamed(all(vec![holds.clone(), fails.clone(), other.clone()])), ["company.name"]);
        assert_eq!(blamed(any(vec![fails.clone(), other.clone()])), ["company.name", "company.size"]);
        assert!(blamed(any(vec![fails, holds.clone()])).is_empty());
        assert!(blamed(all(vec![holds])).is_empty());
    }

    #[test]
    fn criteria_are_told_to_people() {
        let either = Criteria::Any(vec![
            test("person.interest", Operator::In(vec!["Sales".into(), "Support".into()])),
            test("company.size", Operator::Between("1".into(), "9".into())),
        ]);
        let all = Criteria::All(vec![either, test("person.email", Operator::IsEmpty)]);
        assert_eq!(
            all.to_string(),
            "(person.interest is in “Sales”, “Support” or company.size is between “1” and “9”) \
             and person.email is empty"
        );
    }

    #[test]
    fn target_2_unusable_criteria_are_refused() {
        let catalogue = Catalogue::default();
        let check = |criteria: Criteria| criteria.check(&catalogue);
        let interest = || named("person.interest");
        assert_eq!(check(test("person.interest", Operator::Is(text("x")))), Ok(()));
        assert_eq!(
            check(test("person.shoe", Operator::IsEmpty)),
            Err(BadCriteria::Unknown(named("person.shoe")))
        );
        assert_eq!(check(Criteria::All(vec![])), Err(BadCriteria::EmptyGroup));
        for blank in [Operator::Is(text(" ")), Operator::In(vec![]), Operator::Contains("x".repeat(501))] {
            assert_eq!(check(test("person.interest", blank)), Err(BadCriteria::Operand(interest())));
        }
        assert_eq!(
            check(test("person.interest", Operator::Less(text("ten")))),
            Err(BadCriteria::NoOrder(interest(), text("ten")))
        );
        let sizes = Kind::PickList(vec![text("Small"), text("Large")]);
        let size = |operator| Test { attribute: interest(), operator }.check(&sizes);
        assert_eq!(size(Operator::In(vec![text("small")])), Ok(()));
        assert_eq!(size(Operator::Is(text("Huge"))), Err(BadCriteria::Never(interest(), text("Huge"))));
        let deep =
            (0..9).fold(test("person.email", Operator::IsEmpty), |inner, _| Criteria::Any(vec![inner]));
        assert_eq!(check(deep), Err(BadCriteria::TooLarge));
        let wide = vec![test("person.email", Operator::IsEmpty); 500];
        assert_eq!(check(Criteria::All(wide)), Err(BadCriteria::TooLarge));
    }

    fn any_operator() -> impl Strategy<Value = Operator> {
        let operand = || prop_oneof!["[0-9.-]{0,12}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", ".{0,20}"];
        prop_oneof![
            operand().prop_map(Operator::Is),
            operand().prop_map(Operator::IsNot),
            operand().prop_map(Operator::Contains),
            operand().prop_map(Operator::StartsWith),
            operand().prop_map(Operator::Greater),
            operand().prop_map(Operator::Less),
            (operand(), operand()).prop_map(|(from, to)| Operator::Between(from, to)),
            prop::collection::vec(operand(), 0..4).prop_map(Operator::In),
            Just(Operator::IsEmpty),
            Just(Operator::IsNotEmpty),
        ]
    }

    proptest! {
        #[test]
        fn target_2_no_criteria_panic_and_is_not_is_the_opposite(
            operator in any_operator(), value in prop::option::of(".{0,20}"), wanted in ".{0,20}",
        ) {
            let value = value.as_deref();
            operator.holds(value);
            prop_assert_ne!(Operator::Is(wanted.clone()).holds(value), Operator::IsNot(wanted).holds(value));
        }

        #[test]
        fn target_2_less_equal_and_greater_exclude_each_other(a: i32, b: i32) {
            let (a, b) = (a.to_string(), b.to_string());
            let held = [Operator::Less(b.clone()), Operator::Is(b.clone()), Operator::Greater(b)];
            prop_assert_eq!(held.iter().filter(|operator| operator.holds(Some(&a))).count(), 1);
        }

        #[test]
        fn route_11_nothing_is_to_blame_exactly_where_criteria_hold(
            operators in prop::collection::vec(any_operator(), 1..4), value in any::<Option<String>>(), all: bool,
        ) {
            let tests = operators.into_iter().map(|operator| test("person.interest", operator)).collect();
            let criteria = if all { Criteria::All(tests) } else { Criteria::Any(tests) };
            let values: Values = value.map(|value| (named("person.interest"), value)).into_iter().collect();
            prop_assert_eq!(criteria.failing(&values).is_empty(), criteria.hold(&values));
        }

        #[test]
        fn target_2_stored_criteria_read_the_same(operator in any_operator()) {
            let criteria = Criteria::Any(vec![test("person.interest", operator)]);
            let stored = serde_json::to_string(&criteria).expect("json");
            prop_assert_eq!(serde_json::from_str::<Criteria>(&stored).expect("criteria"), criteria);
        }
    }
}

//! Audience criteria in a stream file.

use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::targeting::Criteria;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A tree of groups and tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(no_recursion)]
pub enum CriteriaFile {
    /// Each of them holds.
    All(Vec<CriteriaFile>),
    /// At least one of them holds.
    Any(Vec<CriteriaFile>),
    /// One attribute is as wanted.
    Test(TestFile),
}

/// One attribute is as wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestFile {
    /// The attribute.
    pub attribute: String,
    /// How it is wanted.
    pub operator: OperatorFile,
}

/// How an attribute is wanted. Texts compare without case, numbers and dates by their value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OperatorFile {
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

impl CriteriaFile {
    /// Reads them; `attribute` reads a name.
    pub fn read(self, attribute: &mut dyn FnMut(&str) -> Attribute) -> Criteria {
        match self {
            Self::All(parts) => Criteria::All(parts.into_iter().map(|part| part.read(attribute)).collect()),
            Self::Any(parts) => Criteria::Any(parts.into_iter().map(|part| part.read(attribute)).collect()),
            Self::Test(test) => {
                Criteria::Test(Test { attribute: attribute(&test.attribute), operator: test.operator.into() })
            }
        }
    }
}

impl From<&Criteria> for CriteriaFile {
    fn from(criteria: &Criteria) -> Self {
        match criteria {
            Criteria::All(parts) => Self::All(parts.iter().map(Self::from).collect()),
            Criteria::Any(parts) => Self::Any(parts.iter().map(Self::from).collect()),
            Criteria::Test(Test { attribute, operator }) => {
                Self::Test(TestFile { attribute: attribute.to_string(), operator: operator.clone().into() })
            }
        }
    }
}

/// The two enums have the same variants.
macro_rules! convert {
    ($from:ident => $to:ident) => {
        impl From<$from> for $to {
            fn from(operator: $from) -> Self {
                match operator {
                    $from::Is(text) => Self::Is(text),
                    $from::IsNot(text) => Self::IsNot(text),
                    $from::Contains(text) => Self::Contains(text),
                    $from::StartsWith(text) => Self::StartsWith(text),
                    $from::IsEmpty => Self::IsEmpty,
                    $from::IsNotEmpty => Self::IsNotEmpty,
                    $from::Greater(text) => Self::Greater(text),
                    $from::Less(text) => Self::Less(text),
                    $from::Between(from, to) => Self::Between(from, to),
                    $from::In(texts) => Self::In(texts),
                }
            }
        }
    };
}

convert!(OperatorFile => Operator);
convert!(Operator => OperatorFile);

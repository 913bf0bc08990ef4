//! Attributes: named values on a person, a company, an agent or a conversation.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What an attribute belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// A record with an e-mail address, or the visitor who will become one.
    Person,
    /// The account a person belongs to.
    Company,
    /// The agent who holds the live chat.
    Agent,
    /// The conversation itself.
    Conversation,
}

struct Standard {
    name: &'static str,
    scope: Scope,
    capturable: bool,
    greetable: bool,
}

const fn standard(name: &'static str, scope: Scope, capturable: bool, greetable: bool) -> Standard {
    Standard { name, scope, capturable, greetable }
}

/// Every standard attribute, by its full name.
const STANDARD: &[Standard] = &[
    standard("person.email", Scope::Person, true, false),
    standard("person.first_name", Scope::Person, true, true),
    standard("person.last_name", Scope::Person, true, false),
    standard("person.phone", Scope::Person, true, false),
    standard("person.job_title", Scope::Person, true, false),
    standard("person.interest", Scope::Person, true, false),
    standard("company.name", Scope::Company, true, false),
    standard("company.size", Scope::Company, true, false),
    standard("agent.name", Scope::Agent, false, true),
    standard("conversation.page", Scope::Conversation, false, true),
    standard("conversation.dialogue", Scope::Conversation, false, true),
];

/// The name of a known attribute, such as `person.first_name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Attribute(String);

/// The name is not that of a known attribute.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no attribute “{0}”")]
pub struct UnknownAttribute(pub String);

impl Attribute {
    /// The attribute that makes a visitor a person.
    pub fn email() -> Self {
        Self("person.email".to_owned())
    }

    /// The person's first name.
    pub fn first_name() -> Self {
        Self("person.first_name".to_owned())
    }

    /// Finds a known attribute by its full name.
    pub fn parse(name: &str) -> Result<Self, UnknownAttribute> {
        if STANDARD.iter().any(|s| s.name == name) {
            Ok(Self(name.to_owned()))
        } else {
            Err(UnknownAttribute(name.to_owned()))
        }
    }

    /// The full name, `scope.name`.
    pub fn name(&self) -> &str {
        &self.0
    }

    fn standard(&self) -> Option<&'static Standard> {
        STANDARD.iter().find(|s| s.name == self.0)
    }

    /// What it belongs to.
    pub fn scope(&self) -> Scope {
        self.standard().map_or(Scope::Person, |s| s.scope)
    }

    /// Whether a card may store a visitor's answer in it.
    pub fn is_capturable(&self) -> bool {
        self.standard().is_some_and(|s| s.capturable)
    }

    /// Whether a token may show it to a visitor whose e-mail is only claimed (`TARGET-10`).
    pub fn is_greetable(&self) -> bool {
        self.standard().is_some_and(|s| s.greetable)
    }
}

impl TryFrom<String> for Attribute {
    type Error = UnknownAttribute;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::parse(&name)
    }
}

impl From<Attribute> for String {
    fn from(attribute: Attribute) -> Self {
        attribute.0
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Attribute values by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<Attribute, String>);

impl Values {
    /// The value, where there is one that is not blank.
    pub fn get(&self, attribute: &Attribute) -> Option<&str> {
        self.0.get(attribute).map(String::as_str).filter(|v| !v.trim().is_empty())
    }

    /// Sets a value.
    pub fn set(&mut self, attribute: Attribute, value: String) {
        self.0.insert(attribute, value);
    }

    /// Sets a value only where there is none (`TARGET-10`: captures fill only empty attributes).
    /// Returns whether it was set.
    pub fn fill(&mut self, attribute: &Attribute, value: &str) -> bool {
        let empty = self.get(attribute).is_none();
        if empty {
            self.0.insert(attribute.clone(), value.to_owned());
        }
        empty
    }

    /// All values, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&Attribute, &str)> {
        self.0.iter().map(|(a, v)| (a, v.as_str()))
    }
}

impl FromIterator<(Attribute, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (Attribute, String)>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

//! Attributes: named values on a person, a company, an agent or a conversation.
//!
//! [`Attribute`] is a name, [`Values`] what is known by name; [`Catalogue`] says which attributes there are, what their
//! values look like and who may see them.

mod catalogue;

pub use catalogue::{BadDefinition, Catalogue, Definition, Kind, MAX_CUSTOM, MAX_VALUES, check_values};

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
    /// What the visitor's address tells: country, region, city, company.
    Inferred,
    /// The agent who holds the live chat.
    Agent,
    /// The conversation itself.
    Conversation,
    /// A list of people: true for who is on it.
    List,
}

/// The longest name of an attribute, in bytes.
const NAME_BYTES: usize = 60;

/// The name of an attribute, such as `person.first_name`. Whether there is one of that name, the [`Catalogue`] says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Attribute(String);

/// The name can't be that of an attribute, or there is none of that name.
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

    /// Reads a full name: scope, point, and a name of small letters, digits and `_` that begins with a letter.
    pub fn parse(name: &str) -> Result<Self, UnknownAttribute> {
        let own = name.split_once('.').filter(|(scope, _)| read_scope(scope).is_some()).map(|(_, own)| own);
        let good = own.is_some_and(|own| {
            own.starts_with(|c: char| c.is_ascii_lowercase())
                && own.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        });
        if good && name.len() <= NAME_BYTES {
            Ok(Self(name.to_owned()))
        } else {
            Err(UnknownAttribute(name.chars().take(NAME_BYTES).collect()))
        }
    }

    /// The full name, `scope.name`.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// What it belongs to.
    pub fn scope(&self) -> Scope {
        self.0.split_once('.').and_then(|(scope, _)| read_scope(scope)).unwrap_or(Scope::Person)
    }
}

fn read_scope(text: &str) -> Option<Scope> {
    Some(match text {
        "person" => Scope::Person,
        "company" => Scope::Company,
        "inferred" => Scope::Inferred,
        "agent" => Scope::Agent,
        "conversation" => Scope::Conversation,
        "list" => Scope::List,
        _ => return None,
    })
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

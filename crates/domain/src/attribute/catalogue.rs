//! Which attributes there are: the standard ones, and those an admin has added.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Attribute, Scope};
use crate::number::Number;
use crate::phone;
use crate::stream::Input;
use crate::stream::answer::read_email;
use crate::text::{ANSWER_CHARS, clean};

/// The most attributes an admin may add.
pub const MAX_CUSTOM: usize = 500;
/// The most values of a pick-list.
pub const MAX_VALUES: usize = 200;

/// What an attribute's values are. Each is kept as text in one canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Any text.
    Text,
    /// An e-mail address, in lower case.
    Email,
    /// A phone number in E.164.
    Phone,
    /// A [`Number`].
    Number,
    /// A date, `2026-03-02`.
    Date,
    /// `true` or `false`.
    Bool,
    /// One of these values.
    PickList(Vec<String>),
}

impl Kind {
    /// The canonical form of a value, where it is one of this kind.
    pub fn read(&self, value: &str) -> Option<String> {
        let value = value.trim();
        match self {
            Self::Text => clean(value, ANSWER_CHARS).ok(),
            Self::Email => read_email(value),
            Self::Phone => phone::read(value, None),
            Self::Number => value.parse::<Number>().ok().map(|number| number.to_string()),
            Self::Date => value.parse::<Date>().ok().map(|date| date.to_string()),
            Self::Bool => {
                let value = value.to_lowercase();
                matches!(value.as_str(), "true" | "false").then_some(value)
            }
            Self::PickList(values) => values.iter().find(|one| *one == value).cloned(),
        }
    }

    /// Whether every answer to a capture is a value of this kind (`STREAM-3`).
    pub fn takes(&self, input: &Input) -> bool {
        match (self, input) {
            (Self::Text, _)
            | (Self::Email, Input::Email)
            | (Self::Phone, Input::Phone { .. })
            | (Self::Number, Input::Number { .. })
            | (Self::Date, Input::Date { .. }) => true,
            (_, Input::PickList(values)) => values.iter().all(|value| self.read(value).is_some()),
            _ => false,
        }
    }
}

/// An attribute as it is defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its full name.
    pub attribute: Attribute,
    /// What its values are.
    pub kind: Kind,
    /// Whether a card may store something in it.
    pub capturable: bool,
    /// Whether a token may show it to a visitor whose e-mail is only claimed (`TARGET-10`).
    pub greetable: bool,
}

/// The standard attributes: name, kind, capturable, greetable.
const STANDARD: &[(&str, Kind, bool, bool)] = &[
    ("person.email", Kind::Email, true, false),
    ("person.first_name", Kind::Text, true, true),
    ("person.last_name", Kind::Text, true, false),
    ("person.phone", Kind::Phone, true, false),
    ("person.job_title", Kind::Text, true, false),
    ("person.interest", Kind::Text, true, false),
    ("company.name", Kind::Text, true, false),
    ("company.size", Kind::Text, true, false),
    ("inferred.country", Kind::Text, false, false),
    ("inferred.region", Kind::Text, false, false),
    ("inferred.city", Kind::Text, false, false),
    ("inferred.company", Kind::Text, false, false),
    ("agent.name", Kind::Text, false, true),
    ("conversation.page", Kind::Text, false, true),
    ("conversation.dialogue", Kind::Text, false, true),
];

/// Why an attribute can't be defined so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDefinition {
    /// It is a standard attribute, or has been added before.
    #[error("there is an attribute “{0}” already")]
    Taken(Attribute),
    /// Only persons and companies can have further attributes.
    #[error("“{0}” must begin with person. or company.")]
    Scope(Attribute),
    /// Only the e-mail makes a person.
    #[error("an added attribute is a text, number, date, bool or pick-list")]
    Kind,
    /// A pick-list without values, with blank ones, with one twice, or with too many.
    #[error("a pick-list has 1 to {MAX_VALUES} different values of at most {ANSWER_CHARS} characters")]
    Values,
    /// As many as there may be.
    #[error("at most {MAX_CUSTOM} attributes can be added")]
    Full,
}

/// All attributes there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue(Vec<Definition>);

impl Default for Catalogue {
    fn default() -> Self {
        let standard = STANDARD.iter().map(|(name, kind, capturable, greetable)| Definition {
            attribute: Attribute((*name).to_owned()),
            kind: kind.clone(),
            capturable: *capturable,
            greetable: *greetable,
        });
        Self(standard.collect())
    }
}

impl Catalogue {
    /// The standard attributes with what an admin has added or changed. Of a standard one only "may be greeted
    /// with" can be changed.
    pub fn with(stored: impl IntoIterator<Item = Definition>) -> Self {
        let mut all = Self::default();
        for definition in stored {
            match all.0.iter_mut().find(|known| known.attribute == definition.attribute) {
                Some(known) => known.greetable = definition.greetable,
                None => all.0.push(definition),
            }
        }
        all
    }

    /// Finds a definition.
    pub fn get(&self, attribute: &Attribute) -> Option<&Definition> {
        self.0.iter().find(|definition| definition.attribute == *attribute)
    }

    /// All definitions: the standard ones, then the others by name.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.0.iter()
    }

    /// Whether an attribute is built in.
    pub fn is_standard(attribute: &Attribute) -> bool {
        STANDARD.iter().any(|(name, ..)| *name == attribute.name())
    }

    /// Whether a card may store something in it.
    pub fn is_capturable(&self, attribute: &Attribute) -> bool {
        self.get(attribute).is_some_and(|definition| definition.capturable)
    }

    /// Whether a token may show it to a visitor whose e-mail is only claimed (`TARGET-10`).
    pub fn is_greetable(&self, attribute: &Attribute) -> bool {
        self.get(attribute).is_some_and(|definition| definition.greetable)
    }

    /// Checks an attribute that is to be added.
    pub fn check_new(&self, new: &Definition) -> Result<(), BadDefinition> {
        if self.get(&new.attribute).is_some() {
            return Err(BadDefinition::Taken(new.attribute.clone()));
        }
        if self.0.len() >= STANDARD.len() + MAX_CUSTOM {
            return Err(BadDefinition::Full);
        }
        let is_list = new.attribute.scope() == Scope::List && new.kind == Kind::Bool && !new.capturable;
        if !is_list && !matches!(new.attribute.scope(), Scope::Person | Scope::Company) {
            return Err(BadDefinition::Scope(new.attribute.clone()));
        }
        match &new.kind {
            Kind::Email | Kind::Phone => Err(BadDefinition::Kind),
            Kind::PickList(values) => check_values(values),
            Kind::Text | Kind::Number | Kind::Date | Kind::Bool => Ok(()),
        }
    }
}

/// Checks the values of a pick-list.
pub fn check_values(values: &[String]) -> Result<(), BadDefinition> {
    let good = |value: &String| clean(value, ANSWER_CHARS).as_ref() == Ok(value);
    let different: std::collections::BTreeSet<&String> = values.iter().collect();
    let counted = (1..=MAX_VALUES).contains(&values.len()) && different.len() == values.len();
    if counted && values.iter().all(good) { Ok(()) } else { Err(BadDefinition::Values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Attribute {
        Attribute::parse(name).expect(name)
    }

    fn custom(name: &str, kind: Kind) -> Definition {
        Definition { attribute: named(name), kind, capturable: true, greetable: false }
    }

    #[test]
    fn a_value_is_kept_in_one_form_or_not_at_all() {
        let sizes = Kind::PickList(vec!["S".into(), "L".into()]);
        for (kind, value, expected) in [
            (&Kind::Text, " a ", Some("a")),
            (&Kind::Number, "2.50", Some("2.5")),
            (&Kind::Number, "two", None),
            (&Kind::Date, "2026-02-28", Some("2026-02-28")),
            (&Kind::Date, "2026-02-30", None),
            (&Kind::Bool, "TRUE", Some("true")),
            (&Kind::Bool, "yes", None),
            (&Kind::Phone, "+49 30 901820", Some("+4930901820")),
            (&Kind::Email, "Pia@X.example", Some("pia@x.example")),
            (&sizes, "L", Some("L")),
            (&sizes, "M", None),
        ] {
            assert_eq!(kind.read(value).as_deref(), expected, "{kind:?} {value}");
        }
    }

    #[test]
    fn only_persons_and_companies_get_further_attributes() {
        let catalogue = Catalogue::with([custom("person.seats", Kind::Number)]);
        let check = |definition| catalogue.check_new(&definition);
        assert_eq!(check(custom("company.plan", Kind::Text)), Ok(()));
        assert_eq!(
            check(custom("person.seats", Kind::Text)),
            Err(BadDefinition::Taken(named("person.seats")))
        );
        assert_eq!(
            check(custom("person.email", Kind::Text)),
            Err(BadDefinition::Taken(named("person.email")))
        );
        let list = Definition { capturable: false, ..custom("list.customers", Kind::Bool) };
        assert_eq!(check(list.clone()), Ok(()));
        for bad in
            [Definition { kind: Kind::Text, ..list.clone() }, Definition { capturable: true, ..list.clone() }]
        {
            assert_eq!(check(bad), Err(BadDefinition::Scope(list.attribute.clone())));
        }
        assert_eq!(check(custom("agent.desk", Kind::Text)), Err(BadDefinition::Scope(named("agent.desk"))));
        assert_eq!(check(custom("person.mail2", Kind::Email)), Err(BadDefinition::Kind));
        for values in [vec![], vec!["a".to_owned(), "a".to_owned()], vec![" ".to_owned()]] {
            assert_eq!(check(custom("person.x", Kind::PickList(values))), Err(BadDefinition::Values));
        }
    }

    #[test]
    fn target_10_an_admin_says_what_may_be_greeted_with() {
        let title = Definition { greetable: true, ..custom("person.job_title", Kind::Number) };
        let catalogue = Catalogue::with([title]);
        assert!(catalogue.is_greetable(&named("person.job_title")));
        assert!(catalogue.is_greetable(&Attribute::first_name()));
        assert!(!catalogue.is_greetable(&Attribute::email()));
        assert_eq!(catalogue.get(&named("person.job_title")).map(|d| &d.kind), Some(&Kind::Text));
    }
}

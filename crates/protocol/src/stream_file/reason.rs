//! What can stand against publishing a stream, by code.

use frontdesk_domain::attribute::UnknownAttribute;
use frontdesk_domain::number::{DECIMALS, NotANumber};
use frontdesk_domain::phone::NoRegion;
use frontdesk_domain::stream::check::{Fault, MAX_CARDS, NAME_CHARS, Warning};
use frontdesk_domain::stream::template::TemplateError;
use frontdesk_domain::targeting::audience::{BadAudience, PERCENT, SECONDS};
use frontdesk_domain::targeting::criteria::{BadCriteria, MAX_DEPTH, MAX_NODES};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is wrong or missing, with the values that a sentence about it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NoteReason)]
#[serde(rename_all = "snake_case", tag = "code", content = "values")]
pub enum Reason {
    /// It is not JSON of the shape of a stream file.
    Shape {
        /// What does not fit.
        told: String,
    },
    /// A stream file of another version.
    Version {
        /// The version of the file.
        version: u32,
        /// The version that is read.
        known: u32,
    },
    /// The dialogue has no name, or one that is too long.
    DialogueName {
        /// The most there may be.
        most: usize,
    },
    /// A page that is longer than an address may be.
    TargetTooLong {
        /// The page.
        target: String,
    },
    /// A page of another scheme than those of websites.
    TargetScheme {
        /// The page.
        target: String,
    },
    /// A page without host, or with one that can't be read.
    TargetHost {
        /// The page.
        target: String,
    },
    /// A page with a port that is none.
    TargetPort {
        /// The page.
        target: String,
    },
    /// There is no first card.
    NoFirstCard,
    /// More cards than the limit.
    TooManyCards {
        /// The most there may be.
        most: usize,
    },
    /// Two cards with one name.
    Duplicate {
        /// The name of a card.
        id: String,
    },
    /// A way out leads to a card that does not exist.
    Dangling {
        /// The name of a card.
        id: String,
    },
    /// Cards in a circle without one that waits for the visitor.
    EndlessCircle,
    /// No way from the first card leads here.
    Unreachable,
    /// The card says nothing.
    NoText,
    /// Nothing to choose from, or too much.
    NoChoices,
    /// A response or value that is blank or stands twice.
    BadChoice {
        /// The response or branch.
        choice: String,
    },
    /// A response or branch that leads nowhere.
    Unconnected {
        /// The response or branch.
        choice: String,
    },
    /// Conditional branching without a way on where no branch is taken, or a meeting card without its fallback.
    NoOtherwise,
    /// There is no such attribute.
    UnknownAttribute {
        /// The attribute.
        attribute: String,
    },
    /// The attribute can't store answers.
    NotCapturable {
        /// The attribute.
        attribute: String,
    },
    /// The attribute stores another kind of value.
    WrongInput {
        /// The attribute.
        attribute: String,
    },
    /// The attribute can't have this value.
    BadValue {
        /// The value.
        value: String,
        /// The attribute.
        attribute: String,
    },
    /// The smallest value is above the greatest.
    Range,
    /// A goal or branch without a name, or with one that is too long.
    NoName {
        /// The most there may be.
        most: usize,
    },
    /// An action card that sets nothing, or too much.
    NothingSet,
    /// Only the visitor can give their e-mail.
    SetsEmail,
    /// No branches, or too many.
    NoBranches,
    /// Criteria with too many tests, or groups too deep.
    CriteriaTooLarge {
        /// The branch.
        branch: String,
        /// The most tests.
        tests: usize,
        /// The most groups in each other.
        deep: usize,
    },
    /// A group of criteria without anything in it.
    CriteriaEmpty {
        /// The branch.
        branch: String,
    },
    /// Criteria of an attribute that there is not.
    CriteriaUnknown {
        /// The branch.
        branch: String,
        /// The attribute.
        attribute: String,
    },
    /// An attribute is compared with nothing, or with too much.
    CriteriaOperand {
        /// The branch.
        branch: String,
        /// The attribute.
        attribute: String,
    },
    /// Greater, less or between of what has no order.
    CriteriaNoOrder {
        /// The branch.
        branch: String,
        /// The attribute.
        attribute: String,
        /// The value.
        value: String,
    },
    /// A value that the attribute can never have.
    CriteriaNever {
        /// The branch.
        branch: String,
        /// The attribute.
        attribute: String,
        /// The value.
        value: String,
    },
    /// The audience has too many tests, or groups too deep.
    AudienceTooLarge {
        /// The most tests.
        tests: usize,
        /// The most groups in each other.
        deep: usize,
    },
    /// A group of the audience's criteria without anything in it.
    AudienceEmpty,
    /// The audience goes by an attribute that there is not.
    AudienceUnknown {
        /// The attribute.
        attribute: String,
    },
    /// The audience compares an attribute with nothing, or with too much.
    AudienceOperand {
        /// The attribute.
        attribute: String,
    },
    /// The audience's greater, less or between of what has no order.
    AudienceNoOrder {
        /// The attribute.
        attribute: String,
        /// The value.
        value: String,
    },
    /// The audience wants a value that the attribute can never have.
    AudienceNever {
        /// The attribute.
        attribute: String,
        /// The value.
        value: String,
    },
    /// A dialogue that waits for no time, or for too long.
    EventSeconds {
        /// The most seconds.
        most: u32,
    },
    /// A dialogue that waits for no part of a page.
    EventPercent {
        /// The most percent.
        most: u8,
    },
    /// Too few tries, or too many.
    Tries,
    /// Everyone is to be rung more than once, or the route is one agent.
    Everyone,
    /// Only the first card can poke.
    PokeNotFirst,
    /// A card that nobody sees has nothing to poke with.
    PokeInvisible,
    /// The card's agent can't take live chats.
    NoSuchAgent,
    /// The card's team does not exist.
    NoSuchTeam,
    /// Something follows a live chat card.
    AfterLiveChat,
    /// A token that can't be read; holds how it goes on.
    BadToken {
        /// The token and what follows it.
        token: String,
    },
    /// No country in two letters.
    BadRegion {
        /// The value.
        value: String,
    },
    /// No number, or one with too many decimals.
    BadNumber {
        /// The value.
        value: String,
        /// The most decimals.
        decimals: usize,
    },
    /// No date.
    BadDate {
        /// The value.
        value: String,
    },
    /// The visitor is not asked whether they want to talk to somebody.
    NotAsked,
    /// The e-mail is not asked for.
    NoEmail,
    /// The first name is not asked for.
    NoFirstName,
    /// No agent has a calendar yet: every visitor takes the card's fallback.
    NoCalendar,
}

impl From<Fault> for Reason {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoFirstCard => Self::NoFirstCard,
            Fault::TooManyCards => Self::TooManyCards { most: MAX_CARDS },
            Fault::Duplicate(id) => Self::Duplicate { id },
            Fault::Dangling(id) => Self::Dangling { id },
            Fault::EndlessCircle => Self::EndlessCircle,
            Fault::Unreachable => Self::Unreachable,
            Fault::NoText => Self::NoText,
            Fault::NoChoices => Self::NoChoices,
            Fault::BadChoice(choice) => Self::BadChoice { choice },
            Fault::Unconnected(choice) => Self::Unconnected { choice },
            Fault::NoOtherwise => Self::NoOtherwise,
            Fault::Unknown(attribute) => Self::UnknownAttribute { attribute: attribute.to_string() },
            Fault::NotCapturable(attribute) => Self::NotCapturable { attribute: attribute.to_string() },
            Fault::WrongInput(attribute) => Self::WrongInput { attribute: attribute.to_string() },
            Fault::BadValue(value, attribute) => Self::BadValue { value, attribute: attribute.to_string() },
            Fault::Range => Self::Range,
            Fault::NoName => Self::NoName { most: NAME_CHARS },
            Fault::NothingSet => Self::NothingSet,
            Fault::SetsEmail => Self::SetsEmail,
            Fault::NoBranches => Self::NoBranches,
            Fault::Criteria(branch, bad) => Self::criteria(branch, bad),
            Fault::Tries => Self::Tries,
            Fault::Everyone => Self::Everyone,
            Fault::PokeNotFirst => Self::PokeNotFirst,
            Fault::PokeInvisible => Self::PokeInvisible,
            Fault::NoSuchAgent => Self::NoSuchAgent,
            Fault::NoSuchTeam => Self::NoSuchTeam,
            Fault::AfterLiveChat => Self::AfterLiveChat,
            Fault::Name(UnknownAttribute(attribute))
            | Fault::Token(TemplateError::Unknown(UnknownAttribute(attribute))) => {
                Self::UnknownAttribute { attribute }
            }
            Fault::Token(TemplateError::Malformed(token)) => Self::BadToken { token },
            Fault::Region(NoRegion(value)) => Self::BadRegion { value },
            Fault::Number(NotANumber(value)) => Self::BadNumber { value, decimals: DECIMALS },
            Fault::Date(value) => Self::BadDate { value },
        }
    }
}

impl Reason {
    fn criteria(branch: String, bad: BadCriteria) -> Self {
        match bad {
            BadCriteria::TooLarge => Self::CriteriaTooLarge { branch, tests: MAX_NODES, deep: MAX_DEPTH },
            BadCriteria::EmptyGroup => Self::CriteriaEmpty { branch },
            BadCriteria::Unknown(attribute) => {
                Self::CriteriaUnknown { branch, attribute: attribute.to_string() }
            }
            BadCriteria::Operand(attribute) => {
                Self::CriteriaOperand { branch, attribute: attribute.to_string() }
            }
            BadCriteria::NoOrder(attribute, value) => {
                Self::CriteriaNoOrder { branch, attribute: attribute.to_string(), value }
            }
            BadCriteria::Never(attribute, value) => {
                Self::CriteriaNever { branch, attribute: attribute.to_string(), value }
            }
        }
    }
}

impl From<BadAudience> for Reason {
    fn from(bad: BadAudience) -> Self {
        match bad {
            BadAudience::Criteria(BadCriteria::TooLarge) => {
                Self::AudienceTooLarge { tests: MAX_NODES, deep: MAX_DEPTH }
            }
            BadAudience::Criteria(BadCriteria::EmptyGroup) => Self::AudienceEmpty,
            BadAudience::Criteria(BadCriteria::Unknown(attribute)) => {
                Self::AudienceUnknown { attribute: attribute.to_string() }
            }
            BadAudience::Criteria(BadCriteria::Operand(attribute)) => {
                Self::AudienceOperand { attribute: attribute.to_string() }
            }
            BadAudience::Criteria(BadCriteria::NoOrder(attribute, value)) => {
                Self::AudienceNoOrder { attribute: attribute.to_string(), value }
            }
            BadAudience::Criteria(BadCriteria::Never(attribute, value)) => {
                Self::AudienceNever { attribute: attribute.to_string(), value }
            }
            BadAudience::Seconds => Self::EventSeconds { most: *SECONDS.end() },
            BadAudience::Percent => Self::EventPercent { most: *PERCENT.end() },
        }
    }
}

impl From<Warning> for Reason {
    fn from(warning: Warning) -> Self {
        match warning {
            Warning::NotAsked => Self::NotAsked,
            Warning::NoEmail => Self::NoEmail,
            Warning::NoFirstName => Self::NoFirstName,
            Warning::NoCalendar => Self::NoCalendar,
        }
    }
}

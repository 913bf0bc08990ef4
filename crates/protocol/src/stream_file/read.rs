//! Reading a stream file: everything that is wrong with it is named at once, each with its card.

use std::str::FromStr;

use frontdesk_domain::attribute::{Attribute, Catalogue};
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::ids::{TeamId, UserId};
use frontdesk_domain::stream::check::{self, CardFault, Fault, RouteTargets};
use frontdesk_domain::stream::template::Template;
use frontdesk_domain::stream::{
    Assignment, Branch, Card, CardId, CardKind, Choice, Input, Layout, Route, Stream,
};
use frontdesk_domain::targeting::{Audience, Criteria, Targets, UrlPattern};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Number;

use super::{
    AssignmentFile, BranchFile, CardFile, ChoiceFile, CriteriaFile, InputFile, Note, RouteFile, StreamFile,
    StreamFileError, VERSION,
};

/// How much is told of a wrong shape.
const SHAPE_CHARS: usize = 300;

/// What is looked at before the rest.
#[derive(Deserialize)]
struct Head {
    frontdesk_stream: Option<u64>,
}

impl StreamFile {
    /// Reads the shape of a file, without looking whether what it says can be published.
    pub fn parse(json: &str) -> Result<Self, StreamFileError> {
        // What is told of a wrong value repeats it, however long it is.
        let told = |error: serde_json::Error| error.to_string().chars().take(SHAPE_CHARS).collect();
        let shape = |error| StreamFileError::Shape(told(error));
        // The version first: a file of another one may have any shape. Nothing is kept of what lies beside it.
        let head: Head = serde_json::from_str(json).map_err(shape)?;
        match head.frontdesk_stream {
            Some(v) if v != u64::from(VERSION) => {
                Err(StreamFileError::Version(u32::try_from(v).unwrap_or(u32::MAX)))
            }
            _ => serde_json::from_str(json).map_err(shape),
        }
    }

    /// Reads a file and everything in it; all faults are named at once (`STREAM-3`).
    pub fn read(
        json: &str,
        catalogue: &Catalogue,
        targets: &RouteTargets,
    ) -> Result<Dialogue, StreamFileError> {
        Self::parse(json)?.dialogue(catalogue, targets).map_err(StreamFileError::Faults)
    }

    /// Whom its cards route to, as though they were there: for who has no record to look into.
    pub fn routes(&self) -> RouteTargets {
        let mut targets = RouteTargets::default();
        for card in &self.cards {
            let (CardFile::LiveChat { route, .. } | CardFile::Meeting { route, .. }) = card else { continue };
            match route {
                RouteFile::Agent(id) => targets.agents.extend(id.parse::<UserId>().ok()),
                RouteFile::Team(id) => targets.teams.extend(id.parse::<TeamId>().ok()),
                RouteFile::RoundRobin | RouteFile::Rules => {}
            }
        }
        targets
    }

    /// The pages it is for, without those that can't be read.
    pub fn targets(&self) -> Targets {
        let read = |texts: &[String]| patterns(texts, &mut Vec::new());
        Targets { include: read(&self.targets), exclude: read(&self.exclusions) }
    }

    /// What is drawn, to be tried: only what can't be read stands against that, or what no card could do.
    pub fn drawn(self, catalogue: &Catalogue, routes: &RouteTargets) -> Result<Stream, Vec<Note>> {
        let (stream, mut faults) = read_stream(self.first, self.cards);
        faults.extend(check::check(&stream, catalogue, routes));
        faults.retain(|found| found.fault.stops());
        if faults.is_empty() { Ok(stream) } else { Err(faults.into_iter().map(Note::from).collect()) }
    }

    /// The dialogue, ready to be published, or all its faults.
    pub fn dialogue(self, catalogue: &Catalogue, routes: &RouteTargets) -> Result<Dialogue, Vec<Note>> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() || self.name.chars().count() > NAME_CHARS {
            faults.push(Note::dialogue_name(NAME_CHARS));
        }
        let include = patterns(&self.targets, &mut faults);
        let exclude = patterns(&self.exclusions, &mut faults);
        let mut fault = |fault| faults.push(CardFault { card: None, fault }.into());
        let criteria = self.audience.map(|file| read_criteria(file, &mut fault));
        let audience = Audience { criteria, events: self.events.into() };
        faults.extend(audience.faults(catalogue).into_iter().map(Note::from));
        let (stream, mut card_faults) = read_stream(self.first, self.cards);
        card_faults.extend(check::check(&stream, catalogue, routes));
        faults.extend(card_faults.into_iter().map(Note::from));
        if faults.is_empty() {
            let targets = Targets { include, exclude };
            let layout = Layout(self.layout.into_iter().map(|(card, place)| (CardId(card), place)).collect());
            Ok(Dialogue {
                name: self.name.trim().to_owned(),
                targets,
                audience,
                priority: self.priority,
                stream,
                layout,
            })
        } else {
            Err(faults)
        }
    }
}

/// Reads the cards, and what can't be read of them.
fn read_stream(first: String, cards: Vec<CardFile>) -> (Stream, Vec<CardFault>) {
    let mut faults = Vec::new();
    let cards = cards.into_iter().map(|card| read_card(card, &mut faults)).collect();
    (Stream { first: CardId(first), cards }, faults)
}

/// The longest name of a dialogue, in characters.
const NAME_CHARS: usize = 200;

/// What publishing a stream warns of (`STREAM-4`).
pub fn warnings(stream: &Stream) -> Vec<Note> {
    check::warnings(stream).into_iter().map(Note::from).collect()
}

fn patterns(texts: &[String], faults: &mut Vec<Note>) -> Vec<UrlPattern> {
    let mut read = Vec::new();
    for text in texts {
        match UrlPattern::parse(text) {
            Ok(pattern) => read.push(pattern),
            Err(error) => faults.push(Note::target(text, error)),
        }
    }
    read
}

/// Reads a card; what can't be read is replaced by something blank, and named.
fn read_card(file: CardFile, faults: &mut Vec<CardFault>) -> Card {
    let (id, text, poke) = match &file {
        CardFile::Message { id, text, poke, .. }
        | CardFile::Question { id, text, poke, .. }
        | CardFile::Capture { id, text, poke, .. }
        | CardFile::LiveChat { id, text, poke, .. }
        | CardFile::Meeting { id, text, poke, .. } => (id, text.as_str(), *poke),
        CardFile::Goal { id, .. } | CardFile::Action { id, .. } | CardFile::Condition { id, .. } => {
            (id, "", false)
        }
    };
    let id = CardId(id.clone());
    let mut fault = |fault| faults.push(CardFault { card: Some(id.clone()), fault });
    let text = template(text, &mut fault);
    let kind = match file {
        CardFile::Message { next, .. } => CardKind::Message { next: next.map(CardId) },
        CardFile::Question { choices, attribute, .. } => CardKind::Question {
            choices: choices.into_iter().map(read_choice).collect(),
            attribute: attribute.and_then(|name| read_attribute(&name, &mut fault)),
        },
        CardFile::Capture { input, attribute, skip_if_known, overwrite, next, .. } => CardKind::Capture {
            input: read_input(input, &mut fault),
            attribute: read_attribute(&attribute, &mut fault).unwrap_or_else(Attribute::first_name),
            skip_if_known,
            overwrite,
            next: next.map(CardId),
        },
        CardFile::LiveChat { route, tries, ring_everyone: everyone, next, .. } => {
            if next.is_some() {
                fault(Fault::AfterLiveChat);
            }
            let route = read_route(&route, &mut fault);
            let tries = tries.unwrap_or_else(|| route.default_tries(everyone));
            CardKind::LiveChat { route, tries, everyone }
        }
        CardFile::Meeting { route, next, otherwise, .. } => CardKind::Meeting {
            route: read_route(&route, &mut fault),
            next: next.map(CardId),
            otherwise: otherwise.map(CardId),
        },
        CardFile::Goal { name, next, .. } => CardKind::Goal { name, next: next.map(CardId) },
        CardFile::Action { set, next, .. } => CardKind::Action {
            sets: set.iter().map(|one| read_assignment(one, &mut fault)).collect(),
            next: next.map(CardId),
        },
        CardFile::Condition { branches, otherwise, .. } => CardKind::Condition {
            branches: branches.into_iter().map(|branch| read_branch(branch, &mut fault)).collect(),
            otherwise: otherwise.map(CardId),
        },
    };
    Card { id, text, poke, kind }
}

fn read_route(file: &RouteFile, fault: &mut impl FnMut(Fault)) -> Route {
    match file {
        RouteFile::RoundRobin => Route::RoundRobin,
        RouteFile::Rules => Route::Rules,
        RouteFile::Agent(id) => id.parse().map_or_else(
            |_| {
                fault(Fault::NoSuchAgent);
                Route::RoundRobin
            },
            Route::Agent,
        ),
        RouteFile::Team(id) => id.parse().map_or_else(
            |_| {
                fault(Fault::NoSuchTeam);
                Route::RoundRobin
            },
            Route::Team,
        ),
    }
}

fn read_choice(file: ChoiceFile) -> Choice {
    let value = file.value.unwrap_or_else(|| file.label.clone());
    Choice { label: file.label, value, next: file.next.map(CardId) }
}

fn read_assignment(file: &AssignmentFile, fault: &mut impl FnMut(Fault)) -> Assignment {
    let attribute = read_attribute(&file.attribute, fault).unwrap_or_else(Attribute::first_name);
    Assignment { attribute, value: template(&file.value, fault) }
}

fn read_branch(file: BranchFile, fault: &mut impl FnMut(Fault)) -> Branch {
    let criteria = read_criteria(file.criteria, fault);
    Branch { label: file.label, criteria, next: file.next.map(CardId) }
}

fn read_criteria(file: CriteriaFile, fault: &mut impl FnMut(Fault)) -> Criteria {
    file.read(&mut |name| read_attribute(name, fault).unwrap_or_else(Attribute::first_name))
}

fn read_input(file: InputFile, fault: &mut impl FnMut(Fault)) -> Input {
    match file {
        InputFile::Text => Input::Text,
        InputFile::Email => Input::Email,
        InputFile::PickList(values) => Input::PickList(values),
        InputFile::Phone { region } => Input::Phone { region: part(region.as_deref(), fault) },
        InputFile::Number { min, max } => {
            let mut number = |given: Option<Number>| part(given.map(|n| n.to_string()).as_deref(), fault);
            Input::Number { min: number(min), max: number(max) }
        }
        InputFile::Date { min, max } => {
            Input::Date { min: date(min.as_deref(), fault), max: date(max.as_deref(), fault) }
        }
    }
}

fn part<T: FromStr<Err: Into<Fault>>>(text: Option<&str>, fault: &mut impl FnMut(Fault)) -> Option<T> {
    text?.parse().map_err(|bad: T::Err| fault(bad.into())).ok()
}

fn date(text: Option<&str>, fault: &mut impl FnMut(Fault)) -> Option<Date> {
    let text = text?;
    let read = Some(text).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
    if read.is_none() {
        fault(Fault::Date(text.to_owned()));
    }
    read
}

fn read_attribute(name: &str, fault: &mut impl FnMut(Fault)) -> Option<Attribute> {
    Attribute::parse(name).map_err(|unknown| fault(unknown.into())).ok()
}

fn template(text: &str, fault: &mut impl FnMut(Fault)) -> Template {
    Template::parse(text).unwrap_or_else(|error| {
        fault(error.into());
        // Words without a token always parse.
        Template::plain("?")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream_file::StreamFileError;

    fn read(json: &str) -> Result<Dialogue, StreamFileError> {
        StreamFile::read(json, &Catalogue::default(), &RouteTargets::default())
    }

    fn faults(json: &serde_json::Value) -> Vec<String> {
        match read(&json.to_string()) {
            Ok(_) => Vec::new(),
            Err(StreamFileError::Faults(faults)) => faults.iter().map(Note::to_string).collect(),
            Err(other) => vec![other.to_string()],
        }
    }

    fn file(cards: &serde_json::Value) -> serde_json::Value {
        serde_json::json!({
            "frontdesk_stream": 1, "name": "Welcome", "targets": ["https://example.com"],
            "first": "a", "cards": cards,
        })
    }

    #[test]
    fn stream_2_nothing_can_follow_a_live_chat_card() {
        let cards = serde_json::json!([
            { "id": "a", "kind": "live_chat", "next": "b" },
            { "id": "b", "kind": "message", "text": "Bye" },
        ]);
        let faults = faults(&file(&cards));
        assert!(
            faults.iter().any(|f| f.contains("card “a”: the live chat card is the last card")),
            "{faults:?}"
        );
    }

    #[test]
    fn stream_1_an_unknown_token_is_named_with_its_card() {
        let cards = serde_json::json!([{ "id": "a", "kind": "message", "text": "Hi {{person.shoe}}" }]);
        assert_eq!(faults(&file(&cards)), ["card “a”: there is no attribute “person.shoe”"]);
    }

    #[test]
    fn stream_7_other_versions_and_shapes_are_refused() {
        assert_eq!(read("{\"frontdesk_stream\": 2}"), Err(StreamFileError::Version(2)));
        let long = read(&format!("\"{}\"", "x".repeat(10_000)));
        assert!(matches!(long, Err(StreamFileError::Shape(told)) if told.len() == SHAPE_CHARS));
        assert!(matches!(read("[]"), Err(StreamFileError::Shape(_))));
        let mut other = file(&serde_json::json!([]));
        other["colour"] = "red".into();
        assert!(matches!(read(&other.to_string()), Err(StreamFileError::Shape(_))));
    }

    #[test]
    fn stream_7_every_kind_of_card_is_read_and_written_again() {
        let cards = serde_json::json!([
            { "kind": "condition", "id": "a", "branches": [
                { "label": "Large", "next": "b", "criteria": { "any": [
                    { "test": { "attribute": "company.size", "operator": { "between": ["50", "500"] } } },
                    { "all": [
                        { "test": { "attribute": "person.email", "operator": "is_not_empty" } },
                        { "test": { "attribute": "inferred.country", "operator": { "in": ["DE", "AT"] } } },
                    ] },
                ] } },
            ], "otherwise": "c" },
            { "kind": "action", "id": "b", "set": [
                { "attribute": "person.interest", "value": "{{company.name:\"bikes\"}}" },
            ], "next": "c" },
            { "kind": "capture", "id": "c", "text": "Phone?", "input": { "phone": { "region": "DE" } },
              "attribute": "person.phone", "overwrite": false, "next": "d" },
            { "kind": "capture", "id": "d", "text": "Seats?", "input": { "number": { "min": 1, "max": 2.5 } },
              "attribute": "person.interest", "next": "e" },
            { "kind": "capture", "id": "e", "text": "When?", "input": { "date": { "min": "2026-01-01" } },
              "attribute": "person.interest", "next": "f" },
            { "kind": "question", "id": "f", "text": "Sure?", "choices": [{ "label": "Yes", "value": "y", "next": "g" }] },
            { "kind": "goal", "id": "g", "name": "Seats told", "next": "h" },
            { "kind": "meeting", "id": "h", "text": "When?", "route": "rules", "next": "i", "otherwise": "j" },
            { "kind": "message", "id": "i", "text": "See you then" },
            { "kind": "live_chat", "id": "j", "text": "One moment", "tries": 3 },
        ]);
        let dialogue = read(&file(&cards).to_string()).expect("no fault");
        let written = serde_json::to_string(&StreamFile::of(&dialogue)).expect("json");
        assert_eq!(read(&written), Ok(dialogue));
    }

    #[test]
    fn stream_7_the_audience_and_what_is_waited_for_are_read_and_written_again() {
        let mut json = file(&serde_json::json!([{ "kind": "message", "id": "a", "text": "Hi" }]));
        assert!(read(&json.to_string()).expect("no fault").audience.is_everybody_at_once());
        json["audience"] = serde_json::json!({ "any": [
            { "test": { "attribute": "person.email", "operator": "is_empty" } },
            { "test": { "attribute": "inferred.country", "operator": { "in": ["DE", "AT"] } } },
        ] });
        json["events"] = serde_json::json!({ "seconds_on_site": 60, "percent_scrolled": 50 });
        let dialogue = read(&json.to_string()).expect("no fault");
        assert_eq!(dialogue.audience.events.to_string(), "60 s on the site and 50 % scrolled");
        let written = serde_json::to_value(StreamFile::of(&dialogue)).expect("json");
        assert_eq!((&written["audience"], &written["events"]), (&json["audience"], &json["events"]));
        assert_eq!(read(&written.to_string()), Ok(dialogue));
    }

    #[test]
    fn target_2_and_3_an_audience_that_can_t_be_is_named() {
        let mut json = file(&serde_json::json!([{ "kind": "message", "id": "a", "text": "Hi" }]));
        let test = |name: &str, operator: serde_json::Value| serde_json::json!({ "test": { "attribute": name, "operator": operator } });
        for (audience, events, expected) in [
            (
                serde_json::json!({ "all": [] }),
                serde_json::json!({}),
                "audience: a group of criteria is empty",
            ),
            (test("shoe", "is_empty".into()), serde_json::json!({}), "there is no attribute “shoe”"),
            (
                test("person.shoe", "is_empty".into()),
                serde_json::json!({}),
                "audience: there is no attribute “person.shoe”",
            ),
            (
                serde_json::Value::Null,
                serde_json::json!({ "seconds_on_page": 0 }),
                "a dialogue waits for 1 to 86400 seconds",
            ),
            (
                serde_json::Value::Null,
                serde_json::json!({ "percent_scrolled": 300 }),
                "a dialogue waits for 1 to 100 percent",
            ),
        ] {
            (json["audience"], json["events"]) = (audience, events);
            assert_eq!(faults(&json), [expected]);
        }
    }

    #[test]
    fn stream_3_what_can_t_be_read_is_named_with_its_card() {
        let cards = serde_json::json!([
            { "kind": "capture", "id": "a", "text": "Phone?", "input": { "phone": { "region": "XX" } },
              "attribute": "person.phone", "next": "b" },
            { "kind": "capture", "id": "b", "text": "When?", "input": { "date": { "max": "2026-02-30" } },
              "attribute": "person.interest", "next": "c" },
            { "kind": "capture", "id": "c", "text": "Seats?", "input": { "number": { "min": 1e-8 } },
              "attribute": "person.interest", "next": "d" },
            { "kind": "condition", "id": "d", "branches": [{ "label": "B", "criteria": { "test":
                { "attribute": "shoe", "operator": { "is": "1" } } } }] },
        ]);
        assert_eq!(
            faults(&file(&cards)),
            [
                "card “a”: “XX” is no country: write two letters such as DE",
                "card “b”: “2026-02-30” is no date: write it as 2026-03-31",
                "card “c”: “1e-8” is no number: write it such as 12 or 2.5, with at most 6 decimals",
                "card “d”: there is no attribute “shoe”",
                "card “d”: “B” leads nowhere",
                "card “d”: “otherwise” leads nowhere",
            ]
        );
    }
}

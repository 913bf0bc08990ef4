//! Writing a stream file (`STREAM-7`).

use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::number::Number;
use frontdesk_domain::stream::{Assignment, Branch, Card, CardId, CardKind, Choice, Input, Route};

use super::{
    AssignmentFile, BranchFile, CardFile, ChoiceFile, CriteriaFile, InputFile, RouteFile, StreamFile, VERSION,
};

impl StreamFile {
    /// The file of a dialogue: read again, it is the same.
    pub fn of(dialogue: &Dialogue) -> Self {
        let Dialogue { name, targets, audience, priority, stream, layout } = dialogue;
        Self {
            frontdesk_stream: VERSION,
            name: name.clone(),
            targets: targets.include.iter().map(ToString::to_string).collect(),
            exclusions: targets.exclude.iter().map(ToString::to_string).collect(),
            audience: audience.criteria.as_ref().map(CriteriaFile::from),
            events: audience.events.into(),
            priority: *priority,
            first: stream.first.0.clone(),
            cards: stream.cards.iter().map(card).collect(),
            layout: layout.0.iter().map(|(card, place)| (card.0.clone(), *place)).collect(),
        }
    }
}

fn write_route(route: Route) -> RouteFile {
    match route {
        Route::RoundRobin => RouteFile::RoundRobin,
        Route::Rules => RouteFile::Rules,
        Route::Agent(agent) => RouteFile::Agent(agent.to_string()),
        Route::Team(team) => RouteFile::Team(team.to_string()),
    }
}

fn card(card: &Card) -> CardFile {
    let (id, text, poke) = (card.id.0.clone(), card.text.to_string(), card.poke);
    let to = |next: &Option<CardId>| next.as_ref().map(|id| id.0.clone());
    match &card.kind {
        CardKind::Message { next } => CardFile::Message { id, text, poke, next: to(next) },
        CardKind::Question { choices, attribute } => CardFile::Question {
            id,
            text,
            poke,
            choices: choices.iter().map(choice).collect(),
            attribute: attribute.as_ref().map(ToString::to_string),
        },
        CardKind::Capture { input, attribute, skip_if_known, overwrite, next } => CardFile::Capture {
            id,
            text,
            poke,
            input: write_input(input),
            attribute: attribute.to_string(),
            skip_if_known: *skip_if_known,
            overwrite: *overwrite,
            next: to(next),
        },
        CardKind::LiveChat { route, tries, everyone } => {
            let tries = Some(*tries).filter(|tries| *tries != route.default_tries(*everyone));
            let ring_everyone = *everyone;
            CardFile::LiveChat {
                id,
                text,
                poke,
                route: write_route(*route),
                tries,
                ring_everyone,
                next: None,
            }
        }
        CardKind::Meeting { route, next, otherwise } => CardFile::Meeting {
            id,
            text,
            poke,
            route: write_route(*route),
            next: to(next),
            otherwise: to(otherwise),
        },
        CardKind::Goal { name, next } => CardFile::Goal { id, name: name.clone(), next: to(next) },
        CardKind::Action { sets, next } => {
            let set = |one: &Assignment| AssignmentFile {
                attribute: one.attribute.to_string(),
                value: one.value.to_string(),
            };
            CardFile::Action { id, set: sets.iter().map(set).collect(), next: to(next) }
        }
        CardKind::Condition { branches, otherwise } => CardFile::Condition {
            id,
            branches: branches.iter().map(branch).collect(),
            otherwise: to(otherwise),
        },
    }
}

fn choice(choice: &Choice) -> ChoiceFile {
    ChoiceFile {
        label: choice.label.clone(),
        value: (choice.value != choice.label).then(|| choice.value.clone()),
        next: choice.next.as_ref().map(|id| id.0.clone()),
    }
}

fn branch(branch: &Branch) -> BranchFile {
    BranchFile {
        label: branch.label.clone(),
        criteria: CriteriaFile::from(&branch.criteria),
        next: branch.next.as_ref().map(|id| id.0.clone()),
    }
}

fn write_input(input: &Input) -> InputFile {
    // A number's shortest writing is JSON too.
    let number = |number: Number| number.to_string().parse().ok();
    match input {
        Input::Text => InputFile::Text,
        Input::Email => InputFile::Email,
        Input::PickList(values) => InputFile::PickList(values.clone()),
        Input::Phone { region } => InputFile::Phone { region: region.map(|region| region.to_string()) },
        Input::Number { min, max } => {
            InputFile::Number { min: min.and_then(number), max: max.and_then(number) }
        }
        Input::Date { min, max } => {
            InputFile::Date { min: min.map(|date| date.to_string()), max: max.map(|date| date.to_string()) }
        }
    }
}

//! `/api/console/what-if`: who would be offered a visitor's chat, and why (`ROUTE-12`).

use axum::Json;
use axum::extract::State;
use frontdesk_app::routing::draft::Drafted;
use frontdesk_app::routing::what_if::{self, Answer, Question};
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_domain::stream::Route;
use frontdesk_protocol::listing::KnownValue;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::what_if::{AskedRoute, DraftedRule, WhatIf, WhatIfStep, WhatIfTold};

use super::decisions::without;
use super::rules::wanted;
use super::told::{Words, told};
use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// Who would be offered a visitor's chat, by the rules or a draft of them, now or at another time. Nothing is changed.
#[utoipa::path(
    post, path = "/api/console/what-if", operation_id = "ask_what_if", tag = "routing", request_body = WhatIf,
    responses((status = 200, body = WhatIfTold), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn ask(
    State(edge): State<Edge>,
    Body(asked): Body<WhatIf>,
) -> Result<Json<WhatIfTold>, Failure> {
    let (question, rules) = (question(asked)?, edge.desk.rules());
    let assumed_free = question.at.is_some();
    let answer = edge.desk.store.read(move |tx| what_if::ask(tx, &rules, &question)).await?;
    Ok(Json(what_if_told(&answer, assumed_free)))
}

/// What would be decided, in words.
pub(in crate::console) fn what_if_told(answer: &Answer, assumed_free: bool) -> WhatIfTold {
    let words = Words(&answer.names);
    let decisions = answer.steps.iter().map(|step| WhatIfStep {
        without: step.without.map(without),
        told: told(&words, step.found.as_ref(), &step.trace),
    });
    WhatIfTold {
        decisions: decisions.collect(),
        next: answer.next.map(|agent| words.agent(agent)),
        assumed_free,
    }
}

fn question(asked: WhatIf) -> Result<Question, Failure> {
    let WhatIf { known, route, tries, ring_everyone, at, draft } = asked;
    let draft = draft.map(drafted).transpose()?;
    let (values, route) = (values(known)?, route_of(route));
    Ok(Question { values, route, tries, everyone: ring_everyone, at, draft })
}

/// What is said to be known of a visitor.
pub(in crate::console) fn values(known: Vec<KnownValue>) -> Result<Values, Failure> {
    let mut values = Values::default();
    for KnownValue { attribute, value } in known {
        let Ok(attribute) = Attribute::parse(&attribute) else {
            return Err(problem(Code::Invalid, format!("there is no attribute “{attribute}”")));
        };
        values.set(attribute, value);
    }
    Ok(values)
}

/// What a live chat card asks for.
pub(in crate::console) fn route_of(route: AskedRoute) -> Route {
    match route {
        AskedRoute::RoundRobin => Route::RoundRobin,
        AskedRoute::Agent(agent) => Route::Agent(UserId(agent)),
        AskedRoute::Rules => Route::Rules,
        AskedRoute::Team(team) => Route::Team(TeamId(team)),
    }
}

/// The rules of a draft.
pub(super) fn drafted(rules: Vec<DraftedRule>) -> Result<Vec<Drafted>, Failure> {
    let read = |DraftedRule { rule, enabled, settings }| {
        let wanted = settings.map(wanted).transpose()?;
        Ok(Drafted { rule: rule.map(RuleId), enabled, wanted })
    };
    rules.into_iter().map(read).collect()
}

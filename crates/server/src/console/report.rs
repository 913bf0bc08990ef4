//! What is reported of one dialogue.

use axum::Json;
use axum::extract::{Path, Query, State};
use frontdesk_app::report::{self, CardPassed, Counts, Days};
use frontdesk_domain::availability::Zone;
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::report::{
    DialoguePassed, DialogueReport, PassedCard, PassedWay, ReportCounts, ReportDay, ReportGoal,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::dialogues::named;
use crate::Edge;
use crate::refusal::{Failure, problem};

/// Which days.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Range {
    /// The first day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day; 366 days at most.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// The time zone in which days begin, by its IANA name; UTC, where absent.
    #[serde(default = "utc")]
    zone: String,
}

fn utc() -> String {
    "UTC".to_owned()
}

impl Range {
    fn days(&self) -> Result<Days, Failure> {
        let zone = Zone::parse(&self.zone).map_err(|unknown| problem(Code::Invalid, unknown.to_string()))?;
        Ok(Days::new(self.from, self.to, &zone)?)
    }
}

/// How far the visitors came who were first shown a dialogue on some days.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/report", operation_id = "find_report", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue."), Range),
    responses((status = 200, body = DialogueReport), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn find(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
    Query(range): Query<Range>,
) -> Result<Json<DialogueReport>, Failure> {
    let (id, days) = (named(&dialogue)?, range.days()?);
    let found = edge.desk.store.read(move |tx| report::of_dialogue(tx, id, &days)).await?;
    let (mut known, mut unknown) = (ReportCounts::default(), ReportCounts::default());
    let mut days = Vec::with_capacity(found.days.len());
    for (day, of_known, of_unknown) in found.days {
        let one = ReportDay { day, known: counts(of_known), unknown: counts(of_unknown) };
        known += one.known;
        unknown += one.unknown;
        days.push(one);
    }
    let goals = found.goals.into_iter().map(|(name, visitors)| ReportGoal { name, visitors }).collect();
    Ok(Json(DialogueReport { from: range.from, to: range.to, days, known, unknown, goals }))
}

fn counts(Counts { triggered, engaged, completed, acquired, goals }: Counts) -> ReportCounts {
    ReportCounts { triggered, engaged, completed, acquired, goals }
}

/// Which version.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfVersion {
    /// Its number; the last one, where absent.
    version: Option<u32>,
}

/// The ways that visitors took through a version of a dialogue whose conversations began on some days.
#[utoipa::path(
    get, path = "/api/console/dialogues/{dialogue}/passed", operation_id = "find_passed", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue."), Range, OfVersion),
    responses((status = 200, body = DialoguePassed), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn passed(
    State(edge): State<Edge>,
    Path(dialogue): Path<String>,
    Query(range): Query<Range>,
    Query(OfVersion { version }): Query<OfVersion>,
) -> Result<Json<DialoguePassed>, Failure> {
    let (id, days) = (named(&dialogue)?, range.days()?);
    let found = edge.desk.store.read(move |tx| report::passed(tx, id, version, &days)).await?;
    let card = |CardPassed { card, visitors, left, ways }: CardPassed| {
        let ways = ways.into_iter().map(|(way, visitors)| PassedWay { way, visitors }).collect();
        PassedCard { card, visitors, left, ways }
    };
    Ok(Json(DialoguePassed {
        version: found.version,
        versions: found.versions,
        visitors: found.visitors,
        cards: found.cards.into_iter().map(card).collect(),
    }))
}

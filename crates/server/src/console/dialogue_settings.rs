//! What of a dialogue is changed without its cards: its name, its pages, its audience, what it waits for, its priority.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use frontdesk_app::AppError;
use frontdesk_app::dialogues::{self, Draft, Listed, PRIORITIES};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::audit::Actor;
use frontdesk_domain::ids::DialogueId;
use frontdesk_domain::targeting::{Targets, UrlPattern};
use frontdesk_protocol::dialogues::{
    DialogueOutcome, DialogueSettings, TargetFault, TargetFaults, TargetLines,
};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::stream_file::{CriteriaFile, EventsFile};
use frontdesk_store::Tx;

use super::dialogues::{named, outcome, written};
use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// Tells which pages can't be used (`TARGET-1`).
#[utoipa::path(
    post, path = "/api/console/dialogues/targets", tag = "dialogues", request_body = TargetLines,
    responses((status = 200, body = TargetFaults), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn look_at_targets(Body(TargetLines { lines }): Body<TargetLines>) -> Json<TargetFaults> {
    let faults = lines.iter().enumerate().filter_map(|(line, text)| {
        UrlPattern::parse(text).err().map(|error| TargetFault { line, why: error.into() })
    });
    Json(TargetFaults { faults: faults.collect() })
}

/// Changes a dialogue's name at once, and its pages, audience, events and priority in its draft, which begins as what was published last.
#[utoipa::path(
    put, path = "/api/console/dialogues/{dialogue}/settings", operation_id = "set_dialogue", tag = "dialogues",
    params(("dialogue" = Uuid, Path, description = "The dialogue.")), request_body = DialogueSettings,
    responses((status = 200, body = DialogueOutcome), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(dialogue): Path<String>,
    Body(wanted): Body<DialogueSettings>,
) -> Result<Json<DialogueOutcome>, Failure> {
    let id = named(&dialogue)?;
    let name = wanted.name.trim().to_owned();
    if !(1..=200).contains(&name.chars().count()) || name.contains('\0') {
        return Err(problem(Code::Invalid, "the dialogue needs a name of at most 200 characters"));
    }
    if !PRIORITIES.contains(&wanted.priority) {
        return Err(problem(Code::Invalid, "a priority is a number from 1 to 10000"));
    }
    let told = serde_json::to_string(&wanted.audience).unwrap_or_default();
    if told.contains("\\u0000") {
        return Err(problem(Code::Invalid, "a text with a NUL can't be kept"));
    }
    let targets = Targets { include: patterns(&wanted.targets)?, exclude: patterns(&wanted.exclusions)? };
    let wanted = DialogueSettings { name, ..wanted };
    let actor = signed_in.actor();
    let change = move |tx: &mut Tx<'_>| change(tx, actor, id, &wanted, &targets);
    Ok(Json(edge.desk.store.write(change).await?))
}

fn patterns(texts: &[String]) -> Result<Vec<UrlPattern>, Failure> {
    let read = |text: &String| {
        UrlPattern::parse(text).map_err(|error| problem(Code::Invalid, format!("“{text}”: {error}")))
    };
    texts.iter().map(read).collect()
}

fn change(
    tx: &mut Tx<'_>,
    actor: Actor,
    id: DialogueId,
    wanted: &DialogueSettings,
    targets: &Targets,
) -> Result<DialogueOutcome, AppError> {
    let DialogueSettings { name, priority, .. } = wanted;
    dialogues::rename(tx, Some(actor), id, name)?;
    let Listed { row, .. } = dialogues::one(tx, id)?;
    // A new name alone is nothing to be published.
    let audience = row.audience.criteria.as_ref().map(CriteriaFile::from);
    let published = (&row.targets, row.priority, &audience, EventsFile::from(row.audience.events));
    if row.draft || published != (targets, *priority, &wanted.audience, wanted.events) {
        let mut file =
            written(dialogues::next(tx, id)?).map_err(|error| AppError::Invalid(error.to_string()))?;
        if let Some(fields) = file.as_object_mut() {
            fields.insert("name".to_owned(), name.as_str().into());
            fields.insert("targets".to_owned(), wanted.targets.as_slice().into());
            fields.insert("exclusions".to_owned(), wanted.exclusions.as_slice().into());
            fields.insert("priority".to_owned(), (*priority).into());
            put(fields, "audience", wanted.audience.as_ref())?;
            put(fields, "events", Some(wanted.events).filter(|events| !events.is_empty()).as_ref())?;
        }
        let draft = Draft { file, targets: targets.clone(), priority: *priority };
        dialogues::save_draft(tx, Some(actor), name, &draft)?;
    }
    outcome(tx, id)
}

/// Puts a field into a stream file, or takes it out.
fn put(
    fields: &mut serde_json::Map<String, serde_json::Value>,
    name: &str,
    value: Option<&impl serde::Serialize>,
) -> Result<(), AppError> {
    let Some(value) = value else {
        fields.remove(name);
        return Ok(());
    };
    let value = serde_json::to_value(value).map_err(|error| AppError::Invalid(error.to_string()))?;
    fields.insert(name.to_owned(), value);
    Ok(())
}

//! Attributes that an admin adds, changes and deletes. Whatever would break a published stream or a custom rule is
//! refused; what is done leaves its entry in the audit log.

use frontdesk_domain::attribute::{
    Attribute, BadDefinition, Catalogue, Definition, Kind, Scope, check_values,
};
use frontdesk_domain::audit::{self as acts, Act, Actor, listed, note, yes_or_no};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::stream::check::{RouteTargets, check};
use frontdesk_store::repo::{attribute as rows, audit, dialogue, routing_rule};
use frontdesk_store::{Lock, Tx};

use crate::{AppError, access};

/// All attributes there are.
pub fn catalogue(tx: &mut Tx<'_>) -> Result<Catalogue, AppError> {
    Ok(rows::catalogue(tx)?)
}

/// Adds an attribute of persons or companies.
pub fn create(tx: &mut Tx<'_>, actor: Option<Actor>, new: &Definition) -> Result<(), AppError> {
    begin(tx, actor)?;
    add(tx, new)?;
    append(tx, actor, Act::AttributeMade, &new.attribute, &changes(None, new))
}

/// Adds an attribute that nothing stands against.
pub(crate) fn add(tx: &mut Tx<'_>, new: &Definition) -> Result<(), AppError> {
    rows::catalogue(tx)?.check_new(new).map_err(|bad| refuse(&bad))?;
    Ok(rows::put(tx, new)?)
}

/// What of an attribute can be changed. Its name and kind stay: values of it are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Whether a token may show it to a visitor whose e-mail is only claimed (`TARGET-10`).
    pub greetable: Option<bool>,
    /// The values of a pick-list.
    pub values: Option<Vec<String>>,
}

/// Changes an attribute; of a standard one only whether visitors may be greeted with it.
pub fn change(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    attribute: &Attribute,
    change: &Change,
) -> Result<Definition, AppError> {
    begin(tx, actor)?;
    let known = rows::catalogue(tx)?;
    let before = find(&known, attribute)?;
    let mut definition = before.clone();
    if let Some(greetable) = change.greetable {
        definition.greetable = greetable;
    }
    if let Some(values) = &change.values {
        if !matches!(definition.kind, Kind::PickList(_)) {
            return Err(AppError::Invalid(format!("“{attribute}” is no pick-list")));
        }
        check_values(values).map_err(|bad| refuse(&bad))?;
        definition.kind = Kind::PickList(values.clone());
    }
    rows::put(tx, &definition)?;
    keeps_whole(tx, attribute)?;
    let changes = changes(Some(before), &definition);
    if !changes.is_empty() {
        append(tx, actor, Act::AttributeChanged, attribute, &changes)?;
    }
    Ok(definition)
}

/// Deletes an attribute that was added. Values of it are no longer shown, asked for or looked at.
pub fn delete(tx: &mut Tx<'_>, actor: Option<Actor>, attribute: &Attribute) -> Result<(), AppError> {
    begin(tx, actor)?;
    find(&rows::catalogue(tx)?, attribute)?;
    if Catalogue::is_standard(attribute) {
        return Err(AppError::Conflict(format!("“{attribute}” is a standard attribute")));
    }
    rows::delete(tx, attribute)?;
    keeps_whole(tx, attribute)?;
    append(tx, actor, Act::AttributeDeleted, attribute, &[])
}

/// An attribute that can be changed and deleted as one: lists can't.
fn find<'a>(catalogue: &'a Catalogue, attribute: &Attribute) -> Result<&'a Definition, AppError> {
    let found = catalogue.get(attribute).filter(|_| attribute.scope() != Scope::List);
    found.ok_or(AppError::NotFound)
}

/// Attributes belong to what is published: changes are made one after the other.
fn begin(tx: &mut Tx<'_>, actor: Option<Actor>) -> Result<(), AppError> {
    tx.lock(Lock::Publishing)?;
    access::begin(tx, actor, Permission::ManageChatbotSettings)
}

fn append(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    act: Act,
    attribute: &Attribute,
    changes: &[acts::Change],
) -> Result<(), AppError> {
    Ok(audit::append(tx, actor, act, attribute.name(), attribute.name(), changes)?)
}

fn changes(before: Option<&Definition>, after: &Definition) -> Vec<acts::Change> {
    let values = |one: &Definition| match &one.kind {
        Kind::PickList(values) => listed(values),
        _ => None,
    };
    let mut changes = Vec::new();
    note(&mut changes, "values", before.and_then(values), values(after));
    let greetable = before.map(|before| yes_or_no(before.greetable));
    note(&mut changes, "may be greeted with", greetable, Some(yes_or_no(after.greetable)));
    changes
}

/// Refuses what has just been changed where it breaks a published stream, naming its dialogue, or a custom rule.
pub(crate) fn keeps_whole(tx: &mut Tx<'_>, attribute: &Attribute) -> Result<(), AppError> {
    let catalogue = rows::catalogue(tx)?;
    for rule in routing_rule::all(tx)? {
        if rule.check(&catalogue).is_err() {
            return Err(AppError::Conflict(format!(
                "“{attribute}” is used by the custom rule “{}”",
                rule.name
            )));
        }
    }
    for published in dialogue::published(tx)? {
        if !published.audience.faults(&catalogue).is_empty() {
            return Err(AppError::Conflict(format!(
                "“{attribute}” is used by the audience of the published dialogue “{}”",
                published.name
            )));
        }
        let stream = dialogue::stream(tx, published.version)?.ok_or(AppError::NotFound)?;
        if let Some(fault) = check(&stream, &catalogue, &RouteTargets::of(&stream)).first() {
            let card = fault.card.as_ref().map_or("?", |card| card.0.as_str());
            return Err(AppError::Conflict(format!(
                "“{attribute}” is used by the published dialogue “{}”, card “{card}”",
                published.name
            )));
        }
    }
    Ok(())
}

fn refuse(bad: &BadDefinition) -> AppError {
    match bad {
        BadDefinition::Taken(_) => AppError::Conflict(bad.to_string()),
        _ => AppError::Invalid(bad.to_string()),
    }
}

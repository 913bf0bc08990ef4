//! What is known of a visitor, and what may be shown to them (`TARGET-10`).

use frontdesk_domain::attribute::{Attribute, Catalogue, Values};
use frontdesk_domain::ids::PersonId;
use frontdesk_domain::stream::run::{Captured, Known};
use frontdesk_store::repo::attribute;
use frontdesk_store::repo::visitor::{self, Person, Visitor};
use frontdesk_store::{Lock, Tx};

use crate::{AppError, lists};

/// What the interpreter may know: what this browser told, and of the claimed person only what may be greeted with.
pub fn known(tx: &mut Tx<'_>, visitor: &Visitor, page: &str, dialogue: &str) -> Result<Known, AppError> {
    let catalogue = attribute::catalogue(tx)?;
    let person = visitor.person.map(|person| visitor::find_person(tx, person)).transpose()?.flatten();
    let record = person.as_ref().map(|person| &person.attributes);
    let mut known = compose(&visitor.attributes, &visitor.inferred, record, catalogue, Greeted::ByClaim);
    if let Some(person) = person {
        lists::know(tx, &person.email, &mut known.held)?;
    }
    place(&mut known, page, dialogue);
    Ok(known)
}

/// What of a person's record tokens may show (`TARGET-10`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greeted {
    /// The e-mail is a claim: what visitors may be greeted with.
    ByClaim,
    /// The e-mail is proven: everything.
    Proven,
}

/// Puts together what a browser told, what its address tells, and the record of the person it belongs to.
pub(crate) fn compose(
    told: &Values,
    inferred: &Values,
    record: Option<&Values>,
    catalogue: Catalogue,
    greeted: Greeted,
) -> Known {
    let mut known = Known { shown: told.clone(), held: told.clone(), catalogue };
    for (attribute, value) in inferred.iter() {
        known.held.set(attribute.clone(), value.to_owned());
    }
    for (attribute, value) in record.into_iter().flat_map(Values::iter) {
        known.held.fill(attribute, value);
        if greeted == Greeted::Proven || known.catalogue.is_greetable(attribute) {
            known.shown.fill(attribute, value);
        }
    }
    known
}

/// Adds where the conversation takes place.
pub(crate) fn place(known: &mut Known, page: &str, dialogue: &str) {
    for (name, value) in [("conversation.page", page), ("conversation.dialogue", dialogue)] {
        if let Ok(attribute) = Attribute::parse(name) {
            known.held.set(attribute.clone(), value.to_owned());
            known.shown.set(attribute, value.to_owned());
        }
    }
}

/// Stores what a visitor told, or a card has set. An e-mail links them to the person with that address, made if new; what is told
/// fills only what is empty in the person's record, and what it says otherwise stays a claim (`TARGET-10`).
pub fn learn(tx: &mut Tx<'_>, visitor: &mut Visitor, told: &[Captured]) -> Result<(), AppError> {
    if told.is_empty() {
        return Ok(());
    }
    let linked_before = visitor.person.is_some();
    for Captured { attribute, value, .. } in told {
        if *attribute == Attribute::email() {
            visitor.person = Some(person_with(tx, value)?);
        }
    }
    note(&mut visitor.attributes, told);
    visitor::update(tx, visitor)?;
    let Some(person) = visitor.person else { return Ok(()) };
    // Two browsers that give one e-mail at the same instant must not forget each other's answers.
    tx.lock(Lock::Person(person))?;
    if let Some(mut person) = visitor::find_person(tx, person)? {
        // What was told before the first e-mail belongs to that person; a second e-mail takes nothing of it along.
        let told = if linked_before {
            told.iter().map(|told| (told.attribute.clone(), told.value.clone())).collect()
        } else {
            visitor.attributes.clone()
        };
        fill(tx, &mut person, &told)?;
    }
    Ok(())
}

/// Adds to what a browser told. An e-mail links anew whatever was told before.
pub(crate) fn note(values: &mut Values, told: &[Captured]) {
    for Captured { attribute, value, overwrite } in told {
        if *overwrite || *attribute == Attribute::email() {
            values.set(attribute.clone(), value.clone());
        } else {
            values.fill(attribute, value);
        }
    }
}

fn fill(tx: &mut Tx<'_>, person: &mut Person, told: &Values) -> Result<(), AppError> {
    let mut changed = false;
    for (attribute, value) in told.iter() {
        changed |= person.attributes.fill(attribute, value);
    }
    if changed {
        visitor::update_person(tx, person)?;
    }
    Ok(())
}

fn person_with(tx: &mut Tx<'_>, email: &str) -> Result<PersonId, AppError> {
    if let Some(person) = visitor::find_person_by_email(tx, email)? {
        return Ok(person.id);
    }
    let id = PersonId::mint(tx.now(), tx.random());
    let attributes = [(Attribute::email(), email.to_owned())].into_iter().collect();
    visitor::insert_person(tx, &Person { id, email: email.to_owned(), attributes })?;
    // Another transaction may have made the person first.
    Ok(visitor::find_person_by_email(tx, email)?.map_or(id, |person| person.id))
}

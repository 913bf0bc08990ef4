//! Visitors and the persons they are.

use frontdesk_domain::attribute::Values;
use frontdesk_domain::ids::{PersonId, VisitorId};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, Value, params};

/// A visitor as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The visitor.
    pub id: VisitorId,
    /// The person they claim to be.
    pub person: Option<PersonId>,
    /// What they told in this browser.
    pub attributes: Values,
    /// What their address tells.
    pub inferred: Values,
}

/// A person as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// Lower case.
    pub email: String,
    /// What is known.
    pub attributes: Values,
}

fn visitor(row: &Row<'_>) -> Result<Visitor, StoreError> {
    Ok(Visitor { id: row.get(0)?, person: row.get(1)?, attributes: row.json(2)?, inferred: row.json(3)? })
}

fn person(row: &Row<'_>) -> Result<Person, StoreError> {
    Ok(Person { id: row.get(0)?, email: row.get(1)?, attributes: row.json(2)? })
}

/// Stores a new visitor, known by the hash of their token.
pub fn insert(tx: &mut Tx<'_>, id: VisitorId, token_hash: &[u8]) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into visitor (id, token_hash, attributes, created) values ($1, $2, $3, $4)",
        &params![id, token_hash, Value::json(&Values::default())?, now],
    )?;
    Ok(())
}

/// Finds a visitor.
pub fn find(tx: &mut Tx<'_>, id: VisitorId) -> Result<Option<Visitor>, StoreError> {
    tx.optional("select id, person, attributes, inferred from visitor where id = $1", &params![id], visitor)
}

/// Finds a visitor by the hash of their token.
pub fn find_by_token(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<VisitorId>, StoreError> {
    tx.optional("select id from visitor where token_hash = $1", &params![token_hash], |row| row.get(0))
}

/// Stores what a visitor told, and who they claim to be.
pub fn update(tx: &mut Tx<'_>, visitor: &Visitor) -> Result<(), StoreError> {
    tx.execute(
        "update visitor set person = $2, attributes = $3 where id = $1",
        &params![visitor.id, visitor.person, Value::json(&visitor.attributes)?],
    )?;
    Ok(())
}

/// Stores what a visitor's address tells.
pub fn set_inferred(tx: &mut Tx<'_>, id: VisitorId, inferred: &Values) -> Result<(), StoreError> {
    tx.execute("update visitor set inferred = $2 where id = $1", &params![id, Value::json(inferred)?])?;
    Ok(())
}

/// Finds a person.
pub fn find_person(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Person>, StoreError> {
    tx.optional("select id, email, attributes from person where id = $1", &params![id], person)
}

/// Finds a person by e-mail, in lower case.
pub fn find_person_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<Person>, StoreError> {
    tx.optional("select id, email, attributes from person where email = $1", &params![email], person)
}

/// Stores a new person, unless one with the e-mail came first.
pub fn insert_person(tx: &mut Tx<'_>, person: &Person) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into person (id, email, attributes, created) values ($1, $2, $3, $4)
         on conflict (email) do nothing",
        &params![person.id, &person.email, Value::json(&person.attributes)?, now],
    )?;
    Ok(())
}

/// Stores what is known of a person.
pub fn update_person(tx: &mut Tx<'_>, person: &Person) -> Result<(), StoreError> {
    tx.execute(
        "update person set attributes = $2 where id = $1",
        &params![person.id, Value::json(&person.attributes)?],
    )?;
    Ok(())
}

/// People, the newest first.
pub fn newest_people(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Person>, StoreError> {
    tx.query("select id, email, attributes from person order by id desc limit $1", &params![limit], person)
}

/// Visitors who came for the first time after an instant, the newest first, each with the person they claim to be.
pub fn newest(
    tx: &mut Tx<'_>,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<(Visitor, Option<Person>)>, StoreError> {
    tx.query(
        "select v.id, v.person, v.attributes, v.inferred, p.email, p.attributes
         from visitor v left join person p on p.id = v.person
         where v.created > $1 order by v.id desc limit $2",
        &params![since, limit],
        |row| {
            let visitor = visitor(row)?;
            let person = match visitor.person {
                Some(id) => Some(Person { id, email: row.get(4)?, attributes: row.json(5)? }),
                None => None,
            };
            Ok((visitor, person))
        },
    )
}

//! Account routing: named companies, and the agent who owns each (`ROUTE-1`).

use frontdesk_domain::ids::{NamedAccountId, UserId};
use frontdesk_domain::routing::OwnedAccount;
use uuid::Uuid;

use crate::{Row, StoreError, Tx, params};

/// A company as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAccount {
    /// Its id.
    pub id: NamedAccountId,
    /// Its name.
    pub name: String,
    /// Its e-mail domain in lower case, unlike all others.
    pub domain: String,
    /// Who owns it.
    pub owner: UserId,
}

fn named(row: &Row<'_>) -> Result<NamedAccount, StoreError> {
    Ok(NamedAccount { id: row.get(0)?, name: row.get(1)?, domain: row.get(2)?, owner: row.get(3)? })
}

fn owned(row: &Row<'_>) -> Result<OwnedAccount, StoreError> {
    Ok(OwnedAccount { account: row.get(0)?, name: row.get(1)?, owner: row.get(2)? })
}

/// The company of a domain.
pub fn of_domain(tx: &mut Tx<'_>, domain: &str) -> Result<Option<OwnedAccount>, StoreError> {
    tx.optional("select id, name, owner from named_account where domain = $1", &params![domain], owned)
}

/// The company of a domain, whole.
pub fn find_by_domain(tx: &mut Tx<'_>, domain: &str) -> Result<Option<NamedAccount>, StoreError> {
    tx.optional(
        "select id, name, domain, owner from named_account where domain = $1",
        &params![domain],
        named,
    )
}

/// The first company of a name, without regard to case.
pub fn of_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<OwnedAccount>, StoreError> {
    tx.optional(
        "select id, name, owner from named_account where folded = $1 order by id limit 1",
        &params![name.to_lowercase()],
        owned,
    )
}

/// Finds a company.
pub fn find(tx: &mut Tx<'_>, id: NamedAccountId) -> Result<Option<NamedAccount>, StoreError> {
    tx.optional("select id, name, domain, owner from named_account where id = $1", &params![id], named)
}

/// Adds a company or changes it.
pub fn put(tx: &mut Tx<'_>, account: &NamedAccount) -> Result<(), StoreError> {
    tx.execute(
        "insert into named_account (id, name, folded, domain, owner) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set name = excluded.name, folded = excluded.folded,
             domain = excluded.domain, owner = excluded.owner",
        &params![
            account.id,
            account.name.as_str(),
            account.name.to_lowercase(),
            account.domain.as_str(),
            account.owner
        ],
    )?;
    Ok(())
}

/// How many companies a user owns.
pub fn owned_by(tx: &mut Tx<'_>, owner: UserId) -> Result<u64, StoreError> {
    tx.one("select count(*) from named_account where owner = $1", &params![owner], |row| row.get(0))
}

/// Takes a company off the list.
pub fn delete(tx: &mut Tx<'_>, id: NamedAccountId) -> Result<(), StoreError> {
    tx.execute("delete from named_account where id = $1", &params![id])?;
    Ok(())
}

/// Companies after one, by id, each with its owner's e-mail: the list as it is written to a file.
pub fn all_after(
    tx: &mut Tx<'_>,
    after: NamedAccountId,
    limit: u32,
) -> Result<Vec<(NamedAccount, String)>, StoreError> {
    tx.query(
        "select n.id, n.name, n.domain, n.owner, a.email
         from named_account n join account a on a.id = n.owner
         where n.id > $1 order by n.id limit $2",
        &params![after, limit],
        |row| Ok((named(row)?, row.get(4)?)),
    )
}

/// A page of the list: companies whose names or domains begin with some words, by name, from the one after another.
pub fn page(
    tx: &mut Tx<'_>,
    words: &str,
    after: Option<&NamedAccount>,
    limit: u32,
) -> Result<Vec<NamedAccount>, StoreError> {
    let (name, id) = after.map_or((String::new(), None), |one| (one.name.to_lowercase(), Some(one.id)));
    let id = id.unwrap_or(NamedAccountId(Uuid::nil()));
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return tx.query(
            "select id, name, domain, owner from named_account
             where (folded, id) > ($1, $2) order by folded, id limit $3",
            &params![name, id, limit],
            named,
        );
    }
    // Beginnings, so that tens of thousands stay instant: each of the two is a stretch of an index.
    let end = format!("{words}\u{10ffff}");
    tx.query(
        "select id, name, domain, owner from named_account
         where id in (select n.id from named_account n where n.folded >= $4 and n.folded < $5
                      union
                      select d.id from named_account d where d.domain >= $4 and d.domain < $5)
           and (folded, id) > ($1, $2) order by folded, id limit $3",
        &params![name, id, limit, words, end],
        named,
    )
}

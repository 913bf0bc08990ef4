//! Who is on which list. The lists themselves are attributes.

use frontdesk_domain::attribute::Attribute;

use crate::{Row, StoreError, Tx, params};

/// The lists that an e-mail is on.
pub fn of(tx: &mut Tx<'_>, email: &str) -> Result<Vec<Attribute>, StoreError> {
    tx.query("select list from list_member where email = $1 order by list limit 500", &params![email], name)
}

/// How many are on each list that has anybody.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(Attribute, u64)>, StoreError> {
    tx.query("select list, count(*) from list_member group by list order by list limit 500", &[], |row| {
        Ok((name(row)?, row.get(1)?))
    })
}

/// Puts an e-mail on a list; whether it was not on it.
pub fn add(tx: &mut Tx<'_>, list: &Attribute, email: &str) -> Result<bool, StoreError> {
    let added = tx.execute(
        "insert into list_member (email, list) values ($1, $2) on conflict (email, list) do nothing",
        &params![email, list.name()],
    )?;
    Ok(added > 0)
}

/// Takes an e-mail off a list; whether it was on it.
pub fn remove(tx: &mut Tx<'_>, list: &Attribute, email: &str) -> Result<bool, StoreError> {
    let removed =
        tx.execute("delete from list_member where email = $1 and list = $2", &params![email, list.name()])?;
    Ok(removed > 0)
}

/// Takes everybody off a list.
pub fn clear(tx: &mut Tx<'_>, list: &Attribute) -> Result<(), StoreError> {
    tx.execute("delete from list_member where list = $1", &params![list.name()])?;
    Ok(())
}

/// E-mails on a list that begin with some letters, in order, after one; at most so many.
pub fn page(
    tx: &mut Tx<'_>,
    list: &Attribute,
    begins: &str,
    after: &str,
    most: u32,
) -> Result<Vec<String>, StoreError> {
    // A character that no address has ends the range of those that begin alike.
    let beyond = format!("{begins}\u{10ffff}");
    tx.query(
        "select email from list_member where list = $1 and email >= $2 and email < $3 and email > $4
         order by email limit $5",
        &params![list.name(), begins, &beyond, after, most],
        |row| row.get(0),
    )
}

fn name(row: &Row<'_>) -> Result<Attribute, StoreError> {
    let name: String = row.get(0)?;
    Attribute::parse(&name).map_err(|bad| StoreError::Decoding { column: 0, message: bad.to_string() })
}

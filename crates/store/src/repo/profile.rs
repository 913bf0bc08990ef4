//! Profiles, and who has them.

use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{BuiltIn, Permissions, ProfileId};

use crate::{Row, StoreError, Tx, Value, params};

/// A profile as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The profile.
    pub id: ProfileId,
    /// Its name, unlike all others.
    pub name: String,
    /// What it gives.
    pub permissions: Permissions,
    /// How many users have it.
    pub users: u64,
}

/// The most custom profiles there may be.
pub const MOST: usize = 200;

fn id(row: &Row<'_>, column: usize) -> Result<ProfileId, StoreError> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| StoreError::Decoding { column, message: format!("{text} is no profile") })
}

fn permissions(row: &Row<'_>, id: ProfileId, column: usize) -> Result<Permissions, StoreError> {
    match id {
        ProfileId::BuiltIn(profile) => Ok(profile.permissions()),
        ProfileId::Custom(_) => row.json(column),
    }
}

fn profile(row: &Row<'_>) -> Result<Profile, StoreError> {
    let id = id(row, 0)?;
    Ok(Profile { id, name: row.get(1)?, permissions: permissions(row, id, 2)?, users: row.get(3)? })
}

/// All profiles, by name. There are at most [`MOST`] and the built-in ones.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Profile>, StoreError> {
    tx.query(
        "select p.id, p.name, p.permissions, (select count(*) from account_profile a where a.profile = p.id)
         from profile p order by p.name",
        &[],
        profile,
    )
}

/// Finds a profile.
pub fn find(tx: &mut Tx<'_>, id: ProfileId) -> Result<Option<Profile>, StoreError> {
    tx.optional(
        "select p.id, p.name, p.permissions, (select count(*) from account_profile a where a.profile = p.id)
         from profile p where p.id = $1",
        &params![id.to_string()],
        profile,
    )
}

/// Makes the built-in profiles that are missing.
pub fn make_built_in(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for profile in BuiltIn::ALL {
        tx.execute(
            "insert into profile (id, name) values ($1, $2) on conflict (id) do nothing",
            &params![profile.key(), profile.name()],
        )?;
    }
    Ok(())
}

/// Makes a custom profile or changes it.
pub fn put(tx: &mut Tx<'_>, id: ProfileId, name: &str, permissions: &Permissions) -> Result<(), StoreError> {
    tx.execute(
        "insert into profile (id, name, permissions) values ($1, $2, $3)
         on conflict (id) do update set name = excluded.name, permissions = excluded.permissions",
        &params![id.to_string(), name, Value::json(permissions)?],
    )?;
    Ok(())
}

/// Deletes a profile that nobody has.
pub fn delete(tx: &mut Tx<'_>, id: ProfileId) -> Result<(), StoreError> {
    tx.execute("delete from profile where id = $1", &params![id.to_string()])?;
    Ok(())
}

/// The profiles of a user, by name: id, name, what it gives.
pub fn of_account(
    tx: &mut Tx<'_>,
    account: UserId,
) -> Result<Vec<(ProfileId, String, Permissions)>, StoreError> {
    tx.query(
        "select p.id, p.name, p.permissions from account_profile a join profile p on p.id = a.profile
         where a.account = $1 order by p.name",
        &params![account],
        |row| {
            let id = id(row, 0)?;
            Ok((id, row.get(1)?, permissions(row, id, 2)?))
        },
    )
}

/// The users who have a profile, in the order in which they are locked.
pub fn users(tx: &mut Tx<'_>, id: ProfileId) -> Result<Vec<UserId>, StoreError> {
    tx.query(
        "select account from account_profile where profile = $1 order by account",
        &params![id.to_string()],
        |row| row.get(0),
    )
}

/// Gives a user these profiles and no others.
pub fn set(tx: &mut Tx<'_>, account: UserId, profiles: &[ProfileId]) -> Result<(), StoreError> {
    tx.execute("delete from account_profile where account = $1", &params![account])?;
    for id in profiles {
        tx.execute(
            "insert into account_profile (account, profile) values ($1, $2)",
            &params![account, id.to_string()],
        )?;
    }
    Ok(())
}

//! Acts on custom profiles; each leaves its entry in the audit log. The built-in ones never change.

use frontdesk_domain::audit::{Act, Actor, note};
use frontdesk_domain::ids::mint;
use frontdesk_domain::permission::{Permissions, ProfileId, check_custom};
use frontdesk_store::Tx;
use frontdesk_store::repo::audit;
use frontdesk_store::repo::profile::{self, MOST, Profile};

use crate::account::read_name;
use crate::error::AdminRefusal;
use crate::{AppError, access};

/// Makes a custom profile.
pub fn create(
    tx: &mut Tx<'_>,
    actor: Actor,
    name: &str,
    permissions: &Permissions,
) -> Result<ProfileId, AppError> {
    access::begin_act(tx, Some(actor))?;
    let id = ProfileId::Custom(mint(tx.now(), tx.random()));
    let all = profile::all(tx)?;
    if all.iter().filter(|one| matches!(one.id, ProfileId::Custom(_))).count() >= MOST {
        return Err(AppError::Invalid(format!("there are {MOST} profiles already")));
    }
    let name = check(&all, id, name, permissions)?;
    profile::put(tx, id, &name, permissions)?;
    let mut changes = Vec::new();
    note(&mut changes, "permissions", None, Some(permissions.words()));
    audit::append(tx, Some(actor), Act::ProfileMade, &id.to_string(), &name, &changes)?;
    Ok(id)
}

/// Changes a custom profile; what its users may do follows at once.
pub fn update(
    tx: &mut Tx<'_>,
    actor: Actor,
    id: ProfileId,
    name: &str,
    permissions: &Permissions,
) -> Result<(), AppError> {
    access::begin_act(tx, Some(actor))?;
    let before = custom(tx, id)?;
    let name = check(&profile::all(tx)?, id, name, permissions)?;
    profile::put(tx, id, &name, permissions)?;
    for user in profile::users(tx, id)? {
        access::settle(tx, user)?;
    }
    let mut changes = Vec::new();
    note(&mut changes, "name", Some(before.name), Some(name.clone()));
    note(&mut changes, "permissions", Some(before.permissions.words()), Some(permissions.words()));
    if !changes.is_empty() {
        audit::append(tx, Some(actor), Act::ProfileChanged, &id.to_string(), &name, &changes)?;
    }
    Ok(())
}

/// Deletes a custom profile that nobody has.
pub fn delete(tx: &mut Tx<'_>, actor: Actor, id: ProfileId) -> Result<(), AppError> {
    access::begin_act(tx, Some(actor))?;
    let before = custom(tx, id)?;
    if before.users > 0 {
        return Err(AdminRefusal::InUse(before.users).into());
    }
    profile::delete(tx, id)?;
    audit::append(tx, Some(actor), Act::ProfileDeleted, &id.to_string(), &before.name, &[])?;
    Ok(())
}

fn custom(tx: &mut Tx<'_>, id: ProfileId) -> Result<Profile, AppError> {
    match id {
        ProfileId::BuiltIn(_) => Err(AdminRefusal::BuiltIn.into()),
        ProfileId::Custom(_) => profile::find(tx, id)?.ok_or(AppError::NotFound),
    }
}

/// The name as it is stored, if the profile can be as wanted.
fn check(all: &[Profile], id: ProfileId, name: &str, permissions: &Permissions) -> Result<String, AppError> {
    let name = read_name(name)?;
    if all.iter().any(|other| other.id != id && other.name.to_lowercase() == name.to_lowercase()) {
        return Err(AdminRefusal::Taken(name).into());
    }
    check_custom(permissions)
        .map_err(|own| AppError::Invalid(format!("“{}” is the owner's alone", own.words())))?;
    Ok(name)
}

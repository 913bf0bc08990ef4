//! What the admin says of the website (`TARGET-11`); each change leaves its entry in the audit log.

use frontdesk_domain::audit::{Act, Actor, note, yes_or_no};
use frontdesk_domain::permission::Permission;
use frontdesk_domain::website::{Domain, MOST_DOMAINS, Website};
use frontdesk_store::repo::{audit, website};
use frontdesk_store::{Lock, Tx};

use crate::{AppError, access};

/// The settings of the website as a node knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Goes up with each change.
    pub version: u64,
    /// The settings.
    pub website: Website,
}

/// The settings.
pub fn read(tx: &mut Tx<'_>) -> Result<Known, AppError> {
    let (version, website) = website::find(tx)?;
    Ok(Known { version, website })
}

/// The settings, where they are others than those of a version.
pub fn newer(tx: &mut Tx<'_>, known: u64) -> Result<Option<Known>, AppError> {
    if website::version(tx)? == known { Ok(None) } else { read(tx).map(Some) }
}

/// Lists a domain; one that is listed already is changed.
pub fn list_domain(tx: &mut Tx<'_>, actor: Option<Actor>, domain: &Domain) -> Result<Known, AppError> {
    let mut settings = begin(tx, actor)?;
    let listed = &mut settings.domains.0;
    let before = listed.iter().position(|one| one.name == domain.name).map(|at| listed.remove(at));
    if listed.len() >= MOST_DOMAINS {
        return Err(AppError::Invalid(format!("there are {MOST_DOMAINS} domains already")));
    }
    listed.push(domain.clone());
    listed.sort_by(|one, other| one.name.cmp(&other.name));
    let mut changes = Vec::new();
    let before = before.map(|before| yes_or_no(before.subdomains));
    note(&mut changes, "with subdomains", before, Some(yes_or_no(domain.subdomains)));
    if !changes.is_empty() {
        website::put(tx, &settings)?;
        audit::append(tx, actor, Act::DomainListed, &domain.name, &domain.name, &changes)?;
    }
    read(tx)
}

/// Takes a domain off the list.
pub fn remove_domain(tx: &mut Tx<'_>, actor: Option<Actor>, name: &str) -> Result<Known, AppError> {
    let mut settings = begin(tx, actor)?;
    let listed = &mut settings.domains.0;
    let at = listed.iter().position(|one| one.name == name).ok_or(AppError::NotFound)?;
    listed.remove(at);
    website::put(tx, &settings)?;
    audit::append(tx, actor, Act::DomainRemoved, name, name, &[])?;
    read(tx)
}

/// Sets whether visitors have to agree first, and where the privacy policy is.
pub fn set_privacy(
    tx: &mut Tx<'_>,
    actor: Option<Actor>,
    consent_required: bool,
    privacy_link: Option<String>,
) -> Result<Known, AppError> {
    let before = begin(tx, actor)?;
    let mut changes = Vec::new();
    let (was, is) = (yes_or_no(before.consent_required), yes_or_no(consent_required));
    note(&mut changes, "consent required", Some(was), Some(is));
    note(&mut changes, "privacy policy", before.privacy_link, privacy_link.clone());
    if !changes.is_empty() {
        website::put(tx, &Website { domains: before.domains, consent_required, privacy_link })?;
        audit::append(tx, actor, Act::PrivacyChanged, "", "", &changes)?;
    }
    read(tx)
}

/// Where the widget may be belongs to what is published: changes are made one after the other.
fn begin(tx: &mut Tx<'_>, actor: Option<Actor>) -> Result<Website, AppError> {
    tx.lock(Lock::Publishing)?;
    access::begin(tx, actor, Permission::ManagePrivacyAndSecurity)?;
    Ok(website::find(tx)?.1)
}

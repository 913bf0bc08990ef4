//! Publishing a dialogue.

use frontdesk_domain::ids::{DialogueId, StreamVersionId};
use frontdesk_domain::stream::Stream;
use frontdesk_domain::targeting::Targets;
use frontdesk_store::Tx;
use frontdesk_store::repo::dialogue;

use crate::AppError;

/// A dialogue that has passed all checks.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// The dialogue's name; one with that name gets a new version.
    pub name: String,
    /// The pages that show it.
    pub targets: Targets,
    /// Of two, the smaller number is shown.
    pub priority: u32,
    /// What it runs.
    pub stream: Stream,
}

/// Freezes a version of a dialogue and publishes it. Publishing what is published already changes nothing. Returns the
/// dialogue and the version's number.
pub fn publish(tx: &mut Tx<'_>, new: &NewVersion) -> Result<(DialogueId, u32), AppError> {
    let known = dialogue::find_by_name(tx, &new.name)?;
    if let Some((id, Some(version), number)) = known
        && dialogue::stream(tx, version)?.as_ref() == Some(&new.stream)
    {
        dialogue::publish(tx, id, version, &new.targets, new.priority)?;
        return Ok((id, number));
    }
    let (id, number) = if let Some((id, _, number)) = known {
        (id, number)
    } else {
        let id = DialogueId::mint(tx.now(), tx.random());
        dialogue::insert(tx, id, &new.name)?;
        (id, 0)
    };
    let version = StreamVersionId::mint(tx.now(), tx.random());
    dialogue::insert_version(tx, version, id, number + 1, &new.stream)?;
    dialogue::publish(tx, id, version, &new.targets, new.priority)?;
    Ok((id, number + 1))
}

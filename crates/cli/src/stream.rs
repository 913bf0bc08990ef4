//! `frontdesk stream`: stream files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use frontdesk_app::publish::{NewVersion, publish};
use frontdesk_domain::attribute::Catalogue;
use frontdesk_protocol::stream_file::{Dialogue, StreamFile};

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Check a stream file: every fault is named with its card.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Check a stream file and publish its dialogue; one of the same name gets a new version.
    Import {
        /// The file.
        file: PathBuf,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Print the JSON schema of the stream file.
    Schema,
}

/// Does it.
pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check { file } => {
            let dialogue = read(file)?;
            println!("“{}” can be published: {} cards", dialogue.name, dialogue.stream.cards.len());
            warn(&dialogue);
        }
        Command::Import { file, database } => {
            let dialogue = read(file)?;
            warn(&dialogue);
            let new = version(dialogue);
            let name = new.name.clone();
            let store = database.open(Arc::new(SystemClock))?;
            let (_, number) = store.write_blocking(move |tx| publish(tx, &new))?;
            store.close_blocking();
            println!("“{name}” is published, version {number}");
        }
        Command::Schema => {
            let schema = schemars::schema_for!(StreamFile);
            println!("{}", serde_json::to_string_pretty(&schema)?);
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<Dialogue, Failure> {
    let json = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    StreamFile::read(&json, &Catalogue::default())
        .map_err(|error| format!("{}:\n{error}", file.display()).into())
}

/// Good practice that is missing is told, and keeps nobody from publishing (`STREAM-4`).
fn warn(dialogue: &Dialogue) {
    for warning in dialogue.warnings() {
        eprintln!("note: {warning}");
    }
}

/// A dialogue, ready to be published.
pub fn version(dialogue: Dialogue) -> NewVersion {
    let Dialogue { name, targets, priority, stream } = dialogue;
    NewVersion { name, targets, priority, stream }
}

//! `frontdesk stream`: dialogues and their stream files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Subcommand, ValueEnum};
use frontdesk_app::AppError;
use frontdesk_app::attributes::catalogue;
use frontdesk_app::dialogues::{self, Draft, Listed, Next};
use frontdesk_app::publish::publish;
use frontdesk_app::routing::targets;
use frontdesk_domain::attribute::Catalogue;
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_protocol::stream_file::{StreamFile, StreamFileError, warnings};
use frontdesk_store::{Store, Tx};

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Check a stream file against the standard attributes: every fault is named with its card.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Check a stream file and publish its dialogue; one of the same name gets a new version.
    Import {
        /// The file.
        file: PathBuf,
        /// Keep it as a draft: pages go on showing what is published.
        #[arg(long)]
        draft: bool,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Print a dialogue's stream file: its draft, or what was published last.
    Export {
        /// The dialogue's name.
        name: String,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// List all dialogues: status, priority, version, and visitors triggered, engaged and completed.
    List {
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Publish a dialogue's draft, or again what was published last.
    Publish {
        /// The dialogue's name.
        name: String,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Take a dialogue off all pages; engaged conversations go on.
    Unpublish {
        /// The dialogue's name.
        name: String,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Hide all dialogues that are not engaged, or show them again.
    Switch {
        /// On shows them, off hides them.
        to: Switch,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Print the JSON schema of the stream file.
    Schema,
}

/// The switch of all dialogues (`TARGET-8`).
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// Dialogues are shown.
    On,
    /// Only engaged conversations go on.
    Off,
}

/// Does it.
pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check { file } => {
            let stream = StreamFile::parse(&text(file)?).map_err(|error| named(file, &error))?;
            let routes = stream.routes();
            let dialogue = stream
                .dialogue(&Catalogue::default(), &routes)
                .map_err(|faults| named(file, &StreamFileError::Faults(faults)))?;
            println!("“{}” can be published: {} cards", dialogue.name, dialogue.stream.cards.len());
            warn(&dialogue);
            Ok(())
        }
        Command::Import { file, draft, database } => {
            let json = text(file)?;
            let store = open(database)?;
            let done = if *draft { keep(&store, &json) } else { import(&store, &json) };
            store.close_blocking();
            done.map_err(|error| named(file, &error))
        }
        Command::Export { name, database } => with(database, name, dialogues::next, export),
        Command::List { database } => list(database),
        Command::Publish { name, database } => publish_next(name, database),
        Command::Unpublish { name, database } => with(
            database,
            name,
            |tx, id| dialogues::unpublish(tx, None, id),
            |()| {
                println!("“{name}” is on no page any more");
                Ok(())
            },
        ),
        Command::Switch { to, database } => {
            let store = open(database)?;
            let hidden = *to == Switch::Off;
            store.write_blocking(move |tx| dialogues::switch(tx, None, hidden))?;
            store.close_blocking();
            println!("dialogues are {}", if hidden { "hidden" } else { "shown" });
            Ok(())
        }
        Command::Schema => {
            let schema = schemars::schema_for!(StreamFile);
            println!("{}", serde_json::to_string_pretty(&schema)?);
            Ok(())
        }
    }
}

fn open(database: &Database) -> Result<Store, Failure> {
    database.open(Arc::new(SystemClock))
}

fn text(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| named(file, &error))
}

fn named(file: &Path, error: &impl std::fmt::Display) -> Failure {
    format!("{}:\n{error}", file.display()).into()
}

/// Does something with the dialogue of a name, and tells what came of it.
fn with<T: Send + 'static>(
    database: &Database,
    name: &str,
    act: impl Fn(&mut Tx<'_>, frontdesk_domain::ids::DialogueId) -> Result<T, AppError> + Send + 'static,
    tell: impl FnOnce(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let store = open(database)?;
    let wanted = name.to_owned();
    let done = store.write_blocking(move |tx| {
        let id = dialogues::named(tx, &wanted)?;
        act(tx, id)
    });
    store.close_blocking();
    match done {
        Ok(done) => tell(done),
        Err(AppError::NotFound) => Err(format!("there is no dialogue “{name}”").into()),
        Err(error) => Err(error.into()),
    }
}

/// What streams may name.
fn known(store: &Store) -> Result<(Catalogue, RouteTargets), AppError> {
    store.read_blocking(|tx| Ok((catalogue(tx)?, targets(tx)?)))
}

fn import(store: &Store, json: &str) -> Result<(), Failure> {
    let (attributes, routes) = known(store)?;
    let dialogue = StreamFile::read(json, &attributes, &routes)?;
    warn(&dialogue);
    let new = dialogue;
    let name = new.name.clone();
    let (_, number) = store.write_blocking(move |tx| publish(tx, None, &new))?;
    println!("“{name}” is published, version {number}");
    Ok(())
}

fn keep(store: &Store, json: &str) -> Result<(), Failure> {
    let file = StreamFile::parse(json)?;
    let name = file.name.trim().to_owned();
    let (attributes, routes) = known(store)?;
    let draft = Draft { file: serde_json::from_str(json)?, targets: file.targets(), priority: file.priority };
    if let Err(faults) = file.dialogue(&attributes, &routes) {
        for fault in faults {
            eprintln!("can't be published yet: {fault}");
        }
    }
    let kept = name.clone();
    store.write_blocking(move |tx| dialogues::save_draft(tx, None, &kept, &draft))?;
    println!("“{name}” has a draft");
    Ok(())
}

fn export(next: Next) -> Result<(), Failure> {
    let file = match next {
        Next::Draft(draft) => draft,
        Next::Version(version) => serde_json::to_value(StreamFile::of(&version))?,
    };
    println!("{}", serde_json::to_string_pretty(&file)?);
    Ok(())
}

fn publish_next(name: &str, database: &Database) -> Result<(), Failure> {
    let (mut json, mut known) = (serde_json::Value::Null, Catalogue::default());
    let read = |tx: &mut Tx<'_>, id| Ok((dialogues::next(tx, id)?, catalogue(tx)?));
    with(database, name, read, |(next, catalogue)| {
        known = catalogue;
        json = match next {
            Next::Draft(draft) => draft,
            Next::Version(version) => serde_json::to_value(StreamFile::of(&version))?,
        };
        Ok(())
    })?;
    let store = open(database)?;
    let done = import(&store, &json.to_string());
    store.close_blocking();
    done
}

fn list(database: &Database) -> Result<(), Failure> {
    let store = open(database)?;
    let mut after = String::new();
    println!("status      priority  version  triggered  engaged  completed  name");
    loop {
        let from = after.clone();
        let (listed, more) =
            store.read_blocking(move |tx| dialogues::list(tx, &from, &dialogues::Wanted::default()))?;
        for Listed { row, counts } in &listed {
            let status = match (row.published, row.first_published) {
                (true, _) => "published",
                (false, Some(_)) => "unpublished",
                (false, None) => "draft",
            };
            println!(
                "{status:<11} {:>8}  {:>7}  {:>9}  {:>7}  {:>9}  {}{}",
                row.priority,
                row.version,
                counts.triggered,
                counts.engaged,
                counts.completed,
                row.name,
                if row.draft && row.published { " (with a draft)" } else { "" },
            );
        }
        match listed.last().filter(|_| more) {
            Some(last) => after.clone_from(&last.row.name),
            None => break,
        }
    }
    if store.read_blocking(dialogues::is_hidden)? {
        println!("all dialogues are switched off");
    }
    store.close_blocking();
    Ok(())
}

/// Good practice that is missing is told, and keeps nobody from publishing (`STREAM-4`).
fn warn(dialogue: &Dialogue) {
    for warning in warnings(&dialogue.stream) {
        eprintln!("note: {warning}");
    }
}

//! `frontdesk user`: users of the console.

use std::io::Read;
use std::sync::Arc;

use clap::Subcommand;
use frontdesk_app::account::{NewAccount, create, hash_password};
use frontdesk_app::{AppError, agent};
use frontdesk_store::Store;
use frontdesk_store::repo::account;

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;

/// The shortest password accepted, in characters.
const PASSWORD_CHARS: usize = 10;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Add an agent; the password is read from standard input.
    Add {
        /// Used to sign in.
        email: String,
        /// Shown to visitors.
        name: String,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// List all users.
    List {
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Deactivate a user: sessions end, and chats go to others.
    Deactivate {
        /// The user.
        email: String,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Take a deactivated user back.
    Reactivate {
        /// The user.
        email: String,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
}

/// Does it.
pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Add { email, name, database } => add(email, name, database),
        Command::List { database } => {
            let store = database.open(Arc::new(SystemClock))?;
            let all: Vec<account::Account> =
                store.read_blocking(|tx| Ok::<_, AppError>(account::all(tx)?))?;
            for user in all {
                let state = if user.active { "active" } else { "deactivated" };
                println!("{}\t{}\t{state}", user.email, user.name);
            }
            store.close_blocking();
            Ok(())
        }
        Command::Deactivate { email, database } => set_active(email, database, false),
        Command::Reactivate { email, database } => set_active(email, database, true),
    }
}

fn add(email: &str, name: &str, database: &Database) -> Result<(), Failure> {
    eprintln!("The password (at least {PASSWORD_CHARS} characters), then end of input:");
    let mut password = String::new();
    std::io::stdin().take(1_000).read_to_string(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < PASSWORD_CHARS {
        return Err(format!("the password needs at least {PASSWORD_CHARS} characters").into());
    }
    let new = NewAccount {
        email: email.to_owned(),
        name: name.to_owned(),
        password_hash: hash_password(password)?,
        takes_chats: true,
        demo: false,
    };
    let store = database.open(Arc::new(SystemClock))?;
    store.write_blocking(move |tx| create(tx, &new))?;
    store.close_blocking();
    println!("{email} can sign in and take live chats");
    Ok(())
}

fn set_active(email: &str, database: &Database, active: bool) -> Result<(), Failure> {
    let store: Store = database.open(Arc::new(SystemClock))?;
    let wanted = email.trim().to_lowercase();
    store.write_blocking(move |tx| {
        let user = account::find_by_email(tx, &wanted)?.ok_or(AppError::NotFound)?;
        if active { agent::reactivate(tx, user.id) } else { agent::deactivate(tx, user.id) }
    })?;
    store.close_blocking();
    println!("{email} is {}", if active { "active" } else { "deactivated" });
    Ok(())
}

//! `frontdesk user`: users of the console.

use std::io::Read;
use std::sync::Arc;

use clap::{Args, Subcommand};
use frontdesk_app::account::{NewAccount, create, hash_password};
use frontdesk_app::link::Link;
use frontdesk_app::{AppError, link, users};
use frontdesk_domain::password;
use frontdesk_domain::permission::ProfileId;
use frontdesk_server::config::one_time_link;
use frontdesk_store::repo::account;
use frontdesk_store::{Store, Tx};
use url::Url;

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Add a user; the password is read from standard input.
    Add {
        /// Used to sign in.
        email: String,
        /// Shown to visitors.
        name: String,
        /// What they may do: `owner`, `sales_admin`, `marketing_admin`, `marketing_user`, `live_agent`,
        /// `calendar_agent`, or a custom profile's id; more than one with commas
        #[arg(long, value_delimiter = ',', default_value = "live_agent", value_name = "PROFILE")]
        profile: Vec<ProfileId>,
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
    /// Print a one-time link that makes an owner; older ones are void.
    OwnerLink {
        #[command(flatten)]
        place: Place,
    },
    /// Print a one-time link by which a user can set a new password.
    ResetLink {
        /// The user.
        email: String,
        #[command(flatten)]
        place: Place,
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

/// Where the record is, and where browsers find the server.
#[derive(Args)]
pub struct Place {
    #[command(flatten)]
    database: Database,
    /// Where browsers reach the server
    #[arg(long, env = "FRONTDESK_PUBLIC_URL", default_value = "http://127.0.0.1:8080", value_name = "URL")]
    public_url: Url,
}

/// Does it.
pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Add { email, name, profile, database } => add(email, name, profile, database),
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
        Command::OwnerLink { place } => print_link(place, link::for_owner),
        Command::ResetLink { email, place } => {
            let wanted = email.trim().to_lowercase();
            print_link(place, move |tx| {
                let user = account::find_by_email(tx, &wanted)?.ok_or(AppError::NotFound)?;
                users::reset_link(tx, None, user.id)
            })
        }
        Command::Deactivate { email, database } => set_active(email, database, false),
        Command::Reactivate { email, database } => set_active(email, database, true),
    }
}

fn print_link(
    place: &Place,
    make: impl Fn(&mut Tx<'_>) -> Result<Link, AppError> + Send + 'static,
) -> Result<(), Failure> {
    let store = place.database.open(Arc::new(SystemClock))?;
    let link = store.write_blocking(make)?;
    store.close_blocking();
    println!("{}", one_time_link(&place.public_url, &link.token));
    Ok(())
}

fn add(email: &str, name: &str, profiles: &[ProfileId], database: &Database) -> Result<(), Failure> {
    eprintln!("The password (at least {} characters), then end of input:", password::SHORTEST);
    let mut typed = String::new();
    std::io::stdin().take(2_000).read_to_string(&mut typed)?;
    let typed = typed.trim_end_matches(['\r', '\n']);
    password::check(typed, email)?;
    let new = NewAccount {
        email: email.to_owned(),
        name: name.to_owned(),
        password_hash: hash_password(typed)?,
        profiles: profiles.to_vec(),
        takes_chats: false,
        demo: false,
    };
    let store = database.open(Arc::new(SystemClock))?;
    store.write_blocking(move |tx| create(tx, &new))?;
    store.close_blocking();
    println!("{email} can sign in");
    Ok(())
}

fn set_active(email: &str, database: &Database, active: bool) -> Result<(), Failure> {
    let store: Store = database.open(Arc::new(SystemClock))?;
    let wanted = email.trim().to_lowercase();
    store.write_blocking(move |tx| {
        let user = account::find_by_email(tx, &wanted)?.ok_or(AppError::NotFound)?;
        if active { users::reactivate(tx, None, user.id) } else { users::deactivate(tx, None, user.id) }
    })?;
    store.close_blocking();
    println!("{email} is {}", if active { "active" } else { "deactivated" });
    Ok(())
}

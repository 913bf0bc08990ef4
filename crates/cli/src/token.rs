//! `frontdesk token`: the API tokens of all users.

use std::sync::Arc;

use clap::Subcommand;
use frontdesk_app::{AppError, api_token};
use frontdesk_domain::ids::ApiTokenId;
use frontdesk_store::repo::api_token as tokens;

use crate::Failure;
use crate::clock::SystemClock;
use crate::database::Database;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// List all tokens: id, beginning, name, maker, end.
    List {
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
    /// Revoke a token: its next call is refused.
    Revoke {
        /// As `list` says it.
        id: ApiTokenId,
        /// Where the record is.
        #[command(flatten)]
        database: Database,
    },
}

/// Does it.
pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::List { database } => list(database),
        Command::Revoke { id, database } => {
            let (store, id) = (database.open(Arc::new(SystemClock))?, *id);
            store.write_blocking(move |tx| api_token::revoke(tx, None, id))?;
            store.close_blocking();
            println!("{id} is revoked");
            Ok(())
        }
    }
}

fn list(database: &Database) -> Result<(), Failure> {
    let store = database.open(Arc::new(SystemClock))?;
    let mut before = None;
    loop {
        let page: Vec<_> =
            store.read_blocking(move |tx| Ok::<_, AppError>(tokens::page(tx, before, api_token::PAGE)?))?;
        let Some((last, _)) = page.last() else { break };
        before = Some(last.id);
        for (token, maker) in page {
            println!("{}\t{}\t{}\t{maker}\t{}", token.id, token.hint, token.name, token.expires);
        }
    }
    store.close_blocking();
    Ok(())
}

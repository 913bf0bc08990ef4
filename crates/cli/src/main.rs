//! The `frontdesk` program: settings, composition, commands.

mod clock;
mod database;
mod demo;
mod doctor;
mod record;
mod serve;
mod settings;
mod stream;
mod token;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Many threads hand small pieces to each other: the system's allocator takes 12 % of a busy server's time for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command ends with when it fails.
type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Parser)]
#[command(name = "frontdesk", version, about = "Live chat and conversational marketing, self-hosted.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve(Box<serve::Arguments>),
    /// Users of the console.
    #[command(subcommand)]
    User(user::Command),
    /// API tokens of all users.
    #[command(subcommand)]
    Token(token::Command),
    /// Streams and their files.
    #[command(subcommand)]
    Stream(stream::Command),
    /// Write a backup to a file, also while the server runs.
    Backup(record::Backup),
    /// Put a backup into an empty place.
    Restore(record::Restore),
    /// Look at settings, record, clock and address, and say what to do.
    Doctor(Box<serve::Arguments>),
    /// Bring the record up to date with this program; `serve` does so by itself.
    Migrate(record::Migrate),
    /// Copy the record from the embedded database to PostgreSQL, or back.
    Move(record::Move),
    /// Print the OpenAPI document.
    Openapi,
}

fn main() -> ExitCode {
    match settings::read().and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frontdesk: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::User(command) => user::run(&command),
        Command::Token(command) => token::run(&command),
        Command::Stream(command) => stream::run(&command),
        Command::Backup(backup) => record::backup(&backup),
        Command::Restore(restore) => record::restore(&restore),
        Command::Doctor(arguments) => doctor::examine(&arguments),
        Command::Migrate(migrate) => record::migrate(&migrate),
        Command::Move(relocation) => record::relocate(&relocation),
        Command::Openapi => {
            print!("{}", frontdesk_server::openapi::document()?);
            Ok(())
        }
    }
}

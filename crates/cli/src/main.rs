//! The `frontdesk` program: settings, composition, commands.

mod clock;
mod database;
mod demo;
mod serve;
mod settings;
mod stream;
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
    /// Streams and their files.
    #[command(subcommand)]
    Stream(stream::Command),
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
        Command::Stream(command) => stream::run(&command),
        Command::Openapi => {
            print!("{}", frontdesk_server::openapi::document()?);
            Ok(())
        }
    }
}

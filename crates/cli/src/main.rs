//! The `frontdesk` program.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "frontdesk", version, about = "Live chat and conversational marketing, self-hosted.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the OpenAPI document.
    Openapi,
    /// Streams and their files.
    #[command(subcommand)]
    Stream(StreamCommand),
}

#[derive(Subcommand)]
enum StreamCommand {
    /// Print the JSON schema of the stream file.
    Schema,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frontdesk: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), Box<dyn std::error::Error>> {
    match cli.command {
        Command::Openapi => print!("{}", frontdesk_server::openapi::document()?),
        Command::Stream(StreamCommand::Schema) => {
            let schema = schemars::schema_for!(frontdesk_protocol::stream_file::StreamFile);
            println!("{}", serde_json::to_string_pretty(&schema)?);
        }
    }
    Ok(())
}

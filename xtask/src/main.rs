//! The house's own tools: run the product, test everything, regenerate what is generated, keep the house tidy,
//! measure. `make run` and `make test` call this; so may you: `cargo xtask help`.

mod bench;
mod environment;
mod files;
mod generate;
mod machine;
mod postgres;
mod process;
mod run;
mod server;
mod test;
mod tidy;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Frontdesk's own tools", disable_version_flag = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds everything, then serves with sample data kept in ./data
    Run,
    /// Everything CI runs, step by step; stops at the first red one
    Test(test::Arguments),
    /// Writes the generated files again: the API document, its TypeScript types, the stream schema
    Gen(generate::Arguments),
    /// Checks the rules of the house: crate directions, file lengths, rules named by tests, unused dependencies
    Tidy,
    /// Measures: `bench list` tells what there is
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Run => run::run(),
        Task::Test(arguments) => test::test(&arguments),
        Task::Gen(arguments) => generate::generate(&arguments),
        Task::Tidy => tidy::tidy(),
        Task::Bench(arguments) => bench::bench(arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

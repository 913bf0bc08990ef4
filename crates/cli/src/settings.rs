//! Settings: flags over environment over a file.
//!
//! The flags of `serve` are the only list of settings there is: each but a switch has a variable, and a key of the same
//! name in the file. What the file says and neither flag nor variable does is read as if it stood at the end of the
//! command line, so that it is checked and explained as that is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use crate::{Cli, Failure};

/// Reads the command line, the environment, and the file that either names. Ends the program where they can't be read.
pub fn read() -> Result<Cli, Failure> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    let matches = Cli::command().get_matches_from(&words);
    let (command, chosen) = chosen(Cli::command(), &matches);
    let Some(path) = chosen.try_get_one::<PathBuf>("config").ok().flatten() else {
        return Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()));
    };
    words.extend(missing(path, &command, chosen)?);
    let matches = Cli::command().try_get_matches_from(&words);
    let read = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    Ok(read.unwrap_or_else(|error| {
        eprintln!("with {}:", path.display());
        error.exit()
    }))
}

/// The command that was chosen, and what was given to it.
fn chosen(command: Command, matches: &ArgMatches) -> (Command, &ArgMatches) {
    match matches.subcommand() {
        Some((name, given)) => {
            let inner = command.find_subcommand(name).cloned().unwrap_or_default();
            chosen(inner, given)
        }
        None => (command, matches),
    }
}

/// The settings that a file may hold: all flags of `serve` that take a value.
fn known(serve: &Command) -> impl Iterator<Item = &Arg> {
    let kept = |arg: &&Arg| {
        arg.get_action().takes_values() && !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "config")
    };
    serve.get_arguments().filter(kept)
}

/// The file's settings, as words of the command line, that the command takes and neither a flag nor a variable gives.
fn missing(path: &Path, command: &Command, given: &ArgMatches) -> Result<Vec<OsString>, Failure> {
    let wrong = |what: &str| -> Failure { format!("{}: {what}", path.display()).into() };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error.to_string()))?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| wrong(error.message()))?;
    let cli = Cli::command();
    let serve = cli.find_subcommand("serve").ok_or("there is no serve")?;
    let mut words = Vec::new();
    for (key, value) in &table {
        if !known(serve).any(|arg| arg.get_long() == Some(key)) {
            return Err(wrong(&format!("there is no setting “{key}”; `frontdesk serve --help` lists all")));
        }
        let values =
            values(value).ok_or_else(|| wrong(&format!("“{key}” needs a text or a list of texts")))?;
        let taken = command.get_arguments().find(|arg| arg.get_long() == Some(key));
        let said = |arg: &Arg| {
            matches!(
                given.value_source(arg.get_id().as_str()),
                Some(ValueSource::CommandLine | ValueSource::EnvVariable)
            )
        };
        if taken.is_some_and(|arg| !said(arg)) {
            words.extend(values.iter().map(|value| format!("--{key}={value}").into()));
        }
    }
    Ok(words)
}

/// A value as words.
fn values(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Array(list) => list.iter().map(values).collect::<Option<Vec<_>>>().map(|lists| lists.concat()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of `docs/operations.md`.
    fn table() -> String {
        let cli = Cli::command();
        let serve = cli.find_subcommand("serve").expect("a command");
        let head =
            "| flag, and key of the file | variable | default | what it is |\n|---|---|---|---|\n".to_owned();
        let listed = serve.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help");
        listed.fold(head, |table, arg| {
            let long = arg.get_long().expect("a long name");
            let variable = arg.get_env().map_or(String::new(), |name| format!("`{}`", name.display()));
            let default: Vec<_> = arg.get_default_values().iter().map(|v| v.display().to_string()).collect();
            let default = match default.concat() {
                none if none.is_empty() || !arg.get_action().takes_values() => String::new(),
                text => format!("`{text}`"),
            };
            let help = arg.get_help().map(ToString::to_string).expect("help");
            table + &format!("| `--{long}` | {variable} | {default} | {help} |\n")
        })
    }

    #[test]
    fn the_documentation_lists_all_settings() {
        let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations.md");
        let text = std::fs::read_to_string(docs).expect("docs/operations.md");
        assert!(text.contains(&table()), "docs/operations.md needs this table:\n{}", table());
    }

    #[test]
    fn every_setting_has_a_variable_named_after_its_flag() {
        let cli = Cli::command();
        let serve = cli.find_subcommand("serve").expect("a command");
        for arg in known(serve).filter(|arg| arg.get_id() != "demo_listen") {
            let named = format!("FRONTDESK_{}", arg.get_id().as_str().to_uppercase());
            assert_eq!(arg.get_env().and_then(|name| name.to_str()), Some(named.as_str()));
        }
    }

    #[test]
    fn a_file_gives_what_neither_flag_nor_variable_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("frontdesk.toml");
        let check = |text: &str, words: &[&str]| {
            std::fs::write(&file, text).expect("written");
            let matches = Cli::command().get_matches_from(words);
            let (command, given) = chosen(Cli::command(), &matches);
            let words = missing(&file, &command, given).map_err(|error| error.to_string())?;
            Ok::<_, String>(words.iter().map(|word| word.display().to_string()).collect::<Vec<_>>().join(" "))
        };
        let serve = ["frontdesk", "serve"];
        let file = "listen = \"127.0.0.1:9000\"\nallowed-domains = [\"a.example\", \"b.example\"]\nsockets-per-address = 7";
        assert_eq!(
            check(file, &serve).expect("read"),
            "--allowed-domains=a.example --allowed-domains=b.example --listen=127.0.0.1:9000 --sockets-per-address=7"
        );
        assert_eq!(
            check("listen = \"127.0.0.1:9000\"", &["frontdesk", "serve", "--listen", "127.0.0.1:1"]),
            Ok(String::new())
        );
        let list = ["frontdesk", "user", "list"];
        assert_eq!(check("data = \"/d\"\nlisten = \"127.0.0.1:1\"", &list), Ok("--data=/d".to_owned()));
        for (text, why) in [
            ("lissen = \"x\"", "no setting “lissen”"),
            ("demo = true", "no setting “demo”"),
            ("config = \"x\"", "no setting “config”"),
            ("listen = true", "“listen” needs a text"),
            ("listen", "frontdesk.toml"),
        ] {
            let refused = check(text, &serve).expect_err("refused");
            assert!(refused.contains(why), "{refused}");
        }
    }
}

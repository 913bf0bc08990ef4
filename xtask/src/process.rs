//! Running other programs: what they print is shown, and a failure names the command.

use std::ffi::OsStr;
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use crate::environment;

/// A command that runs in the repository's root.
pub fn command<S: AsRef<OsStr>>(program: S, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(environment::root());
    command
}

/// A command that runs on Node or needs it: with one that is new enough first on PATH.
///
/// # Errors
/// When there is none and none can be installed.
pub fn with_node<S: AsRef<OsStr>>(program: S, arguments: &[&str]) -> Result<Command> {
    static PATH: OnceLock<String> = OnceLock::new();
    let path = if let Some(path) = PATH.get() {
        path
    } else {
        let folder = read(&mut command("scripts/node.sh", &[]))?;
        let path = environment::variable("PATH").unwrap_or_default();
        PATH.get_or_init(|| format!("{}:{path}", folder.trim()))
    };
    let mut command = command(program, arguments);
    command.env("PATH", path);
    Ok(command)
}

/// Cargo, in the repository's root.
pub fn cargo(arguments: &[&str]) -> Command {
    command(environment::variable("CARGO").as_deref().unwrap_or("cargo"), arguments)
}

/// Builds every program of the workspace. Always all of them: a part alone would have its libraries built once more, with
/// the features that this part wants.
///
/// # Errors
/// When something does not compile.
pub fn build() -> Result<()> {
    run(&mut cargo(&["build", "--quiet", "--release", "--locked", "--workspace"]))
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", told(command)))?;
    if !status.success() {
        bail!("{} failed: {status}", told(command));
    }
    Ok(())
}

/// Runs a command to its end and returns what it printed.
///
/// # Errors
/// When it cannot be started, does not succeed, or prints what is not UTF-8.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", told(command)))?;
    if !output.status.success() {
        bail!("{} failed: {}", told(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn told(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    format!("`{}`", words.join(" "))
}

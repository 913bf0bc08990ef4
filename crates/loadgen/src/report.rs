//! A bench's result: lines for people, a file for machines, and whether a bar was missed.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Map, Value};

/// A bench's result, growing.
pub struct Report {
    bench: &'static str,
    full: bool,
    values: Map<String, Value>,
    missed: Vec<String>,
}

impl Report {
    /// Of a bench, in one of its two lengths.
    pub fn new(bench: &'static str, full: bool) -> Self {
        let mut values = Map::new();
        values.insert("bench".to_owned(), bench.into());
        values.insert("full".to_owned(), full.into());
        Self { bench, full, values, missed: Vec::new() }
    }

    /// Whether it is the long one.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Says a line.
    #[expect(clippy::unused_self, reason = "lines belong to a report")]
    pub fn say(&self, line: &str) {
        println!("{line}");
    }

    /// Keeps a value.
    pub fn keep(&mut self, name: &str, value: impl Into<Value>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Notes that a bar was missed, unless it holds.
    pub fn bar(&mut self, holds: bool, what: impl Into<String>) {
        if !holds {
            let what = what.into();
            println!("MISSED: {what}");
            self.missed.push(what);
        }
    }

    /// Writes the file; fails when a bar was missed.
    pub fn finish(mut self) -> Result<()> {
        self.values.insert("missed".to_owned(), self.missed.clone().into());
        let folder = folder()?;
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{}.json", self.bench));
        std::fs::write(file, format!("{:#}\n", Value::Object(self.values)))?;
        if self.missed.is_empty() {
            return Ok(());
        }
        bail!("{} bars missed: {}", self.missed.len(), self.missed.join("; "))
    }
}

/// `target/bench`, where this program is `target/release/frontdesk-loadgen`.
fn folder() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().and_then(|release| release.parent()).unwrap_or(&own).join("bench"))
}

/// The value below which a share of the sorted values lies.
pub fn quantile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list"
    )]
    let place = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(place).copied().unwrap_or_default()
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// In milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

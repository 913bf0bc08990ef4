//! What a run prints and writes.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;
use serde_json::json;

use crate::coverage::Coverage;
use crate::seeds::{self, Found};

/// From how many seeds on every kind of fact must have occurred.
const TELLING: u64 = 1_000;

/// Where results are written.
pub fn target() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// Runs one world with a full trace.
pub fn one(seed: u64) -> Result<()> {
    let (coverage, trace, found) = seeds::one(seed, true);
    for line in trace {
        println!("{line}");
    }
    table(&coverage);
    if let Some(found) = found {
        return told(&found);
    }
    println!("seed {seed}: no violation in {} steps", coverage.steps);
    Ok(())
}

/// Runs many worlds.
pub fn many(seeds: u64, bare: bool) -> Result<()> {
    let begin = Instant::now();
    let (coverage, run, found) = seeds::many(seeds);
    let seconds = begin.elapsed().as_secs_f64();
    let missing = coverage.missing();
    if !bare {
        table(&coverage);
    }
    let simulated = SignedDuration::from_micros(coverage.micros);
    println!(
        "{run} seeds, {} steps, {} transactions, {} h simulated in {seconds:.1} s, {} violations",
        coverage.steps,
        coverage.writes,
        simulated.as_hours(),
        u8::from(found.is_some()),
    );
    if !bare {
        let counts: Vec<_> = coverage
            .counts
            .iter()
            .map(|((group, name), count)| json!({"group": group, "name": name, "count": count}))
            .collect();
        let violation = found.as_ref().map(|found| {
            let breach = &found.violation.breach;
            json!({"seed": found.seed, "step": found.step, "rule": breach.rule, "what": breach.what})
        });
        let result = json!({
            "bench": "simulate", "seeds": run, "steps": coverage.steps, "transactions": coverage.writes,
            "simulated_hours": simulated.as_hours(), "seconds": seconds,
            "violations": u8::from(found.is_some()), "violation": violation, "counts": counts, "missing": missing,
        });
        write("simulate.json", &result)?;
    }
    if let Some(found) = found {
        return told(&found);
    }
    if run >= TELLING && !missing.is_empty() {
        bail!("never occurred: {}", missing.join(", "));
    }
    Ok(())
}

/// Writes a result file.
pub fn write(name: &str, result: &serde_json::Value) -> Result<()> {
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), format!("{result:#}\n")).with_context(|| format!("cannot write {name}"))
}

fn table(coverage: &Coverage) {
    let mut group = "";
    for ((of, name), count) in &coverage.counts {
        if *of != group {
            println!("{of}");
            group = of;
        }
        println!("  {name:<24} {count:>10}");
    }
}

fn told(found: &Found) -> Result<()> {
    let breach = &found.violation.breach;
    for line in &found.transcript {
        println!("{line}");
    }
    bail!(
        "seed {}, step {}: {} is broken: {}; `cargo xtask bench simulate --seed {}` runs it again",
        found.seed,
        found.step,
        breach.rule,
        breach.what,
        found.seed
    )
}

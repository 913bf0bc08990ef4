//! Planted bugs.

use anyhow::Result;

/// To be built.
pub fn run(_seeds: u64, _only: &[String]) -> Result<()> {
    Ok(())
}

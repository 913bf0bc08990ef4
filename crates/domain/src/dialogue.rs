//! A dialogue as it is published: what it runs, and which pages show it.

use crate::stream::{Layout, Stream};
use crate::targeting::{Audience, Targets};

/// A dialogue that can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// Its name, unlike all others.
    pub name: String,
    /// The pages that show it.
    pub targets: Targets,
    /// For whom it is, and what it waits for.
    pub audience: Audience,
    /// Of two, the one with the smaller number is shown (`TARGET-4`).
    pub priority: u32,
    /// What it runs.
    pub stream: Stream,
    /// How it is drawn.
    pub layout: Layout,
}

//! Which dialogue a page shows.

pub mod criteria;
mod url_pattern;

pub use criteria::Criteria;
pub use url_pattern::{PageUrl, PatternError, UrlPattern};

use serde::{Deserialize, Serialize};

/// Target URLs and exclusions of a dialogue; exclusions win (`TARGET-1`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// Pages that show the dialogue.
    pub include: Vec<UrlPattern>,
    /// Pages that don't, whatever `include` says.
    pub exclude: Vec<UrlPattern>,
}

impl Targets {
    /// Whether a page is a target (`TARGET-1`).
    pub fn match_page(&self, page: &PageUrl) -> bool {
        self.include.iter().any(|p| p.matches(page)) && !self.exclude.iter().any(|p| p.matches(page))
    }
}

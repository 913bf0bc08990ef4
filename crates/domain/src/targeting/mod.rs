//! Which dialogue a page shows.

pub mod audience;
pub mod criteria;
mod url_pattern;

pub use audience::{Audience, Events, Spent};
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
        self.included_by(page).is_some() && self.excluded_by(page).is_none()
    }

    /// The place of the first target that the page is, from 0.
    pub fn included_by(&self, page: &PageUrl) -> Option<usize> {
        self.include.iter().position(|pattern| pattern.matches(page))
    }

    /// The place of the first exclusion that the page is, from 0.
    pub fn excluded_by(&self, page: &PageUrl) -> Option<usize> {
        self.exclude.iter().position(|pattern| pattern.matches(page))
    }
}

//! What a dialogue waits for, in a stream file.

use frontdesk_domain::targeting::Events;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a dialogue waits for: all that is set must have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventsFile {
    /// Seconds on the page, over all visits to it: 1 to 86,400.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_on_page: Option<u32>,
    /// Seconds on the site: 1 to 86,400.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds_on_site: Option<u32>,
    /// How much of the page was scrolled by, in percent: 1 to 100. A page that can't be scrolled counts as read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent_scrolled: Option<u32>,
}

impl EventsFile {
    /// Whether nothing is waited for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl From<EventsFile> for Events {
    fn from(file: EventsFile) -> Self {
        // What is no percentage stays none.
        let percent = |number| u8::try_from(number).unwrap_or(u8::MAX);
        Self {
            seconds_on_page: file.seconds_on_page,
            seconds_on_site: file.seconds_on_site,
            percent_scrolled: file.percent_scrolled.map(percent),
        }
    }
}

impl From<Events> for EventsFile {
    fn from(events: Events) -> Self {
        Self {
            seconds_on_page: events.seconds_on_page,
            seconds_on_site: events.seconds_on_site,
            percent_scrolled: events.percent_scrolled.map(u32::from),
        }
    }
}

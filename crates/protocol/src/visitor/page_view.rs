//! What a page tells of itself and its visitor, and what it shows.

use std::collections::BTreeMap;

use frontdesk_domain::targeting;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Told by the loader at each page view.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageViewRequest {
    /// The visitor's session token, where the browser has one.
    pub token: Option<String>,
    /// The page's full address.
    pub page: String,
    /// What the page and its visitor want to read: language tags, the most wanted first, with commas between.
    #[serde(default)]
    pub languages: String,
    /// What the visitor has done here so far, as far as the browser has counted it.
    #[serde(default)]
    pub spent: Spent,
}

/// What a visitor has done on a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// Whole seconds on this page, over all visits to it.
    pub page: u32,
    /// Whole seconds on the site.
    pub site: u32,
    /// How far they scrolled on this page in this visit, in percent.
    pub scrolled: u32,
}

/// What a dialogue still waits for: all of these must have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Wait {
    /// So many seconds on this page, over all visits to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// So many seconds on the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<u32>,
    /// So much of this page scrolled by, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scrolled: Option<u8>,
}

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PageView {
    /// A new session token to keep, when the request had none or one that is no longer known.
    pub token: Option<String>,
    /// Where pages of a whole domain see one visitor: the token is then kept in a first-party cookie of this domain,
    /// else in the page's own storage (`TARGET-11`).
    pub cookie_domain: Option<String>,
    /// What is shown.
    pub show: Show,
    /// How the widget looks.
    pub settings: WidgetSettings,
    /// What the launcher says in the visitor's language, by name; absent where that is English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texts: Option<BTreeMap<String, String>>,
    /// What the dialogue of this page waits for (`TARGET-3`): ask again when all of it has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// Whether the seconds that pass are to be counted, because some dialogue waits for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub timed: bool,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Show {
    /// No launcher.
    Nothing,
    /// A launcher; opening the window begins this dialogue.
    Dialogue {
        /// The dialogue.
        dialogue: Uuid,
        /// Shown beside the closed launcher (`STREAM-5`).
        poke: Option<String>,
    },
    /// A launcher; the window goes on with this conversation.
    Conversation {
        /// The conversation.
        conversation: Uuid,
        /// Whether it is over and only its transcript is kept (`ROUTE-17`).
        over: bool,
        /// Up to where the visitor has read it.
        read: u64,
        /// Messages of agents that the visitor has not read.
        unread: u64,
    },
}

impl From<Spent> for targeting::Spent {
    fn from(Spent { page, site, scrolled }: Spent) -> Self {
        Self { page, site, scrolled: u8::try_from(scrolled).unwrap_or(u8::MAX) }
    }
}

impl From<targeting::Events> for Wait {
    fn from(events: targeting::Events) -> Self {
        Self { page: events.seconds_on_page, site: events.seconds_on_site, scrolled: events.percent_scrolled }
    }
}

/// How the widget looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WidgetSettings {
    /// The name over the conversation.
    pub name: String,
    /// The brand colour, `#rrggbb`.
    pub color: String,
}

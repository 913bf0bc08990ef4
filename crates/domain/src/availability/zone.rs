//! Time zones by their IANA names, from the data that comes with the program.

use std::fmt;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone; without another, UTC (`AVAIL-1`).
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// No zone is called so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no time zone; write it such as Europe/Stockholm")]
pub struct UnknownZone(String);

/// How a wall clock is set for a while.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// By how much it is before UTC's.
    pub offset: Offset,
    /// When it is set anew.
    pub until: Option<Timestamp>,
}

impl Zone {
    /// Finds a zone by its name, in whatever case.
    pub fn parse(name: &str) -> Result<Self, UnknownZone> {
        let unknown = || UnknownZone(name.chars().take(64).collect());
        let zone = ZONES.get(name).map_err(|_| unknown())?;
        if zone.is_unknown() { Err(unknown()) } else { Ok(Self(zone)) }
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The names of all zones, in order.
    pub fn all() -> Vec<String> {
        let mut names: Vec<String> = ZONES.available().map(|name| name.to_string()).collect();
        names.sort();
        names
    }

    /// What the wall clock shows.
    pub fn local(&self, now: Timestamp) -> DateTime {
        self.0.to_offset(now).to_datetime(now)
    }

    /// The instant at which a day begins; `None` at the end of time.
    pub fn begin(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned(self.0.clone()).ok().map(|begins| begins.timestamp())
    }

    /// How the wall clock is set.
    pub(super) fn setting(&self, now: Timestamp) -> Setting {
        let until = self.0.following(now).next().map(|next| next.timestamp());
        Setting { offset: self.0.to_offset(now), until }
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn avail_1_a_zone_is_known_by_its_iana_name() {
        for (text, name) in [
            ("Europe/Stockholm", "Europe/Stockholm"),
            ("america/new_york", "America/New_York"),
            ("UTC", "UTC"),
            ("Asia/Kolkata", "Asia/Kolkata"),
        ] {
            assert_eq!(Zone::parse(text).expect(text).name(), name);
        }
        for text in ["", "Mars/Olympus", "+02:00", "Etc/Unknown", "Europe/Stockholm ", "../etc/passwd"] {
            assert_eq!(Zone::parse(text), Err(UnknownZone(text.to_owned())));
        }
        assert_eq!(Zone::default().name(), "UTC", "without a time zone it is UTC");
    }

    #[test]
    fn avail_1_every_listed_zone_is_found_by_the_name_it_is_listed_with() {
        let names = Zone::all();
        assert!(names.len() > 400, "{}", names.len());
        for name in names {
            assert_eq!(Zone::parse(&name).expect(&name).name(), name);
        }
    }
}

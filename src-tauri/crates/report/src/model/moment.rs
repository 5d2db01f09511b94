//! Instants as a report shows them.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use decklog_domain::time::Precision;
use serde::{Deserialize, Serialize};

/// An instant in UTC and on the local clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// UTC, RFC 3339.
    pub at: String,
    /// The same on the local clock, for people, e.g. `2026-11-17 04:05:10 +01:00`.
    pub local: String,
}

impl Moment {
    /// The instant seen from an offset, which is the caller's to choose: daylight saving may differ between two moments
    /// of one report.
    pub fn new(at: DateTime<Utc>, offset: FixedOffset) -> Moment {
        Moment {
            at: at.to_rfc3339_opts(SecondsFormat::Millis, true),
            local: at.with_timezone(&offset).format("%Y-%m-%d %H:%M:%S %:z").to_string(),
        }
    }
}

/// When something happened, as far as anybody can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurred {
    /// The instant, or the begin of a range; absent when unknown.
    pub from: Option<Moment>,
    /// The end of a range.
    pub until: Option<Moment>,
    /// How exactly it is known.
    pub precision: Precision,
    /// The time as typed, when it was typed.
    pub words: Option<String>,
}

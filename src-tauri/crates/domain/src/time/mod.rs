//! When something happened, as far as anybody can say.

mod capture;
mod parse;
mod zone;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use capture::{Captured, capture};
pub use parse::{duration, parse};

/// How exactly an instant is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Taken from a clock.
    Exact,
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// Roughly then.
    About,
    /// Not after it.
    Before,
    /// Not before it.
    After,
    /// Nobody knows.
    Unknown,
}

/// What the words that gave the instant were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "TimeBasis")]
pub enum Basis {
    /// A clock time or date.
    Absolute,
    /// Counted back from the moment of writing.
    Relative,
    /// No words: the moment of writing.
    None,
}

/// When something happened. Instants are UTC, RFC 3339 with milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct When {
    /// The instant, or the begin of a range; absent when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it came from.
    pub basis: Basis,
}

/// Which clock a person means by a bare time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// That of the place they are in.
    #[default]
    Local,
    /// UTC.
    Utc,
}

impl Clock {
    /// The zone of a bare time; `local` is that of the person.
    pub fn zone(self, local: chrono_tz::Tz) -> chrono_tz::Tz {
        match self {
            Clock::Local => local,
            Clock::Utc => chrono_tz::Tz::UTC,
        }
    }
}

impl When {
    /// The moment of writing itself.
    pub fn now(now: DateTime<Utc>) -> When {
        When { from: Some(instant(now)), until: None, precision: Precision::Exact, basis: Basis::None }
    }

    /// The instant as a point in time, if there is one.
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        self.from.as_deref().and_then(read_instant)
    }
}

/// An instant as it stands on the wire and in the journal: UTC, RFC 3339, milliseconds.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Reads an instant in RFC 3339; `None` when it is none.
pub fn read_instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
}

/// A length of time for people: `45 s`, `12 min`, `1 h 05 min`, `2 d 03 h`.
pub fn spell_seconds(seconds: i64) -> String {
    let (sign, s) = if seconds < 0 { ("-", -seconds) } else { ("", seconds) };
    match s {
        0..=59 => format!("{sign}{s} s"),
        60..=3599 => format!("{sign}{} min", s / 60),
        3600..=86_399 => format!("{sign}{} h {:02} min", s / 3600, s % 3600 / 60),
        _ => format!("{sign}{} d {:02} h", s / 86_400, s % 86_400 / 3600),
    }
}

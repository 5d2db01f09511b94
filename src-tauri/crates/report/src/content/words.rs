//! Words for enums and instants.

use chrono::{DateTime, Utc};
use decklog_domain::incident::{IncidentKind, IncidentState, Severity};
use decklog_domain::run::Outcome;
use decklog_domain::time::{Precision, read_instant};

use super::{Cell, Style, Text};
use crate::{Moment, Occurred};

pub(super) fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Sev1 => Style::Crit.text("SEV1, critical"),
        Severity::Sev2 => Style::Crit.text("SEV2, severe"),
        Severity::Sev3 => Style::Warn.text("SEV3, limited"),
        Severity::Sev4 => Style::Plain.text("SEV4, minor"),
        Severity::Unrated => Style::Plain.text("not rated"),
    }
}

pub(super) fn kind(kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Real => "real",
        IncidentKind::Drill => "drill: practice, outside every count",
        IncidentKind::Test => "test: a try of the tool, outside every count",
        IncidentKind::Backfilled => "backfilled: entered long after",
    }
}

pub(super) fn state(state: IncidentState) -> Text {
    match state {
        IncidentState::Declared => Style::Warn.text("declared, not resolved"),
        IncidentState::Monitoring => Style::Warn.text("mitigated, being watched"),
        IncidentState::Resolved => Style::Ok.text("resolved"),
    }
}

pub(super) fn outcome(outcome: Outcome) -> Text {
    let style = match outcome {
        Outcome::Done => Style::Ok,
        Outcome::NotApplicable => Style::Muted,
        Outcome::Skipped | Outcome::Deferred | Outcome::Overridden => Style::Warn,
        Outcome::Failed => Style::Crit,
    };
    style.text(outcome.name())
}

/// What a precision adds to an instant, before and after it.
fn precision(precision: Precision) -> (&'static str, &'static str) {
    match precision {
        Precision::Exact | Precision::Second | Precision::Minute => ("", ""),
        Precision::Hour => ("", ", to the hour"),
        Precision::Day => ("", ", to the day"),
        Precision::About => ("about ", ""),
        Precision::Before => ("not after ", ""),
        Precision::After => ("not before ", ""),
        Precision::Unknown => ("", ", uncertain"),
    }
}

/// The instant in UTC to the second, e.g. `2026-11-17 03:05:10Z`; text that is no instant is shown as it is.
pub(crate) fn utc(moment: &Moment) -> String {
    shown(moment, "%Y-%m-%d %H:%M:%SZ")
}

/// The day of an instant, e.g. `Tuesday, 17 November 2026`.
pub(super) fn day(moment: &Moment) -> String {
    shown(moment, "%A, %-d %B %Y")
}

/// The time of day in UTC, e.g. `03:05:10Z`.
pub(super) fn clock(moment: &Moment) -> String {
    shown(moment, "%H:%M:%SZ")
}

fn shown(moment: &Moment, format: &str) -> String {
    match read_instant(&moment.at) {
        Some(at) => at.format(format).to_string(),
        None => moment.at.clone(),
    }
}

/// UTC above, the local clock below.
pub(super) fn both(moment: &Moment) -> Cell {
    vec![vec![Style::Plain.text(utc(moment))], vec![Style::Muted.text(&moment.local)]]
}

/// Time of day above, the local clock below: for rows that stand under their day.
pub(super) fn both_clocks(occurred: &Occurred) -> Cell {
    let Some(from) = &occurred.from else { return Style::Muted.cell("unknown") };
    let format = if occurred.precision == Precision::Minute { "%H:%MZ" } else { "%H:%M:%SZ" };
    let range = match &occurred.until {
        Some(until) if same_day(from, until) => format!(" to {}", shown(until, format)),
        Some(until) => format!(" to {}", utc(until)),
        None => String::new(),
    };
    let (before, after) = precision(occurred.precision);
    let time = format!("{before}{}{range}{after}", shown(from, format));
    vec![vec![Style::Strong.text(time)], vec![Style::Muted.text(short_local(from))]]
}

/// An instant with its precision in one line of UTC and one of local time.
pub(super) fn occurred(occurred: &Occurred) -> Cell {
    let Some(from) = &occurred.from else { return Style::Muted.cell("unknown") };
    let (before, after) = precision(occurred.precision);
    let until = occurred.until.as_ref().map(|until| format!(" to {}", utc(until))).unwrap_or_default();
    let time = format!("{before}{}{until}{after}", utc(from));
    vec![vec![Style::Plain.text(time)], vec![Style::Muted.text(&from.local)]]
}

/// The time as typed, where it says something that the instant shown does not.
pub(super) fn typed(occurred: &Occurred) -> Option<Vec<Text>> {
    let words = occurred.words.as_deref()?;
    let plain = words.trim().trim_end_matches(['Z', 'z']);
    let shown =
        occurred.from.as_ref().map(|from| format!("{} {}", utc(from), from.local)).unwrap_or_default();
    (!shown.contains(plain)).then(|| vec![Style::Muted.text(format!("typed: {words}"))])
}

/// Whole minutes between two instants, when both are readable.
pub(super) fn minutes_between(from: &Moment, until: &Moment) -> Option<i64> {
    Some((read(until)? - read(from)?).num_minutes())
}

fn same_day(a: &Moment, b: &Moment) -> bool {
    read(a).map(|at| at.date_naive()) == read(b).map(|at| at.date_naive())
}

fn read(moment: &Moment) -> Option<DateTime<Utc>> {
    read_instant(&moment.at)
}

/// The local clock without its date, where that is the date of UTC.
fn short_local(moment: &Moment) -> String {
    let date = shown(moment, "%Y-%m-%d ");
    moment.local.strip_prefix(&date).unwrap_or(&moment.local).to_string()
}

/// A hash that is named, not compared.
pub(super) fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// Bytes for people, e.g. `12.4 KiB`, with the exact number where it was rounded.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB ({bytes} bytes)", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB ({bytes} bytes)", bytes as f64 / 1_048_576.0),
    }
}

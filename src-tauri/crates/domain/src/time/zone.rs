//! Zone abbreviations as people type them.

use chrono::FixedOffset;

/// What an abbreviation or offset behind a time means.
pub(super) enum Zone {
    /// One offset.
    Fixed(FixedOffset),
    /// Several places use these letters; the text lists them.
    Several(&'static str),
}

/// Reads `Z`, `UTC`, `+01:00`, `CET` and the like; `None` when it is no zone at all.
pub(super) fn read(word: &str) -> Option<Zone> {
    let hours = |h: i32| FixedOffset::east_opt(h * 3600).map(Zone::Fixed);
    match word.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "WET" => hours(0),
        "CET" | "WEST" => hours(1),
        "CEST" | "EET" => hours(2),
        "EEST" | "MSK" => hours(3),
        "JST" | "KST" => hours(9),
        "AEST" => hours(10),
        "AEDT" => hours(11),
        "NZST" => hours(12),
        "NZDT" => hours(13),
        "EDT" => hours(-4),
        "EST" | "CDT" => hours(-5),
        "MDT" => hours(-6),
        "MST" | "PDT" => hours(-7),
        "PST" => hours(-8),
        "CST" => Some(Zone::Several("US central (-06:00), China (+08:00) or Cuba (-05:00)")),
        "IST" => Some(Zone::Several("India (+05:30), Ireland (+01:00) or Israel (+02:00)")),
        "BST" => Some(Zone::Several("British summer (+01:00) or Bangladesh (+06:00)")),
        other => offset(other),
    }
}

/// `+01:00`, `-0530`, `+1`.
fn offset(word: &str) -> Option<Zone> {
    let sign = match word.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = word.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    let fits = hours <= 14 && minutes < 60;
    fits.then(|| FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Zone::Fixed)).flatten()
}

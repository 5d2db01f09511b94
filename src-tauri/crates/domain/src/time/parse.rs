//! Times as people type them at 03:00: `now`, `-5m`, `03:10`, `about 03:10 CET`, `2026-11-20 03:10`, ISO.

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::zone::{self, Zone};
use super::{Basis, Precision, When, instant};
use crate::{Refusal, RefusalCode};

/// A bare clock time is the latest such time that lies at most this far ahead.
const AHEAD: Duration = Duration::minutes(5);

/// Reads a time.
///
/// `words` as typed; `now` and `zone` of the person. Returns the instant with its precision. Refused, never guessed:
/// words that are no time, zone letters with several meanings, local times that a clock change repeats or leaves out.
pub fn parse(words: &str, now: DateTime<Utc>, zone: Tz) -> Result<When, Refusal> {
    let text = words.trim();
    let (hedge, rest) = hedge(text);
    let reader = Reader { words: text, now, zone };
    if rest.eq_ignore_ascii_case("unknown") || rest == "?" {
        return Ok(When { from: None, until: None, precision: Precision::Unknown, basis: Basis::None });
    }
    let mut when = match reader.relative(rest) {
        Some(when) => when,
        None => reader.absolute(rest)?,
    };
    if let Some(precision) = hedge {
        when.precision = precision;
    }
    Ok(when)
}

/// Reads a length of time such as `90s`, `15 min`, `1h30m`, `2 h`, into seconds.
pub fn duration(text: &str) -> Option<u32> {
    let mut rest = text.trim();
    let mut total = 0u32;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = rest.get(..digits)?.parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit = match rest[..letters].to_ascii_lowercase().as_str() {
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "d" | "day" | "days" => 86_400,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        rest = rest[letters..].trim_start();
    }
    (total > 0).then_some(total)
}

/// Splits off a word that says how sure the person is.
fn hedge(text: &str) -> (Option<Precision>, &str) {
    let words = [
        ("about ", Precision::About),
        ("around ", Precision::About),
        ("~", Precision::About),
        ("before ", Precision::Before),
        ("after ", Precision::After),
    ];
    let lower = text.to_ascii_lowercase();
    for (word, precision) in words {
        if lower.starts_with(word) {
            return (Some(precision), text[word.len()..].trim_start());
        }
    }
    (None, text)
}

struct Reader<'a> {
    words: &'a str,
    now: DateTime<Utc>,
    zone: Tz,
}

impl Reader<'_> {
    fn relative(&self, text: &str) -> Option<When> {
        if text.is_empty() || text.eq_ignore_ascii_case("now") {
            return Some(When { basis: Basis::Relative, ..When::now(self.now) });
        }
        let back = match text.strip_prefix('-') {
            Some(length) => length,
            None => text.strip_suffix("ago")?,
        };
        let seconds = duration(back)?;
        let from = self.now - Duration::seconds(i64::from(seconds));
        let precision = match seconds {
            0..60 => Precision::Second,
            60..7200 => Precision::Minute,
            _ => Precision::Hour,
        };
        Some(When { from: Some(instant(from)), until: None, precision, basis: Basis::Relative })
    }

    fn absolute(&self, text: &str) -> Result<When, Refusal> {
        if let Ok(at) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
            return Ok(self.when(at.with_timezone(&Utc), Precision::Second));
        }
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(self.when(self.place(day.and_time(NaiveTime::MIN), None)?, Precision::Day));
        }
        if let Some((from, until)) = range(text) {
            // A zone behind the end is that of the begin, too.
            let zone = until.split_once(' ').filter(|_| clock_time(from).is_some()).map(|(_, zone)| zone);
            let begin = zone.map(|zone| format!("{from} {zone}"));
            let from = begin.as_deref().unwrap_or(from);
            let (from, until) = (self.absolute(from)?, self.absolute(until)?);
            if from.from > until.from {
                return Err(self.refuse("the end of the range lies before its begin"));
            }
            return Ok(When { until: until.from, ..from });
        }
        let (day, rest) = self.leading_day(text);
        let (clock, zone) = match rest.split_once(' ') {
            Some((clock, zone)) => (clock, Some(zone.trim())),
            None => split_zone(rest),
        };
        let Some((time, precision)) = clock_time(clock) else { return Err(self.refuse("it is no time")) };
        let zone = zone.map(|word| self.fixed(word)).transpose()?;
        match day {
            Some(day) => Ok(self.when(self.place(day.and_time(time), zone)?, precision)),
            None => Ok(self.when(self.latest(time, zone)?, precision)),
        }
    }

    fn leading_day<'t>(&self, text: &'t str) -> (Option<NaiveDate>, &'t str) {
        let Some((first, rest)) = text.split_once([' ', 'T']) else { return (None, text) };
        let today = self.now.with_timezone(&self.zone).date_naive();
        let day = match first.to_ascii_lowercase().as_str() {
            "today" => Some(today),
            "yesterday" => today.pred_opt(),
            _ => NaiveDate::parse_from_str(first, "%Y-%m-%d").ok(),
        };
        if day.is_some() { (day, rest.trim_start()) } else { (None, text) }
    }

    fn fixed(&self, word: &str) -> Result<chrono::FixedOffset, Refusal> {
        match zone::read(word) {
            Some(Zone::Fixed(offset)) => Ok(offset),
            Some(Zone::Several(meanings)) => {
                let message = format!("`{}`: {word} has several meanings: {meanings}", self.words);
                Err(Refusal::new(RefusalCode::Ambiguous, message).hint("write the offset, e.g. 03:10 +01:00"))
            }
            None => Err(self.refuse(&format!("`{word}` is no zone"))),
        }
    }

    /// The latest instant with this clock time that is at most five minutes ahead.
    fn latest(&self, time: NaiveTime, offset: Option<chrono::FixedOffset>) -> Result<DateTime<Utc>, Refusal> {
        let limit = self.now + AHEAD;
        let today = match offset {
            Some(offset) => limit.with_timezone(&offset).date_naive(),
            None => limit.with_timezone(&self.zone).date_naive(),
        };
        let candidate = self.place(today.and_time(time), offset)?;
        if candidate <= limit {
            return Ok(candidate);
        }
        let yesterday = today.pred_opt().unwrap_or(today);
        self.place(yesterday.and_time(time), offset)
    }

    fn place(
        &self,
        local: NaiveDateTime,
        offset: Option<chrono::FixedOffset>,
    ) -> Result<DateTime<Utc>, Refusal> {
        if let Some(offset) = offset {
            return Ok((local - offset).and_utc());
        }
        match self.zone.from_local_datetime(&local) {
            LocalResult::Single(at) => Ok(at.with_timezone(&Utc)),
            LocalResult::Ambiguous(first, second) => {
                let message =
                    format!("`{}` happens twice in {}: {first} and {second}", self.words, self.zone);
                Err(Refusal::new(RefusalCode::Ambiguous, message).hint("add the zone, e.g. 02:30 +01:00"))
            }
            LocalResult::None => {
                let message =
                    format!("`{}` does not exist in {}: the clock was put forward", self.words, self.zone);
                Err(Refusal::new(RefusalCode::BadValue, message).hint("add the zone, e.g. 02:30 UTC"))
            }
        }
    }

    fn when(&self, at: DateTime<Utc>, precision: Precision) -> When {
        When { from: Some(instant(at)), until: None, precision, basis: Basis::Absolute }
    }

    fn refuse(&self, why: &str) -> Refusal {
        let message = format!("`{}` cannot be read as a time: {why}", self.words);
        Refusal::new(RefusalCode::BadValue, message)
            .hint("use now, -5m, 03:10, 03:10 CET, about 03:10, 2026-11-20 03:10 or an ISO instant")
    }
}

/// `03:10-03:15`, `03:10–03:15`, `03:10 to 03:15`; but `03:10 -05:00` is an offset.
fn range(text: &str) -> Option<(&str, &str)> {
    let (from, until) = text.split_once(" to ").or_else(|| text.split_once('–')).or_else(|| {
        let (from, until) = text.split_once('-')?;
        let clock = until.trim().split(' ').next().unwrap_or_default();
        let even = from.ends_with(' ') == until.starts_with(' ');
        clock_time(from.trim()).and(clock_time(clock)).filter(|_| even).map(|_| (from, until))
    })?;
    Some((from.trim(), until.trim()))
}

/// `03:10Z`, `03:10+01:00`.
fn split_zone(text: &str) -> (&str, Option<&str>) {
    match text.find(['Z', 'z', '+', '-']) {
        Some(at) if at > 0 => (&text[..at], Some(&text[at..])),
        _ => (text, None),
    }
}

pub(super) fn clock_time(text: &str) -> Option<(NaiveTime, Precision)> {
    let colons = text.bytes().filter(|b| *b == b':').count();
    match colons {
        1 => NaiveTime::parse_from_str(text, "%H:%M").ok().map(|time| (time, Precision::Minute)),
        2 => NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok().map(|time| (time, Precision::Second)),
        _ => None,
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

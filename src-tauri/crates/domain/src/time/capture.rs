//! Notes as people type and paste them: a line that may begin with its time.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::parse::{clock_time, duration};
use super::{When, parse};
use crate::{Refusal, RefusalCode};

/// One line, cut into its time and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Captured {
    /// The time as typed; `None` when the line names none.
    pub words: Option<String>,
    /// When it happened; `None` for the moment of recording.
    pub when: Option<When>,
    /// The rest of the line, as typed.
    pub text: String,
}

/// Cuts a line into its leading time and its words.
///
/// Read as a time: `14:05`, `14:05:30`, `03:10 CET`, `03:10 +01:00`, `03:10-03:15`, `03:10 to 03:15`, `-7m`,
/// `5 min ago`, `now`, `today 03:10`, `2026-11-20 03:10`, ISO instants, with `about`, `before`, `after` or `~` before
/// them. A dash or colon between time and words belongs to neither. Anything else is words. `zone` is that of a bare
/// time, read as [`parse`] reads it.
///
/// # Errors
/// When a time is there that is no time, or has several meanings, or stands without words.
pub fn capture(line: &str, now: DateTime<Utc>, zone: Tz) -> Result<Captured, Refusal> {
    let line = line.trim();
    let end = time_end(line);
    if end == 0 {
        return Ok(Captured { words: None, when: None, text: line.into() });
    }
    let words = line[..end].trim_end_matches(':');
    let when = parse(words, now, zone)?;
    let text = without_separator(&line[end..]);
    if text.is_empty() {
        let message = format!("`{words}` is a time without words");
        return Err(Refusal::new(RefusalCode::Missing, message).hint("write what happened behind the time"));
    }
    Ok(Captured { words: Some(words.into()), when: Some(when), text: text.into() })
}

/// A word of the line with where it ends.
type Word<'a> = (&'a str, usize);

/// Where the time at the begin of a line ends; 0 when it begins with none.
fn time_end(line: &str) -> usize {
    let words: Vec<Word<'_>> = line
        .split_whitespace()
        .take(8)
        .map(|word| (word, word.as_ptr() as usize - line.as_ptr() as usize + word.len()))
        .collect();
    let hedges = ["about", "around", "before", "after", "~"];
    match words.split_first() {
        Some(((first, _), rest)) if hedges.iter().any(|hedge| first.eq_ignore_ascii_case(hedge)) => {
            absolute(rest).or_else(|| relative(rest)).unwrap_or(0)
        }
        _ => absolute(&words).or_else(|| relative(&words)).unwrap_or(0),
    }
}

/// `now`, `-7m`, `-5 min`, `5 min ago`.
fn relative(words: &[Word<'_>]) -> Option<usize> {
    let (first, end) = *words.first()?;
    if first.trim_end_matches(':').eq_ignore_ascii_case("now") {
        return Some(end);
    }
    if let Some(length) = first.strip_prefix('-') {
        let two = words.get(1).map(|(unit, end)| (format!("{length} {unit}"), *end));
        let unit_apart =
            two.filter(|(two, _)| is_number(length) && duration(two.trim_end_matches(':')).is_some());
        return unit_apart
            .map(|(_, end)| end)
            .or_else(|| duration(length.trim_end_matches(':')).map(|_| end));
    }
    let ago =
        words.iter().take(5).position(|(word, _)| word.trim_end_matches(':').eq_ignore_ascii_case("ago"))?;
    let length: Vec<&str> = words[..ago].iter().map(|(word, _)| *word).collect();
    duration(&length.join(" ")).map(|_| words[ago].1)
}

/// A date, a clock time or both, with a zone or as a range.
fn absolute(words: &[Word<'_>]) -> Option<usize> {
    let (first, end) = *words.first()?;
    let first = first.trim_start_matches('~');
    if is_date(first) {
        return Some(clock(&words[1..]).unwrap_or(end));
    }
    if ["today", "yesterday"].iter().any(|day| first.eq_ignore_ascii_case(day)) {
        return clock(&words[1..]);
    }
    let instant = first.get(..10).is_some_and(is_date) && first[10..].starts_with(['T', 't']);
    if instant { Some(end) } else { clock(words) }
}

/// A clock time, with what belongs to it.
fn clock(words: &[Word<'_>]) -> Option<usize> {
    let (first, end) = *words.first()?;
    let first = first.trim_start_matches('~');
    if !looks_like_clock(first) {
        return None;
    }
    // A colon ends the time: `14:05: UTC was wrong`.
    if first.ends_with(':') {
        return Some(end);
    }
    let next = |at: usize| words.get(at).map(|(word, _)| *word).unwrap_or_default();
    if next(1) == "to" || is_dash(next(1)) {
        if is_clock(next(2)) {
            return Some(zone_end(&words[2..]).unwrap_or(words[2].1));
        }
        return Some(end);
    }
    Some(zone_end(words).unwrap_or(end))
}

/// The end of a zone that stands behind the first word.
fn zone_end(words: &[Word<'_>]) -> Option<usize> {
    let (word, end) = *words.get(1)?;
    let word = word.trim_end_matches(':');
    // Lower-case words that are zones, too, are more often words: `03:10 wet floor`, `03:10 -5 pods`.
    let letters = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let offset = word.len() >= 5 && word.starts_with(['+', '-']);
    (word == "Z" || (letters || offset) && super::zone::read(word).is_some()).then_some(end)
}

/// Two digits or one, a colon, two digits, and whatever is written on to them: also `25:99`, which is no time, but was
/// meant as one.
fn looks_like_clock(word: &str) -> bool {
    let bytes = word.as_bytes();
    let hours = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let minutes = bytes.get(hours + 1..).unwrap_or_default();
    let digits = minutes.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&hours) && bytes.get(hours) == Some(&b':') && digits == 2
}

fn is_clock(word: &str) -> bool {
    clock_time(word.trim_end_matches(':')).is_some()
}

fn is_date(word: &str) -> bool {
    let shape = |(at, b): (usize, u8)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() };
    word.len() == 10 && word.bytes().enumerate().all(shape)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—")
}

fn without_separator(rest: &str) -> &str {
    let rest = rest.trim_start();
    match rest.split_once(char::is_whitespace) {
        Some((mark, text)) if is_dash(mark) || mark == ":" => text.trim_start(),
        _ if is_dash(rest) || rest == ":" => "",
        _ => rest,
    }
}

#[cfg(test)]
#[path = "capture_tests.rs"]
mod tests;

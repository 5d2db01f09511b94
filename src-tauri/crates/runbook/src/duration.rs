//! Lengths of time as people write them.

/// Seconds of `90s`, `15 min`, `1 h 30 min`, `1.5 h`; `None` when it is nothing of the kind.
pub(crate) fn seconds(text: &str) -> Option<u32> {
    let (total, rest) = leading(text)?;
    rest.trim().is_empty().then_some(total)
}

/// The seconds at the start of `text` and what follows them.
pub(crate) fn leading(text: &str) -> Option<(u32, &str)> {
    let mut rest = text.trim_start();
    let mut total: Option<f64> = None;
    while let Some((number, after)) = number(rest) {
        let Some((unit, after)) = unit(after.trim_start()) else { break };
        total = Some(total.unwrap_or(0.0) + number * f64::from(unit));
        rest = after;
        if !after.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        rest = after.trim_start();
    }
    Some((whole(total?)?, rest))
}

/// `15–30 min`, `15 to 30 min`, `90 s - 2 min`, `15 min`: the least and, when given, the most seconds.
pub(crate) fn window(text: &str) -> Option<(u32, Option<u32>)> {
    let Some((low, high)) = split_range(text) else { return Some((seconds(text)?, None)) };
    let max = seconds(high)?;
    let min = match seconds(low) {
        Some(min) => min,
        None => {
            let (number, rest) = number(low.trim())?;
            let (_, after) = self::number(high.trim_start())?;
            let (unit, _) = unit(after.trim_start())?;
            rest.trim().is_empty().then(|| whole(number * f64::from(unit)))??
        }
    };
    (min <= max).then_some((min, Some(max)))
}

/// Days of `180 days`, `26 weeks`, `6 months` (of 30 days), `1 year`, or a bare number.
pub(crate) fn days(text: &str) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let count: u32 = text.get(..digits)?.parse().ok()?;
    let unit = match text.get(digits..)?.trim() {
        "" | "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        "month" | "months" => 30,
        "y" | "year" | "years" => 365,
        _ => return None,
    };
    count.checked_mul(unit)
}

fn split_range(text: &str) -> Option<(&str, &str)> {
    text.split_once(" to ").or_else(|| text.split_once(['–', '—', '-']))
}

fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let value: f64 = text.get(..end)?.parse().ok()?;
    Some((value, text.get(end..)?))
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let seconds = match text.get(..end)? {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "min" | "mins" | "minute" | "minutes" | "m" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 86_400,
        _ => return None,
    };
    Some((seconds, text.get(end..)?))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(seconds: f64) -> Option<u32> {
    (seconds.is_finite() && seconds <= f64::from(u32::MAX)).then(|| seconds.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::{days, leading, seconds, window};

    #[test]
    fn lengths() {
        assert_eq!(seconds("90s"), Some(90));
        assert_eq!(seconds("1 h 30 min"), Some(5400));
        assert_eq!(seconds("1.5 h"), Some(5400));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("10 min later"), None);
        assert_eq!(leading("10 min, then x"), Some((600, ", then x")));
        assert_eq!(days("180 days"), Some(180));
        assert_eq!(days("6 months"), Some(180));
        assert_eq!(days("often"), None);
    }

    #[test]
    fn windows() {
        for text in ["15–30 min", "15-30 min", "15 — 30 min", "15 to 30 min", "15 min to 0.5 h"] {
            assert_eq!(window(text), Some((900, Some(1800))), "{text}");
        }
        assert_eq!(window("15 min"), Some((900, None)));
        assert_eq!(window("30-15 min"), None);
        assert_eq!(window("15"), None);
    }
}

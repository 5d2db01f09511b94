//! Times as printed: UTC with `Z`, and T+.

use decklog_domain::time::read_instant;

/// `2026-11-20 03:14:07Z`; a text that is no instant stays as it is.
pub(crate) fn second(instant: &str) -> String {
    spell(instant, "%Y-%m-%d %H:%M:%SZ")
}

/// `03:14:07Z`.
pub(crate) fn clock(instant: &str) -> String {
    spell(instant, "%H:%M:%SZ")
}

/// `2026-11-20`.
pub(crate) fn day(instant: &str) -> String {
    spell(instant, "%Y-%m-%d")
}

/// The clock time of an instant, with its day when that is another one than `other`'s.
pub(crate) fn beside(instant: &str, other: &str) -> String {
    if day(instant) == day(other) { clock(instant) } else { second(instant) }
}

/// `T+0:12`, hours and minutes, from seconds; `T-` before the beginning.
pub(crate) fn t_plus(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.unsigned_abs();
    format!("T{sign}{}:{:02}", seconds / 3600, seconds / 60 % 60)
}

fn spell(instant: &str, format: &str) -> String {
    read_instant(instant).map_or_else(|| instant.into(), |at| at.format(format).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_to_the_second() {
        assert_eq!(second("2026-11-20T03:14:07.999Z"), "2026-11-20 03:14:07Z");
        assert_eq!(clock("2026-11-20T03:14:07+01:00"), "02:14:07Z");
        assert_eq!(second("soon"), "soon");
        assert_eq!(beside("2026-11-20T00:10:00Z", "2026-11-19T23:50:00Z"), "2026-11-20 00:10:00Z");
        assert_eq!(beside("2026-11-20T00:10:00Z", "2026-11-20T00:00:00Z"), "00:10:00Z");
    }

    #[test]
    fn t_plus_counts_both_ways() {
        assert_eq!(t_plus(761), "T+0:12");
        assert_eq!(t_plus(-540), "T-0:09");
        assert_eq!(t_plus(360_000), "T+100:00");
    }
}

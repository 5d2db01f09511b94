#![allow(clippy::unwrap_used)]

use super::*;

fn read(words: &str) -> Result<When, Refusal> {
    // Friday 03:14:07 UTC is 04:14:07 in Berlin.
    let now = "2026-11-20T03:14:07Z".parse().unwrap();
    parse(words, now, chrono_tz::Europe::Berlin)
}

fn from(words: &str) -> String {
    read(words).unwrap().from.unwrap()
}

#[test]
fn words_and_instants() {
    let cases = [
        ("now", "2026-11-20T03:14:07.000Z"),
        ("-5m", "2026-11-20T03:09:07.000Z"),
        ("-1h30m", "2026-11-20T01:44:07.000Z"),
        ("7 min ago", "2026-11-20T03:07:07.000Z"),
        ("04:10", "2026-11-20T03:10:00.000Z"),
        ("04:19", "2026-11-20T03:19:00.000Z"),
        ("04:20", "2026-11-19T03:20:00.000Z"),
        ("23:59", "2026-11-19T22:59:00.000Z"),
        ("03:10 UTC", "2026-11-20T03:10:00.000Z"),
        ("03:10Z", "2026-11-20T03:10:00.000Z"),
        ("04:10 CET", "2026-11-20T03:10:00.000Z"),
        ("22:10 -05:00", "2026-11-20T03:10:00.000Z"),
        ("about 04:00", "2026-11-20T03:00:00.000Z"),
        ("before 04:00", "2026-11-20T03:00:00.000Z"),
        ("yesterday 12:00", "2026-11-19T11:00:00.000Z"),
        ("2026-11-19 12:00", "2026-11-19T11:00:00.000Z"),
        ("2026-11-19", "2026-11-18T23:00:00.000Z"),
        ("2026-11-19T12:00:30+02:00", "2026-11-19T10:00:30.000Z"),
        ("2026-11-19 12:00:30.250Z", "2026-11-19T12:00:30.250Z"),
    ];
    for (words, expected) in cases {
        assert_eq!(from(words), expected, "{words}");
    }
}

#[test]
fn precision_follows_the_words() {
    assert_eq!(read("before 03:00").unwrap().precision, Precision::Before);
    assert_eq!(read("~03:00").unwrap().precision, Precision::About);
    assert_eq!(read("unknown").unwrap().precision, Precision::Unknown);
    assert_eq!(read("-30s").unwrap().precision, Precision::Second);
    assert_eq!(read("2026-11-19").unwrap().precision, Precision::Day);
}

#[test]
fn ranges() {
    let when = read("04:00-04:10").unwrap();
    assert_eq!(when.from.as_deref(), Some("2026-11-20T03:00:00.000Z"));
    assert_eq!(when.until.as_deref(), Some("2026-11-20T03:10:00.000Z"));
    assert!(read("04:10-04:00").is_err());
}

#[test]
fn what_is_unclear_is_asked_never_guessed() {
    for words in ["03:10 CST", "03:10 IST", "03:10 BST"] {
        assert_eq!(read(words).unwrap_err().code, RefusalCode::Ambiguous, "{words}");
    }
    // The clock of Berlin repeats 02:30 on 2026-10-25 and leaves it out on 2026-03-29.
    assert_eq!(read("2026-10-25 02:30").unwrap_err().code, RefusalCode::Ambiguous);
    assert_eq!(read("2026-03-29 02:30").unwrap_err().code, RefusalCode::BadValue);
    for words in ["soon", "25:00", "3", "99999999999999999999m ago", "03:10 XYZ", "—", "-"] {
        assert_eq!(read(words).unwrap_err().code, RefusalCode::BadValue, "{words}");
    }
}

#[test]
fn lengths() {
    assert_eq!(duration("90s"), Some(90));
    assert_eq!(duration("15 min"), Some(900));
    assert_eq!(duration("1h30m"), Some(5400));
    assert_eq!(duration("soon"), None);
    assert_eq!(duration("4294967295 d"), None);
}

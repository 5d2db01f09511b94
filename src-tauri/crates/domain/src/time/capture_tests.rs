#![allow(clippy::unwrap_used)]

use super::*;

fn read(line: &str) -> Result<Captured, Refusal> {
    // Friday 03:14:07 UTC is 04:14:07 in Berlin.
    let now = "2026-11-20T03:14:07Z".parse().unwrap();
    capture(line, now, chrono_tz::Europe::Berlin)
}

/// Time as typed, instant without its date's end, words.
fn cut(line: &str) -> (String, String, String) {
    let got = read(line).unwrap();
    let at = got.when.and_then(|when| when.from).unwrap_or_default();
    (got.words.unwrap_or_default(), at.get(11..16).unwrap_or_default().into(), got.text)
}

#[test]
fn a_time_may_lead() {
    let cases = [
        ("04:05 rolled back", "04:05", "03:05", "rolled back"),
        ("  04:05   rolled  back ", "04:05", "03:05", "rolled  back"),
        ("3:05:30 x", "3:05:30", "02:05", "x"),
        ("-7m errors gone", "-7m", "03:07", "errors gone"),
        ("-1h30m errors gone", "-1h30m", "01:44", "errors gone"),
        ("-5 min errors gone", "-5 min", "03:09", "errors gone"),
        ("5 min ago errors gone", "5 min ago", "03:09", "errors gone"),
        ("now the pager rang", "now", "03:14", "the pager rang"),
        ("03:10 CET called", "03:10 CET", "02:10", "called"),
        ("03:10 UTC: called", "03:10 UTC", "03:10", "called"),
        ("03:10Z called", "03:10Z", "03:10", "called"),
        ("03:10 Z called", "03:10 Z", "03:10", "called"),
        ("03:10 +01:00 called", "03:10 +01:00", "02:10", "called"),
        ("about 04:00 it began", "about 04:00", "03:00", "it began"),
        ("~04:00 it began", "~04:00", "03:00", "it began"),
        ("before 04:00 it began", "before 04:00", "03:00", "it began"),
        ("yesterday 12:00 deployed", "yesterday 12:00", "11:00", "deployed"),
        ("2026-11-19 12:00 CET deployed", "2026-11-19 12:00 CET", "11:00", "deployed"),
        ("2026-11-19T12:00:30Z deployed", "2026-11-19T12:00:30Z", "12:00", "deployed"),
        ("2026-11-19 deployed", "2026-11-19", "23:00", "deployed"),
        ("04:05: UTC was wrong", "04:05", "03:05", "UTC was wrong"),
        ("04:05 - rolled back", "04:05", "03:05", "rolled back"),
        ("04:05 — rolled back", "04:05", "03:05", "rolled back"),
        ("04:05 to be sure, we waited", "04:05", "03:05", "to be sure, we waited"),
        ("04:05 wet floor", "04:05", "03:05", "wet floor"),
        ("04:05 -5 pods", "04:05", "03:05", "-5 pods"),
        ("04:05 EVERYTHING down", "04:05", "03:05", "EVERYTHING down"),
    ];
    for (line, words, at, text) in cases {
        assert_eq!(cut(line), (words.into(), at.into(), text.into()), "{line}");
    }
}

#[test]
fn ranges_keep_their_end_and_zone() {
    for line in ["04:00-04:10 down", "04:00 - 04:10 down", "04:00 to 04:10 down", "04:00–04:10 CET down"] {
        let got = read(line).unwrap();
        let when = got.when.unwrap();
        assert_eq!(when.from.as_deref(), Some("2026-11-20T03:00:00.000Z"), "{line}");
        assert_eq!(when.until.as_deref(), Some("2026-11-20T03:10:00.000Z"), "{line}");
        assert_eq!(got.text, "down", "{line}");
    }
    let when = read("02:00-02:10 UTC down").unwrap().when.unwrap();
    assert_eq!(when.from.as_deref(), Some("2026-11-20T02:00:00.000Z"));
    assert_eq!(when.until.as_deref(), Some("2026-11-20T02:10:00.000Z"));
}

#[test]
fn other_lines_are_words() {
    for line in [
        "errors gone",
        "-7 replicas",
        "- 04:05 quoted",
        "3 pods ago",
        "today we wait",
        "about ten",
        "nowhere",
        "1:2 ratio",
        "100:10 odds",
        "after that",
        "~",
        "before",
    ] {
        assert_eq!(cut(line), (String::new(), String::new(), line.into()), "{line}");
    }
}

#[test]
fn what_was_meant_as_a_time_and_is_none_is_refused() {
    let code = |line: &str| read(line).unwrap_err().code;
    assert_eq!(code("25:99 x"), RefusalCode::BadValue);
    assert_eq!(code("2026-13-40 x"), RefusalCode::BadValue);
    assert_eq!(code("03:10 CST x"), RefusalCode::Ambiguous);
    assert_eq!(code("04:10-04:00 x"), RefusalCode::BadValue);
    assert_eq!(code("14:05"), RefusalCode::Missing);
    assert_eq!(code("-7m"), RefusalCode::Missing);
    assert_eq!(code("03:10 UTC:"), RefusalCode::Missing);
    let spring = "2026-03-29T06:00:00Z".parse().unwrap();
    assert_eq!(
        capture("02:30 x", spring, chrono_tz::Europe::Berlin).unwrap_err().code,
        RefusalCode::BadValue
    );
}

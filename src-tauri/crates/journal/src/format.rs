//! The formats of single fields: ids, instants, offsets, codes.

use crate::hex::is_digit;

/// `decklog/` and a UUID: the name of a journal.
pub(crate) fn is_origin(text: &str) -> bool {
    text.strip_prefix("decklog/").is_some_and(is_uuid)
}

/// A UUID in lower-case text (RFC 9562 section 4).
pub(crate) fn is_uuid(text: &str) -> bool {
    const SHAPE: &[u8; 36] = b"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else { return false };
    let fits = |(&byte, &mark): (&u8, &u8)| (mark == b'-') & (byte == b'-') | (mark == b'x') & is_digit(byte);
    all(bytes.iter().zip(SHAPE).map(fits))
}

/// A UUID of version 7 (RFC 9562 section 5.7).
pub(crate) fn is_uuid_v7(text: &str) -> bool {
    is_uuid(text) && text.as_bytes()[14] == b'7' && matches!(text.as_bytes()[19], b'8' | b'9' | b'a' | b'b')
}

/// `2026-03-14T01:59:26.535Z`: UTC, milliseconds, no leap second (RFC 3339).
pub(crate) fn is_instant(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd:dd.dddZ";
    if bytes.len() != shape.len() || !all(bytes.iter().zip(shape).map(|(byte, mark)| fits(*byte, *mark))) {
        return false;
    }
    let number = |from: usize, to: usize| bytes[from..to].iter().fold(0, |n, d| n * 10 + u32::from(d - b'0'));
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day) && number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60
}

/// `+02:00`: an offset from UTC with sign; zero is `+00:00`.
pub(crate) fn is_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 6
        && matches!(bytes[0], b'+' | b'-')
        && bytes[1..].iter().zip(b"dd:dd").all(|(byte, mark)| fits(*byte, *mark))
        && &text[1..3] < "24"
        && &text[4..6] < "60"
        && text != "-00:00"
}

/// Whether all hold. Without an early end, so that the loop becomes vector code: every record is checked so.
fn all(each: impl Iterator<Item = bool>) -> bool {
    each.fold(true, |all, holds| all & holds)
}

fn fits(byte: u8, mark: u8) -> bool {
    if mark == b'd' { byte.is_ascii_digit() } else { byte == mark }
}

/// A code: `[a-z0-9_-]+`, at most 64 characters.
pub(crate) fn is_code(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() | b.is_ascii_digit() | (b == b'_') | (b == b'-');
    (1..=64).contains(&text.len()) && all(text.bytes().map(letter))
}

/// An event type: two or more codes joined by dots.
pub(crate) fn is_event_type(text: &str) -> bool {
    text.contains('.') && text.split('.').all(is_code)
}

/// One line of visible words, 1 to 256 bytes: an application version, the key of a text.
pub(crate) fn is_label(text: &str) -> bool {
    (1..=256).contains(&text.len()) && !text.chars().any(char::is_control)
}

/// An identifier that another part chose: 1 to 128 visible ASCII characters.
pub(crate) fn is_identifier(text: &str) -> bool {
    (1..=128).contains(&text.len()) && all(text.bytes().map(|byte| byte.is_ascii_graphic()))
}

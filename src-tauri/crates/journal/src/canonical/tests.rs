#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::*;

const VECTORS: &str = include_str!("../../../../../tests/vectors/canonical.json");

#[derive(Deserialize)]
struct Vectors {
    accepted: Vec<Vector>,
    refused: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    line: Option<String>,
    hex: Option<String>,
    why: String,
}

impl Vector {
    fn bytes(&self) -> Vec<u8> {
        match (&self.line, &self.hex) {
            (Some(line), None) => line.as_bytes().to_vec(),
            (None, Some(hex)) => (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits"))
                .collect(),
            _ => panic!("a vector has either a line or hexadecimal digits: {}", self.why),
        }
    }
}

#[test]
fn accepted_vectors_keep_their_bytes() {
    let vectors: Vectors = serde_json::from_str(VECTORS).unwrap();
    assert!(vectors.accepted.len() > 20);
    for vector in vectors.accepted {
        let bytes = vector.bytes();
        let value = parse(&bytes).unwrap_or_else(|error| panic!("{}: {error}", vector.why));
        assert_eq!(to_bytes(&value).unwrap(), bytes, "{}", vector.why);
        let read_by_serde: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value, read_by_serde, "{}", vector.why);
    }
}

#[test]
fn refused_vectors_are_refused() {
    let vectors: Vectors = serde_json::from_str(VECTORS).unwrap();
    assert!(vectors.refused.len() > 100);
    for vector in vectors.refused {
        if let Ok(value) = parse(&vector.bytes()) {
            panic!("{} was read as {value}", vector.why);
        }
    }
}

#[test]
fn an_error_says_what_and_where() {
    let refused = |text: &str| {
        let CanonicalError { at, why } = parse(text.as_bytes()).unwrap_err();
        (at, why)
    };
    assert_eq!(refused("{\"a\":null}"), (5, Refused::Word));
    assert_eq!(refused("{\"a\":1.5}"), (5, Refused::Fraction));
    assert_eq!(refused("{\"a\":1,\"a\":2}"), (7, Refused::KeyOrder));
    assert_eq!(refused("{\"a\":-0}"), (5, Refused::IntegerSpelling));
    assert_eq!(refused("[9007199254740992]"), (1, Refused::IntegerRange));
    assert_eq!(refused("{\"A\":1}"), (1, Refused::Key));
    assert_eq!(refused("\"\\u0041\""), (1, Refused::Escape));
    assert_eq!(refused("\"\n\""), (1, Refused::Control));
    assert_eq!(refused("{} "), (2, Refused::Trailing));
    assert_eq!(refused("{"), (1, Refused::Ends));
    assert_eq!(refused("[[[[[[[[["), (8, Refused::Depth));
    assert_eq!(parse(b"\"\xff\"").unwrap_err(), CanonicalError { at: 1, why: Refused::NotUtf8 });
}

#[test]
fn a_hostile_depth_does_not_exhaust_the_stack() {
    assert_eq!(parse("[".repeat(1_000_000).as_bytes()).unwrap_err().why, Refused::Depth);
}

#[test]
fn writing_sorts_keys_and_refuses_what_cannot_be_read() {
    let mut map = Map::new();
    for key in ["b", "a_", "a", "1"] {
        map.insert(key.into(), json!(0));
    }
    assert_eq!(to_bytes(&Value::Object(map)).unwrap(), b"{\"1\":0,\"a\":0,\"a_\":0,\"b\":0}");
    let refused = |value: Value| to_bytes(&value).unwrap_err().why;
    assert_eq!(refused(json!(null)), Refused::Word);
    assert_eq!(refused(json!({"a": true})), Refused::Word);
    assert_eq!(refused(json!([0.5])), Refused::Fraction);
    assert_eq!(refused(json!(1.0)), Refused::Fraction);
    assert_eq!(refused(json!(1u64 << 53)), Refused::IntegerRange);
    assert_eq!(refused(json!(-(1i64 << 53))), Refused::IntegerRange);
    assert_eq!(refused(json!(u64::MAX)), Refused::IntegerRange);
    assert_eq!(refused(json!({"A": 1})), Refused::Key);
    assert_eq!(refused(json!({"": 1})), Refused::Key);
    assert_eq!(refused(json!([[[[[[[[[]]]]]]]]])), Refused::Depth);
}

/// The reader looks at eight bytes at a time: every byte must be seen wherever it stands.
#[test]
fn every_ascii_character_is_seen_at_every_place_of_a_string() {
    for length in 1..20 {
        for at in 0..length {
            for byte in 0..128u8 {
                let mut bytes = vec![b'~'; length + 2];
                bytes[at + 1] = byte;
                bytes[0] = b'"';
                bytes[length + 1] = b'"';
                let plain = byte >= 0x20 && byte != b'"' && byte != b'\\';
                assert_eq!(parse(&bytes).is_ok(), plain, "byte {byte} at {at} of {length}");
            }
        }
    }
}

/// Any value of the canonical form.
fn value() -> impl Strategy<Value = Value> {
    let limit = MAX_INTEGER as i64;
    let leaf = prop_oneof![
        any::<String>().prop_map(Value::from),
        "[\"\\\\\u{0}-\u{1f}a/\u{7f}é€😀]{0,8}".prop_map(Value::from),
        (-limit..=limit).prop_map(Value::from),
        (-9i64..=9).prop_map(Value::from),
    ];
    leaf.prop_recursive(7, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-z0-9_]{1,4}", inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(value in value()) {
        let bytes = to_bytes(&value).unwrap();
        prop_assert_eq!(parse(&bytes).unwrap(), value);
    }

    #[test]
    fn skipping_accepts_what_reading_accepts(value in value(), at: prop::sample::Index, byte: u8) {
        let mut bytes = to_bytes(&value).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let read = parse(&bytes).map(drop);
        let skipped = Reader::new(&bytes).and_then(|mut reader| {
            reader.skip()?;
            reader.end()
        });
        prop_assert_eq!(read, skipped);
    }

    #[test]
    fn a_changed_byte_is_another_canonical_value_or_refused(value in value(), at: prop::sample::Index, byte: u8) {
        let mut bytes = to_bytes(&value).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = parse(&bytes) {
            prop_assert_eq!(to_bytes(&read).unwrap(), bytes);
        }
    }

    #[test]
    fn json_of_any_shape_is_canonical_or_refused(text in "[\\[\\]{}\",:a-c0-2\\\\u. -]{0,16}") {
        if let Ok(read) = parse(text.as_bytes()) {
            prop_assert_eq!(to_bytes(&read).unwrap(), text.as_bytes());
        }
    }
}

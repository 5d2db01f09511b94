#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::tree::leaf_hash;

/// A record with every field.
pub(crate) fn sample() -> Record {
    Record {
        v: VERSION,
        log: "decklog/0195a5c0-7e5f-7000-8000-00000000000a".into(),
        seq: 0,
        prev: Hash::ZERO,
        lam: 1,
        id: "0195a5c0-7e5f-7000-8000-000000000001".into(),
        cmd: "0195a5c0-7e5f-7000-8000-000000000002".into(),
        at: "2026-03-14T01:59:26.535Z".into(),
        tz: "+01:00".into(),
        clk: ClockReading { boot: "0d9a7c5e".into(), ms: 86_400_000, sync: "ntp".into() },
        actor: ActorRef {
            id: "0195a5c0-7e5f-7000-8000-000000000003".into(),
            role: Some("commander".into()),
            known: "os".into(),
        },
        dev: DeviceRef { id: "0195a5c0-7e5f-7000-8000-000000000004".into(), app: "0.1.0".into() },
        kind: "incident.declared".into(),
        subj: Subject { kind: "incident".into(), id: "0195a5c0-7e5f-7000-8000-000000000005".into() },
        corr: Some("0195a5c0-7e5f-7000-8000-000000000005".into()),
        facts: Hash::of(b"facts"),
        texts: vec![
            TextCommitment { k: "title".into(), h: Hash::of(b"title") },
            TextCommitment { k: "value.\"namespace\"".into(), h: Hash::of(b"value") },
        ],
    }
}

/// The format itself: if this changes, no journal written before can be verified.
#[test]
fn the_body_has_exactly_these_bytes() {
    let body = concat!(
        r#"{"actor":{"id":"0195a5c0-7e5f-7000-8000-000000000003","known":"os","role":"commander"},"#,
        r#""at":"2026-03-14T01:59:26.535Z","clk":{"boot":"0d9a7c5e","ms":86400000,"sync":"ntp"},"#,
        r#""cmd":"0195a5c0-7e5f-7000-8000-000000000002","corr":"0195a5c0-7e5f-7000-8000-000000000005","#,
        r#""dev":{"app":"0.1.0","id":"0195a5c0-7e5f-7000-8000-000000000004"},"#,
        r#""facts":"0694aacb66d62e742a92e8d5f1e82bd9d2a8ca1be88744201fbe63d0f5007502","#,
        r#""id":"0195a5c0-7e5f-7000-8000-000000000001","lam":1,"#,
        r#""log":"decklog/0195a5c0-7e5f-7000-8000-00000000000a","#,
        r#""prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,"#,
        r#""subj":{"id":"0195a5c0-7e5f-7000-8000-000000000005","kind":"incident"},"#,
        r#""texts":[{"h":"aaf2320646108059a87ab5017a86aee454f5378ed95003dbb2e12f4ca5266e0e","k":"title"},{"h":"cd42404d52ad55ccfa9aca4adc828aa5800ad9d385a0671fbcbf724118320619","k":"value.\"namespace\""}],"#,
        r#""type":"incident.declared","tz":"+01:00","v":1}"#
    );
    assert_eq!(String::from_utf8(sample().to_body().unwrap()).unwrap(), body);
}

#[test]
fn what_is_absent_is_left_out() {
    let mut record = sample();
    record.actor.role = None;
    record.corr = None;
    record.texts.clear();
    let body = record.to_body().unwrap();
    let text = std::str::from_utf8(&body).unwrap();
    assert!(!text.contains("role") && !text.contains("corr") && text.contains("\"texts\":[]"));
    assert_eq!(Record::from_body(&body).unwrap(), record);
}

#[test]
fn a_field_without_its_format_is_neither_written_nor_read() {
    type Spoil = fn(&mut Record);
    let cases: [(&str, Spoil); 34] = [
        ("log", |r| r.log = "0195a5c0-7e5f-7000-8000-00000000000a".into()),
        ("log", |r| r.log = "decklog/0195A5C0-7e5f-7000-8000-00000000000a".into()),
        ("log", |r| r.log = "decklog/0195a5c0-7e5f-7000-8000-00000000000a ".into()),
        ("seq", |r| r.seq = 1 << 53),
        ("lam", |r| r.lam = 0),
        ("lam", |r| r.lam = u64::MAX),
        ("id", |r| r.id = "0195a5c0-7e5f-4000-8000-000000000001".into()),
        ("id", |r| r.id = "0195a5c0-7e5f-7000-0000-000000000001".into()),
        ("cmd", |r| r.cmd = "0195a5c07e5f70008000000000000002".into()),
        ("at", |r| r.at = "2026-03-14T01:59:26Z".into()),
        ("at", |r| r.at = "2026-03-14 01:59:26.535Z".into()),
        ("at", |r| r.at = "2026-03-14T01:59:26.535+00:00".into()),
        ("at", |r| r.at = "2026-02-29T01:59:26.535Z".into()),
        ("at", |r| r.at = "2026-00-14T01:59:26.535Z".into()),
        ("at", |r| r.at = "2026-03-14T24:00:00.000Z".into()),
        ("at", |r| r.at = "2026-03-14T01:59:60.000Z".into()),
        ("tz", |r| r.tz = "Z".into()),
        ("tz", |r| r.tz = "-00:00".into()),
        ("tz", |r| r.tz = "+0100".into()),
        ("tz", |r| r.tz = "+24:00".into()),
        ("tz", |r| r.tz = "+01:é".into()),
        ("clk.boot", |r| r.clk.boot = "".into()),
        ("clk.boot", |r| r.clk.boot = "a b".into()),
        ("clk.ms", |r| r.clk.ms = u64::MAX),
        ("clk.sync", |r| r.clk.sync = "gps".into()),
        ("actor.id", |r| r.actor.id = "Ana".into()),
        ("actor.role", |r| r.actor.role = Some("Commander".into())),
        ("actor.known", |r| r.actor.known = "believed".into()),
        ("dev.id", |r| r.dev.id = "laptop".into()),
        ("dev.app", |r| r.dev.app = "0.1.0\n".into()),
        ("type", |r| r.kind = "declared".into()),
        ("type", |r| r.kind = "incident..declared".into()),
        ("texts.k", |r| r.texts[1].k = r.texts[0].k.clone()),
        ("texts.k", |r| r.texts[0].k = "".into()),
    ];
    for (field, spoil) in cases {
        let mut record = sample();
        spoil(&mut record);
        let error = record.to_body().expect_err(field);
        assert!(
            matches!(error, RecordError::Field { field: found, .. } if found == field),
            "{field}: {error}"
        );
    }
    let body = String::from_utf8(sample().to_body().unwrap()).unwrap();
    let spoiled = body.replace("\"lam\":1", "\"lam\":0");
    assert!(matches!(Record::from_body(spoiled.as_bytes()), Err(RecordError::Field { field: "lam", .. })));
}

#[test]
fn bad_bodies_are_refused_by_their_reason() {
    let body = String::from_utf8(sample().to_body().unwrap()).unwrap();
    let read = |text: String| Record::from_body(text.as_bytes()).unwrap_err();
    assert_eq!(read(body.replace("\"v\":1", "\"v\":2")), RecordError::Version(2));
    assert_eq!(read("{\"v\":7}".into()), RecordError::Version(7));
    assert!(matches!(read(body.replace("\"v\":1", "\"v\":0")), RecordError::Version(0)));
    assert!(matches!(read(body.replace("\"lam\":1", "\"lam\":1.0")), RecordError::NotCanonical(_)));
    assert!(matches!(read(body.replace("\"lam\":1", "\"lam\":-1")), RecordError::Fields { .. }));
    assert!(matches!(read(body.replace("\"lam\":1,", "")), RecordError::Fields { .. }));
    assert!(matches!(read(body.replace("\"lam\":1", "\"lam\":\"1\"")), RecordError::Fields { .. }));
    assert!(matches!(read(body.replace("\"v\":1", "\"v\":1,\"w\":1")), RecordError::Fields { .. }));
    assert!(matches!(read(body.replace("\"prev\":\"00", "\"prev\":\"0A")), RecordError::Fields { .. }));
    assert!(matches!(read(format!("{body}\n")), RecordError::NotCanonical(_)));
    assert!(matches!(read(" ".repeat(MAX_BODY + 1)), RecordError::TooLong { bytes: 65_537 }));
    assert!(matches!(Record::from_body(b""), Err(RecordError::NotCanonical(_))));
}

#[test]
fn a_body_that_would_be_too_long_is_not_written() {
    let mut record = sample();
    record.texts = (0..800).map(|n| TextCommitment { k: format!("value.{n}"), h: Hash::ZERO }).collect();
    assert!(matches!(record.to_body(), Err(RecordError::TooLong { .. })));
}

prop_compose! {
    fn any_record()(
        number in 0..=crate::canonical::MAX_INTEGER,
        seed: [u8; 32],
        label in "[^\\p{Cc}]{1,30}",
        role in prop::option::of("[a-z0-9_-]{1,64}"),
        known in prop::sample::select(vec!["os", "stated", "key", "import"]),
        sync in prop::sample::select(vec!["ntp", "manual", "unknown"]),
        subject in "[!-~]{1,40}",
        corr: bool,
        keys in prop::collection::btree_set("[^\\p{Cc}]{1,20}", 0..6),
    ) -> Record {
        let base = sample();
        Record {
            seq: number,
            lam: number.max(1),
            prev: Hash::of(&seed),
            facts: Hash::of(&seed[1..]),
            clk: ClockReading { ms: number, sync: sync.into(), boot: subject.clone() },
            actor: ActorRef { role, known: known.into(), ..base.actor },
            dev: DeviceRef { app: label, ..base.dev },
            subj: Subject { id: subject, ..base.subj },
            corr: base.corr.filter(|_| corr),
            texts: keys.into_iter().map(|k| TextCommitment { h: Hash::of(k.as_bytes()), k }).collect(),
            ..base
        }
    }
}

proptest! {
    #[test]
    fn a_record_is_read_back_from_its_body(record in any_record()) {
        let body = record.to_body().unwrap();
        prop_assert_eq!(crate::canonical::to_bytes(&crate::canonical::parse(&body).unwrap()).unwrap(), &body[..]);
        prop_assert_eq!(Record::from_body(&body).unwrap(), record);
    }

    #[test]
    fn a_changed_byte_is_refused_or_changes_record_and_leaf(
        record in any_record(), at: prop::sample::Index, flip in 1u8..,
    ) {
        let body = record.to_body().unwrap();
        let mut changed = body.clone();
        let at = at.index(body.len());
        changed[at] ^= flip;
        if let Ok(other) = Record::from_body(&changed) {
            prop_assert_ne!(&other, &record);
            prop_assert_ne!(leaf_hash(&changed), leaf_hash(&body));
            prop_assert_eq!(other.to_body().unwrap(), changed);
        }
    }
}

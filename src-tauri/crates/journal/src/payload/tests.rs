#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use serde_json::json;

use super::*;
use crate::record::{Record, tests::sample};

const BLOB: &[u8] = b"# A runbook\n";

fn payload() -> Payload {
    let text = |k: &str, n, content| Text { k: k.into(), salt: Salt::from_bytes([n; 16]), content };
    Payload {
        facts: json!({"severity": "sev2", "number": 14, "milestones": ["detected"]}),
        facts_salt: Salt::from_bytes([1; 16]),
        texts: vec![
            text("title", 2, Content::Words("Pods restart: \"image pull\"\n".into())),
            text("runbook", 3, Content::Blob(Hash::of(BLOB))),
        ],
    }
}

fn blobs() -> impl FnMut(&Hash) -> Option<Vec<u8>> {
    let kept = HashMap::from([(Hash::of(BLOB), BLOB.to_vec())]);
    move |hash| kept.get(hash).cloned()
}

fn record_of(payload: &Payload) -> Record {
    let (facts, texts) = payload.commitments(&mut blobs()).unwrap();
    Record { facts, texts, ..sample() }
}

fn line_of(payload: &Payload, record: &Record) -> Vec<u8> {
    payload.to_line(&record.log, record.seq).unwrap()
}

/// The format itself; the commitments were computed with sha256sum.
#[test]
fn the_line_and_the_commitments_have_exactly_these_bytes() {
    let payload = payload();
    let record = record_of(&payload);
    let line = concat!(
        r#"{"facts":{"milestones":["detected"],"number":14,"severity":"sev2"},"#,
        r#""facts_salt":"01010101010101010101010101010101","#,
        r#""journal":"decklog/0195a5c0-7e5f-7000-8000-00000000000a","seq":0,"texts":["#,
        r#"{"k":"title","salt":"02020202020202020202020202020202","words":"Pods restart: \"image pull\"\n"},"#,
        r#"{"blob":"46534f2dae7a2ce8ed258b94b35a2c99b407d5df9acfa1dbe65824c96adbfcaa","k":"runbook","#,
        r#""salt":"03030303030303030303030303030303"}]}"#
    );
    assert_eq!(String::from_utf8(line_of(&payload, &record)).unwrap(), line);
    assert_eq!(record.facts.to_string(), "f606d18f7cca2c3905b0ba1dd42d114121bca5e5b5ab7e14f72e8448e69cf77e");
    assert_eq!(
        record.texts[0].h.to_string(),
        "0a7df869d151a0fb23ad7328ad52b74333438c32a44fd59b40daf73963c923b3"
    );
    assert_eq!(
        record.texts[1].h.to_string(),
        "32577417ec98c8e3224a969d5c10f3813b287b5ed721ea5f1d3f93c3e2b6844b"
    );
}

#[test]
fn a_payload_is_read_back_from_its_line() {
    let payload = payload();
    let record = record_of(&payload);
    let line = line_of(&payload, &record);
    let read = PayloadLine::read(&line).unwrap();
    assert_eq!((read.journal(), read.seq()), (record.log.as_str(), record.seq));
    assert_eq!(read.into_payload().unwrap(), payload);
    PayloadLine::read(&line).unwrap().check(&record, &mut blobs()).unwrap();
    payload.check(&record, &mut blobs()).unwrap();
}

#[test]
fn every_changed_byte_of_a_line_is_found() {
    let payload = payload();
    let record = record_of(&payload);
    let line = line_of(&payload, &record);
    for at in 0..line.len() {
        for byte in 0..=255 {
            let mut changed = line.clone();
            changed[at] = byte;
            let holds =
                PayloadLine::read(&changed).is_ok_and(|read| read.check(&record, &mut blobs()).is_ok());
            assert_eq!(holds, changed == line, "byte {at} as {byte}");
        }
    }
    for length in 0..line.len() {
        assert!(PayloadLine::read(&line[..length]).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn each_difference_has_its_name() {
    let record = record_of(&payload());
    let fault = |change: &dyn Fn(&mut Payload)| {
        let mut payload = payload();
        change(&mut payload);
        payload.check(&record, &mut blobs()).unwrap_err()
    };
    assert_eq!(fault(&|p| p.facts["number"] = json!(15)), PayloadFault::Facts);
    assert_eq!(fault(&|p| p.facts_salt = Salt::from_bytes([9; 16])), PayloadFault::Facts);
    assert!(matches!(fault(&|p| p.facts = json!(null)), PayloadFault::FactsForm(_)));
    let words = |p: &mut Payload| p.texts[0].content = Content::Words("Pods".into());
    assert_eq!(fault(&words), PayloadFault::Text { k: "title".into() });
    assert_eq!(fault(&|p| p.texts.clear()), PayloadFault::TextMissing { k: "title".into() });
    assert_eq!(fault(&|p| p.texts.swap(0, 1)), PayloadFault::TextMissing { k: "title".into() });
    let twice = |p: &mut Payload| p.texts.push(p.texts[0].clone());
    assert_eq!(fault(&twice), PayloadFault::TextUnknown { k: "title".into() });
    let hash = Hash::of(b"other");
    let other = |p: &mut Payload| p.texts[1].content = Content::Blob(hash);
    assert_eq!(fault(&other), PayloadFault::BlobMissing { k: "runbook".into(), hash });
}

#[test]
fn a_blob_that_is_gone_or_changed_is_found() {
    let payload = payload();
    let record = record_of(&payload);
    let (k, hash) = (String::from("runbook"), Hash::of(BLOB));
    let missing = payload.check(&record, &mut |_| None);
    assert_eq!(missing, Err(PayloadFault::BlobMissing { k: k.clone(), hash }));
    let changed = payload.check(&record, &mut |_| Some(b"# A runbooK\n".to_vec()));
    assert_eq!(changed, Err(PayloadFault::BlobChanged { k, hash }));
}

#[test]
fn a_line_of_another_record_is_found() {
    let payload = payload();
    let record = record_of(&payload);
    let line = line_of(&payload, &record);
    let other = Record { seq: 1, ..record };
    assert_eq!(PayloadLine::read(&line).unwrap().check(&other, &mut blobs()), Err(PayloadFault::Place));
}

#[test]
fn what_is_no_payload_is_neither_written_nor_read() {
    let refused = |change: &dyn Fn(&mut Payload)| {
        let mut payload = payload();
        change(&mut payload);
        payload.to_line(&sample().log, 0).unwrap_err()
    };
    assert_eq!(refused(&|p| p.facts = json!([1])), PayloadError::Facts);
    assert!(matches!(refused(&|p| p.facts = json!({"a": null})), PayloadError::NotCanonical(_)));
    let deep = json!({"a": [[[[[[[]]]]]]]});
    assert!(canonical::to_bytes(&deep).is_ok());
    assert!(matches!(refused(&|p| p.facts = deep.clone()), PayloadError::NotCanonical(_)));
    let long = "x".repeat(MAX_LINE);
    let words = |p: &mut Payload| p.texts[0].content = Content::Words(long.clone());
    assert!(matches!(refused(&words), PayloadError::TooLong { .. }));
    assert_eq!(payload().to_line("decklog/Ana", 0), Err(PayloadError::Place));
    assert_eq!(payload().to_line(&sample().log, u64::MAX), Err(PayloadError::Place));

    let line = String::from_utf8(line_of(&payload(), &sample())).unwrap();
    let read = |text: String| PayloadLine::read(text.as_bytes()).map(drop).unwrap_err();
    assert_eq!(read(line.replace("decklog/0195", "decklog/Z195")), PayloadError::Place);
    assert!(matches!(read(line.replace(",\"seq\":0", ",\"seq\":-1")), PayloadError::NotCanonical(_)));
    assert!(matches!(read(line.replace("\"words\":", "\"wordz\":")), PayloadError::NotCanonical(_)));
    assert!(matches!(read(" ".repeat(MAX_LINE + 1)), PayloadError::TooLong { .. }));
}

//! Examples of every event type, byte by byte: what was recorded once must be read the same for ever.
//!
//! A file of `tests/golden/events` is named after its type; a further example of a type adds a dash and a word. Its
//! `facts` and `texts` are written by hand; `DECKLOG_BLESS=1` adds `body` and `payload` where they are missing and never
//! changes what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use decklog_domain::Event;
use decklog_domain::event::{Content as Said, is_known};
use decklog_journal::payload::{Content, Payload, PayloadLine, Text};
use decklog_journal::record::{ActorRef, ClockReading, DeviceRef, Record, Subject, VERSION};
use decklog_journal::{Hash, Salt};
use serde_json::{Value, json};

const LOG: &str = "decklog/0199d2c4-0000-7000-8000-0000000000aa";

struct Golden {
    path: PathBuf,
    kind: String,
    file: Value,
}

impl Golden {
    fn all() -> Vec<Golden> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/events");
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).unwrap();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let kind = stem.split('-').next().unwrap().to_owned();
            let file = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{stem}: {error}"));
            Golden { kind, path, file }
        };
        paths.into_iter().map(read).collect()
    }

    fn name(&self) -> String {
        self.path.file_name().unwrap().to_string_lossy().into_owned()
    }

    /// The contents that its texts name, by hash.
    fn contents(&self) -> BTreeMap<Hash, Vec<u8>> {
        let bytes = |text: &Value| text["bytes"].as_str().map(|bytes| bytes.as_bytes().to_vec());
        let texts = self.file["texts"].as_array().unwrap();
        texts.iter().filter_map(bytes).map(|bytes| (Hash::of(&bytes), bytes)).collect()
    }

    fn payload(&self) -> Payload {
        let salt = |n: usize| Salt::from_bytes([n as u8; 16]);
        let text = |(index, text): (usize, &Value)| Text {
            k: text["k"].as_str().unwrap().to_owned(),
            salt: salt(index + 1),
            content: match (&text["words"], &text["bytes"]) {
                (Value::String(words), Value::Null) => Content::Words(words.clone()),
                (Value::Null, Value::String(bytes)) => Content::Blob(Hash::of(bytes.as_bytes())),
                _ => panic!("{}: a text has either words or bytes", self.name()),
            },
        };
        let texts = self.file["texts"].as_array().unwrap().iter().enumerate().map(text).collect();
        Payload { facts: self.file["facts"].clone(), facts_salt: salt(0xff), texts }
    }

    fn record(&self, payload: &Payload, event: &Event) -> Record {
        let contents = self.contents();
        let (facts, texts) = payload.commitments(&mut |hash| contents.get(hash).cloned()).unwrap();
        let (kind, id) = event.subject();
        Record {
            v: VERSION,
            log: LOG.to_owned(),
            seq: 7,
            prev: Hash::ZERO,
            lam: 8,
            id: "0199d2c4-0000-7000-8000-000000000001".to_owned(),
            cmd: "0199d2c4-0000-7000-8000-000000000002".to_owned(),
            at: "2026-11-20T03:11:00.000Z".to_owned(),
            tz: "+01:00".to_owned(),
            clk: ClockReading { boot: "boot-1".to_owned(), ms: 60_000, sync: "ntp".to_owned() },
            actor: ActorRef {
                id: "0199d2c4-0000-7000-8000-000000000003".to_owned(),
                role: None,
                known: "os".to_owned(),
            },
            dev: DeviceRef { id: "0199d2c4-0000-4000-8000-000000000004".to_owned(), app: "0.1.0".to_owned() },
            kind: self.kind.clone(),
            subj: Subject { kind: kind.to_owned(), id },
            corr: None,
            facts,
            texts,
        }
    }

    /// Adds the exact bytes where they are missing and a person asked for it.
    fn bless(&mut self, body: &str, payload: &str) {
        if std::env::var_os("DECKLOG_BLESS").is_none() || !self.file["body"].is_null() {
            return;
        }
        self.file["body"] = json!(body);
        self.file["payload"] = json!(payload);
        let text = serde_json::to_string_pretty(&self.file).unwrap();
        std::fs::write(&self.path, text + "\n").unwrap();
    }
}

fn said(payload: &Payload) -> BTreeMap<String, Said> {
    let one = |text: &Text| match &text.content {
        Content::Words(words) => Said::Words(words.clone()),
        Content::Blob(hash) => Said::Blob(hash.to_string()),
    };
    payload.texts.iter().map(|text| (text.k.clone(), one(text))).collect()
}

#[test]
fn every_golden_event_is_read_and_written_to_the_same_bytes() {
    for mut golden in Golden::all() {
        let name = golden.name();
        let payload = golden.payload();
        let event = Event::decode(&golden.kind, &payload.facts, &said(&payload))
            .unwrap_or_else(|error| panic!("{name}: {error}"));

        let encoded = event.encode();
        assert_eq!(encoded.facts, payload.facts, "{name}: other facts come back");
        let texts: BTreeMap<String, Said> = encoded.texts.iter().cloned().collect();
        assert_eq!(texts, said(&payload), "{name}: other texts come back");
        let order: Vec<&String> = encoded.texts.iter().map(|(key, _)| key).collect();
        let written: Vec<&String> = payload.texts.iter().map(|text| &text.k).collect();
        assert_eq!(order, written, "{name}: the order of the texts differs");

        let record = golden.record(&payload, &event);
        let body = String::from_utf8(record.to_body().unwrap()).unwrap();
        let line = String::from_utf8(payload.to_line(LOG, record.seq).unwrap()).unwrap();
        golden.bless(&body, &line);
        assert_eq!(golden.file["body"], json!(body), "{name}: the body differs");
        assert_eq!(golden.file["payload"], json!(line), "{name}: the payload differs");

        let read = Record::from_body(body.as_bytes()).unwrap();
        assert_eq!(read, record, "{name}");
        let contents = golden.contents();
        let checked =
            PayloadLine::read(line.as_bytes()).unwrap().check(&read, &mut |hash| contents.get(hash).cloned());
        assert_eq!(checked, Ok(()), "{name}");
    }
}

#[test]
fn every_event_type_and_every_field_has_a_golden_example() {
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for golden in Golden::all() {
        assert!(is_known(&golden.kind), "{} is named after no event type", golden.name());
        let fields = shown.entry(golden.kind.clone()).or_default();
        let facts = golden.file["facts"].as_object().unwrap().keys().cloned();
        let texts =
            golden.payload().texts.into_iter().map(|text| text.k.split('.').next().unwrap().to_owned());
        fields.extend(facts.chain(texts));
    }
    for doc in Event::DOCS {
        let Some(fields) = shown.get(doc.kind) else {
            panic!(
                "write tests/golden/events/{}.json with facts and texts, then run with DECKLOG_BLESS=1",
                doc.kind
            );
        };
        for (field, _, _) in doc.facts.iter().chain(doc.texts) {
            assert!(fields.contains(*field), "no example of {} has its field `{field}`", doc.kind);
        }
    }
}

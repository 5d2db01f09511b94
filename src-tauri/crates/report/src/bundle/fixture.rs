//! A small workspace with two journals, for tests.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::Cursor;

use decklog_journal::payload::{Content, Payload, Text};
use decklog_journal::record::{ActorRef, ClockReading, DeviceRef, Record, Subject, VERSION};
use decklog_journal::{Hash, Salt, tree};
use serde_json::json;

use super::{BundleInput, BundleSummary, Entry, EvidenceFile, Export, JournalSource, write};
use crate::Mode;

pub(crate) const FIRST: &str = "decklog/0195a5c0-7e5f-7000-8000-00000000000a";
pub(crate) const SECOND: &str = "decklog/0195a5c0-7e5f-7000-8000-00000000000b";
pub(crate) const PHOTO: &[u8] = b"\x89PNG the rack at 03:10";
pub(crate) const RUNBOOK: &[u8] = b"# Crash loop\n\n1. Look\n";

/// What a test may change before the bundle is written.
#[derive(Clone)]
pub(crate) struct Workspace {
    pub(crate) folder: &'static str,
    pub(crate) export: Export,
    pub(crate) documents: Vec<(String, Vec<u8>)>,
    pub(crate) journals: Vec<(String, Vec<Entry>)>,
    pub(crate) evidence: Vec<EvidenceFile>,
    pub(crate) blobs: BTreeMap<Hash, Vec<u8>>,
}

/// Five and two records; the payload of record 3 of the first journal is not included.
pub(crate) fn workspace() -> Workspace {
    let mut first = journal(FIRST, 5, 1);
    first[3].payload = None;
    let export = Export {
        what: "Incident INC-2026-014".into(),
        why: "review".into(),
        who: "Mara (stated, not authenticated)".into(),
        made_at: "2026-03-14T05:00:00.000Z".into(),
        app_version: "0.1.0".into(),
        mode: Mode::Replay,
    };
    Workspace {
        folder: "inc-2026-014",
        export,
        documents: vec![
            ("report.md".into(), b"# Report\n".to_vec()),
            ("report.pdf".into(), b"%PDF-1.7\n".to_vec()),
        ],
        journals: vec![(FIRST.into(), first), (SECOND.into(), journal(SECOND, 2, 100))],
        evidence: vec![EvidenceFile { hash: Hash::of(PHOTO), file_name: "Rack 3.PNG".into() }],
        blobs: [PHOTO, RUNBOOK].into_iter().map(|bytes| (Hash::of(bytes), bytes.to_vec())).collect(),
    }
}

impl Workspace {
    pub(crate) fn write(&self) -> Result<(Vec<u8>, BundleSummary), super::BundleError> {
        let source = |(origin, entries): &(String, Vec<Entry>)| JournalSource {
            origin: origin.clone(),
            read: {
                let entries = entries.clone();
                Box::new(move || Box::new(entries.clone().into_iter().map(Ok)))
            },
        };
        let journals = self.journals.iter().map(source).collect();
        let blob = |hash: &Hash| self.blobs.get(hash).cloned();
        let input = BundleInput {
            folder: self.folder,
            export: &self.export,
            documents: &self.documents,
            journals,
            evidence: &self.evidence,
            blob: &blob,
        };
        let mut out = Cursor::new(Vec::new());
        let summary = write(&input, &mut out)?;
        Ok((out.into_inner(), summary))
    }
}

/// A journal of `size` records, each with one fact and one text; the second names a blob, the third evidence.
pub(crate) fn journal(origin: &str, size: u64, lam: u64) -> Vec<Entry> {
    let mut prev = Hash::ZERO;
    let mut entries = Vec::new();
    for seq in 0..size {
        let content = match seq {
            1 => Content::Blob(Hash::of(RUNBOOK)),
            2 => Content::Blob(Hash::of(PHOTO)),
            _ => Content::Words(format!("=Pods, \"restart\" no. {seq}\nsince 03:0{} ü", seq % 10)),
        };
        let salt = |part: u8| Salt::from_bytes([part.wrapping_add(seq as u8); 16]);
        let payload = Payload {
            facts: if seq == 0 { json!({"mode": "replay"}) } else { json!({"number": seq}) },
            facts_salt: salt(1),
            texts: vec![Text { k: "words".into(), salt: salt(2), content }],
        };
        let mut blob =
            |hash: &Hash| [PHOTO, RUNBOOK].into_iter().find(|b| Hash::of(b) == *hash).map(<[u8]>::to_vec);
        let (facts, texts) = payload.commitments(&mut blob).unwrap();
        let id = |part: u64| format!("0195a5c0-7e5f-7000-8000-{:012x}", part + 0x100 * seq);
        let record = Record {
            v: VERSION,
            log: origin.into(),
            seq,
            prev,
            lam: lam + seq,
            id: id(1),
            cmd: id(2),
            at: format!("2026-03-14T01:{:02}:26.535Z", seq % 60),
            tz: "+01:00".into(),
            clk: ClockReading { boot: "0d9a7c5e".into(), ms: 86_400_000 + seq, sync: "ntp".into() },
            actor: ActorRef { id: id(3), role: Some("commander".into()), known: "os".into() },
            dev: DeviceRef { id: id(4), app: "0.1.0".into() },
            kind: if seq == 0 { "journal.opened" } else { "incident.note_added" }.into(),
            subj: Subject { kind: "incident".into(), id: id(5) },
            corr: Some(id(5)),
            facts,
            texts,
        };
        let body = record.to_body().unwrap();
        prev = tree::leaf_hash(&body);
        entries.push(Entry { payload: Some(payload.to_line(origin, seq).unwrap()), body });
    }
    entries
}

//! The payloads and their blobs: each the one its record commits to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};

use decklog_journal::Hash;
use decklog_journal::lines::Lines;
use decklog_journal::payload::{MAX_LINE, PayloadLine};
use decklog_journal::record::Record;
use serde_json::Value;

use super::files::Files;
use super::verdict::Check;
use crate::Mode;
use crate::bundle::MAX_BLOB;
use crate::bundle::layout::{EXPORT, PAYLOADS, blob_hash};

/// Goes through the payloads beside the records: both stand in the same order, so one line is held at a time.
pub(super) struct Payloads<'a> {
    files: &'a dyn Files,
    mode: Mode,
    lines: Option<Lines<BufReader<Box<dyn Read + 'a>>>>,
    next: Option<Line>,
    blobs: BTreeMap<Hash, &'a str>,
    named: BTreeSet<Hash>,
    found: PayloadChecks,
}

/// A line that was read, and the record it says it belongs to once that turned out to be a later one.
struct Line {
    bytes: Vec<u8>,
    place: Option<(String, u64)>,
}

/// What was found.
pub(super) struct PayloadChecks {
    pub(super) payloads: Check,
    pub(super) blobs: Check,
    /// Payloads that are those of their records.
    pub(super) matching: u64,
    /// The same for each journal.
    pub(super) of_journals: Vec<u64>,
}

impl<'a> Payloads<'a> {
    /// Before the first record of a bundle that says it has this mode.
    pub(super) fn new(files: &'a dyn Files, mode: Mode) -> Payloads<'a> {
        let (payloads, blobs) = (Check::new("payloads"), Check::new("blobs"));
        let found = PayloadChecks { payloads, blobs, matching: 0, of_journals: Vec::new() };
        let (blobs, named) = (BTreeMap::new(), BTreeSet::new());
        let mut all = Payloads { files, mode, lines: None, next: None, blobs, named, found };
        for path in files.sizes().keys() {
            if let Some(other) = blob_hash(path).and_then(|hash| all.blobs.insert(hash, path)) {
                all.found.blobs.find(path, format!("is the same as {other}"));
            }
        }
        match files.open(PAYLOADS) {
            Ok(reader) => all.lines = Some(Lines::new(BufReader::new(reader), MAX_LINE)),
            Err(error) => all.found.payloads.find(PAYLOADS, error),
        }
        all.advance();
        all
    }

    /// Begins a journal.
    pub(super) fn next_journal(&mut self) {
        self.found.of_journals.push(0);
    }

    /// Checks the payload of the next record, if it is included.
    pub(super) fn check(&mut self, record: &Record) {
        let Some(line) = &mut self.next else { return };
        if line.place.as_ref().is_some_and(|(log, seq)| (log, seq) != (&record.log, &record.seq)) {
            return;
        }
        let (files, blobs, named) = (self.files, &self.blobs, &mut self.named);
        let mut blob = |hash: &Hash| {
            named.insert(*hash);
            files.read(blobs.get(hash)?, MAX_BLOB).ok()
        };
        let checked = match PayloadLine::read(&line.bytes) {
            Ok(read) if (read.journal(), read.seq()) != (&record.log, record.seq) => {
                line.place = Some((read.journal().to_string(), read.seq()));
                return;
            }
            Ok(read) => read
                .check(record, &mut blob)
                .map_err(|fault| fault.to_string())
                .and_then(|()| opened_as(self.mode, record, &line.bytes))
                .map_err(|what| format!("the payload of record {} of {}: {what}", record.seq, record.log)),
            Err(error) => Err(error.to_string()),
        };
        match checked {
            Ok(()) => {
                self.found.matching += 1;
                self.found.of_journals.iter_mut().last().into_iter().for_each(|count| *count += 1);
            }
            Err(what) => self.find(what),
        }
        self.advance();
    }

    /// After the last record: every payload and every blob must have found its place.
    pub(super) fn finish(mut self) -> PayloadChecks {
        if self.next.is_some() {
            self.find("belongs to no record that was read, or stands out of order".into());
        }
        let unnamed = self.blobs.iter().filter(|(hash, _)| !self.named.contains(*hash));
        for (_, path) in unnamed {
            self.found.blobs.find(*path, "no payload names it");
        }
        self.found.payloads.holds(format!("{} payloads, as their records commit to", self.found.matching));
        self.found.blobs.holds(format!("{} contents, each named by a payload", self.blobs.len()));
        self.found
    }

    fn advance(&mut self) {
        let read = self.lines.as_mut().map_or(Ok(None), |lines| {
            lines.next_line().map(|line| line.map(|line| Line { bytes: line.to_vec(), place: None }))
        });
        match read {
            Ok(next) => self.next = next,
            Err(error) => {
                self.next = None;
                self.lines = None;
                self.found.payloads.find(PAYLOADS, error);
            }
        }
    }

    fn find(&mut self, what: String) {
        let line = self.lines.as_ref().map_or(0, Lines::number);
        self.found.payloads.find(format!("{PAYLOADS} line {line}"), what);
    }
}

/// The record that opens a journal says for life whether its times are real; the bundle must say the same.
fn opened_as(mode: Mode, record: &Record, line: &[u8]) -> Result<(), String> {
    if record.kind != "journal.opened" {
        return Ok(());
    }
    let payload =
        PayloadLine::read(line).and_then(PayloadLine::into_payload).map_err(|error| error.to_string())?;
    let opened = payload.facts.get("mode").and_then(Value::as_str).unwrap_or_default();
    let says = match mode {
        Mode::Live => "live",
        Mode::Replay => "replay",
    };
    if opened == says {
        Ok(())
    } else {
        Err(format!("the journal was opened as `{opened}`, {EXPORT} says `{says}`"))
    }
}

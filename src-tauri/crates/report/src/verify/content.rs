//! The records: canonical, dense, linked, with the roots that `export.json` says.

use std::io::BufReader;

use decklog_journal::lines::Lines;
use decklog_journal::record::MAX_BODY;
use decklog_journal::verify::ChainVerifier;

use super::files::{Files, invalid};
use super::payloads::Payloads;
use super::verdict::{Check, Verdict, VerifiedJournal};
use crate::bundle::layout::{EXPORT, MAX_LIST, RECORDS};
use crate::bundle::{BUNDLE_VERSION, ExportFile, JournalSummary};

/// Adds what the records show to the checks made so far.
pub(super) fn verify(files: &dyn Files, mut checks: Vec<Check>) -> Verdict {
    let mut check = Check::new("export");
    let about = match export(files) {
        Ok(about) => about,
        Err(error) => {
            check.find(EXPORT, error);
            checks.push(check);
            return Verdict::of(checks);
        }
    };
    let mut records = Check::new("records");
    let mut payloads = Payloads::new(files, about.export.mode);
    let journals = journals(files, &about, &mut records, &mut payloads);
    let payload_checks = payloads.finish();
    let found = (journals.iter().map(|journal| journal.size).sum(), payload_checks.matching);
    if found != (about.records, about.payloads) {
        check.find(EXPORT, format!("says payloads of {} of {} records", about.payloads, about.records));
    }
    for (journal, found) in about.journals.iter().zip(&payload_checks.of_journals) {
        if journal.payloads != *found {
            check.find(
                EXPORT,
                format!("says {} payloads for {}, not {found}", journal.payloads, journal.origin),
            );
        }
    }
    let journal_count = journals.len();
    check.holds(format!(
        "{journal_count} journals with their roots, payloads of {} of {} records",
        found.1, found.0
    ));
    records.holds(format!("{} records, canonical, dense and linked", found.0));
    checks.extend([check, records, payload_checks.payloads, payload_checks.blobs]);
    Verdict {
        export: Some(about.export),
        journals,
        records: found.0,
        payloads: found.1,
        ..Verdict::of(checks)
    }
}

fn export(files: &dyn Files) -> std::io::Result<ExportFile> {
    let about: ExportFile = serde_json::from_slice(&files.read(EXPORT, MAX_LIST)?)?;
    if about.version != BUNDLE_VERSION {
        return Err(invalid(format!("the bundle has version {}: a newer Decklog made it", about.version)));
    }
    if about.journals.is_empty() {
        return Err(invalid("it names no journal"));
    }
    Ok(about)
}

/// Reads the journals one after the other, up to the first record that does not hold: what follows it proves nothing.
fn journals(
    files: &dyn Files,
    about: &ExportFile,
    check: &mut Check,
    payloads: &mut Payloads<'_>,
) -> Vec<VerifiedJournal> {
    let mut lines = match files.open(RECORDS) {
        Ok(reader) => Lines::new(BufReader::new(reader), MAX_BODY),
        Err(error) => {
            check.find(RECORDS, error);
            return Vec::new();
        }
    };
    let mut journals = Vec::new();
    for journal in &about.journals {
        payloads.next_journal();
        let mut chain = ChainVerifier::new();
        while chain.frontier().size() < journal.size {
            let record = match lines.next_line() {
                Ok(Some(line)) => chain.push(line).map_err(|fault| fault.to_string()),
                Ok(None) => Err(format!("the journal ends here; {EXPORT} says {} records", journal.size)),
                Err(error) => Err(error.to_string()),
            };
            match record {
                Ok(record) => payloads.check(&record),
                Err(what) => {
                    check.find(format!("{RECORDS} line {}", lines.number()), what);
                    return journals;
                }
            }
        }
        let chain = VerifiedJournal::from(chain.finish());
        compare(journal, &chain, check);
        journals.push(chain);
    }
    match lines.next_line() {
        Ok(None) => {}
        Ok(Some(_)) => check.find(format!("{RECORDS} line {}", lines.number()), "no journal has this record"),
        Err(error) => check.find(RECORDS, error),
    }
    journals
}

fn compare(says: &JournalSummary, found: &VerifiedJournal, check: &mut Check) {
    if found.origin.as_ref().is_some_and(|origin| *origin != says.origin) {
        check.find(RECORDS, format!("has another journal than {}, which {EXPORT} says", says.origin));
    }
    if found.root != says.root.to_string() {
        check.find(
            RECORDS,
            format!("{}: the root is {}, {EXPORT} says {}", says.origin, found.root, says.root),
        );
    }
}

//! Changes whose manifests were made to fit: only the records can show them.

use decklog_journal::record::Record;

use super::*;
use crate::bundle::fixture::{FIRST, PHOTO, SECOND, journal};
use crate::bundle::layout::{EXPORT, PAYLOADS, RECORDS};

/// The findings after a change of one file, as `place: what`.
fn findings(path: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    found(&Memory::sample().with(path, change))
}

fn found(changed: &Memory) -> String {
    let verdict = changed.clone().with_manifests().verify();
    assert_eq!(verdict.outcome, Outcome::Fail, "{verdict}");
    verdict.findings().map(|finding| format!("{}: {}\n", finding.place, finding.what)).collect()
}

/// Changes the lines of a file.
fn lines(change: impl FnOnce(&mut Vec<String>)) -> impl FnOnce(&mut Vec<u8>) {
    move |content| {
        let text = String::from_utf8(std::mem::take(content)).unwrap();
        let mut lines: Vec<_> = text.lines().map(String::from).collect();
        change(&mut lines);
        *content = lines.into_iter().map(|line| line + "\n").collect::<String>().into_bytes();
    }
}

#[track_caller]
fn assert_says(findings: &str, expected: &str) {
    assert!(findings.contains(expected), "{findings}");
}

#[test]
fn manifests_that_fit_change_nothing_else() {
    let sample = Memory::sample();
    assert_eq!(sample.clone().with_manifests(), sample);
}

#[test]
fn a_changed_record_is_found() {
    let findings = findings(RECORDS, |content| replace(content, "note_added", "note_adder"));
    assert_says(&findings, "data/records.jsonl line 3: record 2: it is linked to");
}

#[test]
fn the_last_record_is_protected_by_the_root() {
    let findings = findings(RECORDS, lines(|lines| lines[6] = lines[6].replace("note_added", "note_adder")));
    assert_says(&findings, &format!("data/records.jsonl: {SECOND}: the root is "));
}

#[test]
fn a_missing_moved_or_added_record_is_found() {
    assert_says(
        &findings(RECORDS, lines(|lines| _ = lines.remove(2))),
        "line 3: record 2: it says it is record 3",
    );
    assert_says(
        &findings(RECORDS, lines(|lines| lines.swap(2, 3))),
        "line 3: record 2: it says it is record 3",
    );
    assert_says(&findings(RECORDS, lines(|lines| _ = lines.pop())), "line 7: the journal ends here");
    let again = lines(|lines| lines.push(lines[6].clone()));
    assert_says(&findings(RECORDS, again), "line 8: no journal has this record");
}

#[test]
fn a_line_that_is_not_canonical_is_found() {
    let space = |content: &mut Vec<u8>| replace(content, "\"seq\":1", "\"seq\": 1");
    assert_says(&findings(RECORDS, space), "line 2: record 1: the record is not canonical");
    assert_says(&findings(PAYLOADS, space), "line 2: the payload is not canonical");
    let crlf = |content: &mut Vec<u8>| replace(content, "\n", "\r\n");
    assert_says(&findings(RECORDS, crlf), "line 1: record 0: the record is not canonical");
}

#[test]
fn a_file_without_its_last_line_end_is_found() {
    assert_says(&findings(RECORDS, |content| _ = content.pop()), "line 7 has no end");
    assert_says(&findings(PAYLOADS, |content| _ = content.pop()), "line 6 has no end");
}

#[test]
fn a_changed_payload_is_found() {
    let words = |content: &mut Vec<u8>| replace(content, "Pods", "Dogs");
    assert_says(&findings(PAYLOADS, words), "line 1: the payload of record 0 of decklog/");
    let facts = |content: &mut Vec<u8>| replace(content, "\"number\":1", "\"number\":7");
    assert_says(&findings(PAYLOADS, facts), "line 2: the payload of record 1 of decklog/");
}

#[test]
fn a_missing_doubled_or_moved_payload_is_found() {
    let missing = findings(PAYLOADS, lines(|lines| _ = lines.remove(0)));
    assert_says(&missing, "data/export.json: says payloads of 6 of 7 records");
    assert_says(&missing, &format!("data/export.json: says 4 payloads for {FIRST}, not 3"));
    let doubled = findings(PAYLOADS, lines(|lines| lines.insert(1, lines[0].clone())));
    assert_says(&doubled, "data/payloads.jsonl line 2: belongs to no record");
    let moved = findings(PAYLOADS, lines(|lines| lines.swap(0, 1)));
    assert_says(&moved, "belongs to no record");
    let last = findings(PAYLOADS, lines(|lines| lines.push(lines[5].clone())));
    assert_says(&last, "data/payloads.jsonl line 7: belongs to no record");
}

#[test]
fn what_export_says_must_be_true() {
    let says = |from: &str, to: &str| findings(EXPORT, |content| replace(content, from, to));
    assert_says(&says("\"size\": 5", "\"size\": 4"), "data/records.jsonl line 5: ");
    assert_says(&says("\"size\": 5", "\"size\": 18446744073709551615"), "data/records.jsonl line 6: ");
    assert_says(&says("\"records\": 7", "\"records\": 8"), "says payloads of 6 of 8 records");
    assert_says(&says("\"payloads\": 6", "\"payloads\": 7"), "says payloads of 7 of 7 records");
    assert_says(&says("\"root\": \"", "\"root\": \"0"), "data/export.json: ");
    assert_says(&says("\"version\": 1", "\"version\": 2"), "a newer Decklog made it");
    assert_says(&says("0000000a\"", "0000000c\""), "data/records.jsonl: has another journal than");
    assert_says(&says("\"replay\"", "\"maybe\""), "data/export.json: ");
    assert_says(&says("\"replay\"", "\"live\""), "line 1: the payload of record 0 of decklog/");
    assert_says(&findings(EXPORT, |content| *content = vec![b'['; 100_000]), "data/export.json: ");
}

#[test]
fn blobs_must_be_those_the_payloads_name() {
    let photo = format!("data/evidence/{}.png", Hash::of(PHOTO));
    assert_says(&findings(&photo, |content| content.push(0)), "is not what its hash");
    assert_says(&found(&Memory::sample().without(&photo)), "the content of `words`");
    let twice = format!("data/blobs/{}", Hash::of(PHOTO));
    assert_says(&findings(&twice, |content| *content = PHOTO.to_vec()), "is the same as data/blobs/");
    let more = format!("data/blobs/{}", Hash::of(b"more"));
    assert_says(&findings(&more, |content| *content = b"more".to_vec()), "no payload names it");
}

#[test]
fn extra_and_missing_files_are_found() {
    let verdict = Memory::sample().with("data/extra.txt", |_| ()).verify();
    assert_says(&verdict.to_string(), "data/extra.txt: is not listed in manifest-sha256.txt");
    for path in ["extra.txt", "data/extra/x", "data/Extra.txt", "data/.hidden"] {
        assert_says(&findings(path, |_| ()), &format!("{path}: is no file of a bundle"));
    }
    let sample = Memory::sample();
    for path in sample.files.keys() {
        let verdict = sample.clone().without(path).verify();
        assert_eq!(verdict.outcome, Outcome::Fail, "{path}");
        assert_says(&verdict.to_string(), &format!("{path}: "));
    }
}

#[test]
fn a_manifest_has_one_spelling() {
    let line = |change: &dyn Fn(&mut Vec<String>)| {
        let verdict = Memory::sample().with(layout::MANIFEST, lines(|l| change(l))).verify();
        assert_eq!(verdict.outcome, Outcome::Fail);
        verdict.to_string()
    };
    assert_says(&line(&|lines| lines.swap(0, 1)), "manifest-sha256.txt line 1: is not exact");
    assert_says(&line(&|lines| lines.push(lines[0].clone())), "manifest-sha256.txt line 10: is not exact");
    assert_says(&line(&|lines| lines[0] = lines[0].to_uppercase()), "is not listed");
    assert_says(&line(&|lines| lines[0] = lines[0].replace("  ", " *")), "is not listed");
    assert_says(&line(&|lines| lines.push(format!("{}  ../../x", Hash::ZERO))), "../../x: is missing");
}

/// Every record of a long journal is checked, with the place of the one that does not hold.
#[test]
fn a_change_deep_in_a_long_journal_is_found() {
    let mut sample = workspace();
    sample.journals = vec![(FIRST.into(), journal(FIRST, 3000, 1))];
    let memory = Memory::unpack(&bundle(&sample)).unwrap();
    assert_eq!(memory.verify().outcome, Outcome::Pass);
    let changed = memory.with(
        RECORDS,
        lines(|lines| {
            let mut record = Record::from_body(lines[1999].as_bytes()).unwrap();
            record.at = "2026-03-14T02:00:00.000Z".into();
            lines[1999] = String::from_utf8(record.to_body().unwrap()).unwrap();
        }),
    );
    assert_says(&found(&changed), "data/records.jsonl line 2001: record 2000: it is linked to");
}

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{Cursor, Read};

use decklog_journal::tree::Frontier;
use decklog_journal::{Hash, tree};
use serde_json::Value;
use zip::ZipArchive;

use super::fixture::{FIRST, PHOTO, RUNBOOK, SECOND, Workspace, workspace};
use super::*;
use crate::Mode;

fn files(bundle: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bundle)).unwrap();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().to_string(), content)
    };
    (0..ZipArchive::new(Cursor::new(bundle)).unwrap().len()).map(read).collect()
}

fn file(workspace: &Workspace, path: &str) -> String {
    let (bundle, _) = workspace.write().unwrap();
    let path = format!("{}/{path}", workspace.folder);
    let found = files(&bundle).into_iter().find(|(name, _)| *name == path);
    String::from_utf8(found.unwrap().1).unwrap()
}

#[test]
fn a_bundle_has_these_files_in_this_order() {
    let (bundle, summary) = workspace().write().unwrap();
    let (photo, runbook) = (Hash::of(PHOTO), Hash::of(RUNBOOK));
    let expected = [
        &format!("data/blobs/{runbook}"),
        &format!("data/evidence/{photo}.png"),
        "data/export.json",
        "data/payloads.jsonl",
        "data/records.csv",
        "data/records.jsonl",
        "data/report.md",
        "data/report.pdf",
        "data/schema.json",
        "README-VERIFY.txt",
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ];
    let files = files(&bundle);
    let names: Vec<_> = files.iter().map(|(name, _)| name.strip_prefix("inc-2026-014/").unwrap()).collect();
    assert_eq!(names, expected);
    assert_eq!(summary.files, expected.len() as u64);
    assert_eq!(summary.bytes, files.iter().map(|(_, content)| content.len() as u64).sum::<u64>());
    assert_eq!((summary.payloads, summary.records), (6, 7));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(workspace().write().unwrap(), workspace().write().unwrap());
}

#[test]
fn all_bodies_are_there_and_the_roots_are_theirs() {
    let workspace = workspace();
    let records = file(&workspace, layout::RECORDS);
    let all: Vec<_> = workspace.journals.iter().flat_map(|(_, entries)| entries).collect();
    assert!(records.lines().map(str::as_bytes).eq(all.iter().map(|entry| entry.body.as_slice())));
    let payloads = file(&workspace, layout::PAYLOADS);
    assert!(payloads.lines().map(str::as_bytes).eq(all.iter().filter_map(|entry| entry.payload.as_deref())));

    let about: ExportFile = serde_json::from_str(&file(&workspace, layout::EXPORT)).unwrap();
    let root = |entries: &[Entry]| {
        let mut frontier = Frontier::new();
        entries.iter().for_each(|entry| frontier.push(tree::leaf_hash(&entry.body)));
        frontier.root()
    };
    let summary = |at: usize, origin: &str, size, payloads| JournalSummary {
        origin: origin.into(),
        size,
        root: root(&workspace.journals[at].1),
        payloads,
    };
    assert_eq!(about.journals, [summary(0, FIRST, 5, 4), summary(1, SECOND, 2, 2)]);
    assert_eq!((about.payloads, about.records, about.export), (6, 7, workspace.export));
}

#[test]
fn the_manifests_are_exact_and_the_counts_right() {
    let (bundle, _) = workspace().write().unwrap();
    let files = files(&bundle);
    let content = |path: &str| {
        let found = files.iter().find(|(name, _)| name.strip_prefix("inc-2026-014/") == Some(path));
        String::from_utf8(found.unwrap().1.clone()).unwrap()
    };
    let lines = |data: bool| {
        let paths =
            files.iter().map(|(name, content)| (name.strip_prefix("inc-2026-014/").unwrap(), content));
        let of_manifest =
            paths.filter(|(path, _)| path.starts_with("data/") == data && *path != layout::TAG_MANIFEST);
        of_manifest.map(|(path, content)| format!("{}  {path}\n", Hash::of(content))).collect::<String>()
    };
    assert_eq!(content(layout::MANIFEST), lines(true));
    assert_eq!(content(layout::TAG_MANIFEST), lines(false));
    let data: Vec<_> = files.iter().filter(|(name, _)| name.contains("/data/")).collect();
    let bytes: usize = data.iter().map(|(_, content)| content.len()).sum();
    assert!(content(layout::BAG_INFO).ends_with(&format!("Payload-Oxum: {bytes}.{}\n", data.len())));
}

#[test]
fn the_readme_says_what_is_there_and_that_a_replay_is_one() {
    let mut workspace = workspace();
    let readme = file(&workspace, layout::README);
    assert!(readme.starts_with("REPLAY: "));
    assert!(readme.contains("Payloads of 6 of 7 records") && readme.contains(SECOND));
    assert!(!readme.contains("{banner}") && !readme.contains("{journals}") && !readme.contains("{records}"));
    workspace.export.mode = Mode::Live;
    workspace.export.what = "a\nPASS\u{202e}\u{1b}[31m".into();
    let readme = file(&workspace, layout::README);
    assert!(readme.starts_with("Evidence bundle: a PASS  [31m\n"), "{readme}");
}

#[test]
fn the_table_has_a_line_for_each_record() {
    let table = file(&workspace(), layout::CSV);
    let lines: Vec<_> = table.split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 7 + 1);
    assert!(lines[1].starts_with(&format!("{FIRST},0,1,2026-03-14T01:00:26.535Z,UTC+01:00,journal.opened,")));
    assert!(lines[1].ends_with(
        "\"{\"\"mode\"\":\"\"replay\"\"}\",\"words: =Pods, \"\"restart\"\" no. 0\nsince 03:00 ü\""
    ));
    assert!(lines[4].ends_with(",,"), "a record without payload: {}", lines[4]);
}

/// The schema would be of no use if it named other fields than there are.
#[test]
fn the_schema_names_the_fields_of_the_lines() {
    let workspace = workspace();
    let schema: Value = serde_json::from_str(&file(&workspace, layout::SCHEMA)).unwrap();
    let names =
        |path: &str| schema.pointer(path).unwrap().as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let first = |path: &str| -> Value {
        serde_json::from_str(file(&workspace, path).lines().next().unwrap()).unwrap()
    };
    let (record, payload) = (first(layout::RECORDS), first(layout::PAYLOADS));
    let export: Value = serde_json::from_str(&file(&workspace, layout::EXPORT)).unwrap();
    let mut cases = vec![
        (keys(&record), names("/$defs/record/properties")),
        (keys(&payload), names("/$defs/payload/properties")),
        (keys(&export), names("/$defs/export/properties")),
        (keys(&export["journals"][0]), names("/$defs/export/properties/journals/items/properties")),
        (keys(&record["texts"][0]), names("/$defs/record/properties/texts/items/properties")),
    ];
    cases.extend(
        ["actor", "clk", "dev", "subj"].map(|field| {
            (keys(&record[field]), names(&format!("/$defs/record/properties/{field}/properties")))
        }),
    );
    for (mut found, mut named) in cases {
        found.sort();
        named.sort();
        assert_eq!(found, named);
    }
}

#[test]
fn what_would_not_verify_is_not_written() {
    let refused = |change: &dyn Fn(&mut Workspace)| {
        let mut workspace = workspace();
        change(&mut workspace);
        workspace.write().unwrap_err()
    };
    for folder in ["", ".", "..", "a/b", "A", ".a", "ä"] {
        assert!(matches!(refused(&|w| w.folder = folder), BundleError::Folder(_)));
    }
    for name in ["", "../report.md", "records.jsonl", "report.md", "Report.pdf", "a/b"] {
        let error = refused(&|w| w.documents.push((name.into(), Vec::new())));
        assert!(matches!(error, BundleError::Document(_)), "{name}");
    }
    assert!(matches!(refused(&|w| w.journals.clear()), BundleError::NoJournal));
    assert!(matches!(refused(&|w| w.blobs.clear()), BundleError::BlobMissing(_)));
    let spoil = |w: &mut Workspace| w.blobs.values_mut().for_each(|bytes| bytes.push(0));
    assert!(matches!(refused(&spoil), BundleError::BlobChanged(_)));
    let cut = |w: &mut Workspace| _ = w.journals[0].1.remove(1);
    assert!(matches!(refused(&cut), BundleError::Record { fault, .. } if fault.seq == 1));
    let rename = |w: &mut Workspace| w.journals[0].0 = SECOND.into();
    assert!(matches!(refused(&rename), BundleError::Origin { .. }));
    let garble = |w: &mut Workspace| w.journals[0].1[0].payload = Some(b"{}".to_vec());
    assert!(matches!(refused(&garble), BundleError::Payload { seq: 0, .. }));
    let large = |w: &mut Workspace| {
        let bytes = vec![0; MAX_BLOB as usize + 1];
        w.blobs.values_mut().for_each(|blob| blob.clone_from(&bytes));
    };
    assert!(matches!(refused(&large), BundleError::TooLarge { .. }));
}

#[test]
fn a_source_that_fails_ends_the_export() {
    let workspace = workspace();
    let entries = &workspace.journals[0].1;
    let read = || -> Entries<'_> {
        Box::new(entries.iter().take(2).cloned().map(Ok).chain([Err("the disk is gone".into())]))
    };
    let source = JournalSource { origin: FIRST.into(), read: Box::new(read) };
    let input = BundleInput {
        folder: "a",
        export: &workspace.export,
        documents: &[],
        journals: vec![source],
        evidence: &[],
        blob: &|_| None,
    };
    let error = write(&input, Cursor::new(Vec::new())).unwrap_err();
    assert!(error.to_string().ends_with("could not be read: the disk is gone"), "{error}");
}

#[test]
fn evidence_that_no_payload_names_is_left_out() {
    let mut workspace = workspace();
    for (_, entries) in &mut workspace.journals {
        entries.iter_mut().for_each(|entry| entry.payload = None);
    }
    let (bundle, summary) = workspace.write().unwrap();
    assert_eq!((summary.payloads, summary.records), (0, 7));
    assert!(files(&bundle).iter().all(|(name, _)| !name.contains("evidence/") && !name.contains("blobs/")));
}

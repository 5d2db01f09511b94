#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod by_hand;
mod content;
mod damage;
mod folder;
mod structure;

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use decklog_journal::Hash;

use super::files::{Files, missing};
use super::*;
use crate::bundle::fixture::{Workspace, workspace};
use crate::bundle::layout;

/// The files of a bundle in memory, to change them at will.
#[derive(Clone, Debug, PartialEq)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    sizes: BTreeMap<String, u64>,
}

impl Memory {
    /// Everything in a bundle; `None` when it has no structure or a file cannot be read.
    fn unpack(bundle: &[u8]) -> Option<Memory> {
        let zip = zip::Zip::open(Cursor::new(bundle), &mut Check::new("archive"))?;
        let read = |path: &String| Some((path.clone(), zip.read(path, layout::MAX_FILE).ok()?));
        Some(Memory::of(zip.sizes().keys().map(read).collect::<Option<_>>()?))
    }

    fn of(files: BTreeMap<String, Vec<u8>>) -> Memory {
        let sizes = files.iter().map(|(path, content)| (path.clone(), content.len() as u64)).collect();
        Memory { files, sizes }
    }

    fn sample() -> Memory {
        Memory::unpack(&workspace().write().unwrap().0).unwrap()
    }

    /// Changes one file.
    fn with(mut self, path: &str, change: impl FnOnce(&mut Vec<u8>)) -> Memory {
        change(self.files.entry(path.into()).or_default());
        Memory::of(self.files)
    }

    fn without(mut self, path: &str) -> Memory {
        self.files.remove(path).unwrap();
        Memory::of(self.files)
    }

    /// With manifests that fit: what somebody makes who hides a change.
    fn with_manifests(mut self) -> Memory {
        for (manifest, data) in [(layout::MANIFEST, true), (layout::TAG_MANIFEST, false)] {
            self.files.remove(manifest);
            let listed = self.files.iter().filter(|(path, _)| path.starts_with("data/") == data);
            let lines: String =
                listed.map(|(path, content)| layout::manifest_line(path, &Hash::of(content))).collect();
            self.files.insert(manifest.into(), lines.into_bytes());
        }
        Memory::of(self.files)
    }

    fn verify(&self) -> Verdict {
        verify_files(Check::new("memory"), self)
    }
}

impl Files for Memory {
    fn sizes(&self) -> &BTreeMap<String, u64> {
        &self.sizes
    }

    fn open<'a>(&'a self, path: &str) -> io::Result<Box<dyn Read + 'a>> {
        Ok(Box::new(self.files.get(path).ok_or_else(missing)?.as_slice()))
    }
}

/// A change of text that must take place.
fn replace(content: &mut Vec<u8>, from: &str, to: &str) {
    let text = String::from_utf8(std::mem::take(content)).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    *content = text.replacen(from, to, 1).into_bytes();
}

fn bundle(workspace: &Workspace) -> Vec<u8> {
    workspace.write().unwrap().0
}

#[test]
fn a_bundle_as_written_passes() {
    let verdict = verify(Cursor::new(bundle(&workspace())));
    assert_eq!(verdict.outcome, Outcome::Pass, "{verdict}");
    insta::assert_snapshot!(verdict);
}

#[test]
fn a_bundle_without_records_or_payloads_passes() {
    let mut sample = workspace();
    sample.journals[1].1.clear();
    sample.journals[0].1.iter_mut().for_each(|entry| entry.payload = None);
    let verdict = verify(Cursor::new(bundle(&sample)));
    assert_eq!(verdict.outcome, Outcome::Pass, "{verdict}");
    assert_eq!((verdict.payloads, verdict.records), (0, 5));
}

#[test]
fn a_failed_verdict_says_so_in_its_last_line() {
    let verdict = Memory::sample().without("data/report.md").verify();
    let text = verdict.to_string();
    assert!(text.ends_with("\nFAIL"), "{text}");
    assert!(text.starts_with("REPLAY: "), "{text}");
    assert!(text.contains("data/report.md: is missing"), "{text}");
}

//! What ships is without fault and can be followed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use decklog_app::{Command, SHIPPED};
use decklog_domain::incident::{IncidentKind, Severity};

use crate::desk::Desk;
use crate::walk;

const TODAY: &str = "2026-11-20";

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runbooks").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn shipped_files_have_no_findings() {
    let files = [files("runbooks"), files("templates")].concat();
    assert!(files.len() >= 3);
    for file in files {
        let findings = decklog_runbook::lint(&std::fs::read(&file).unwrap(), &name(&file), Some(TODAY));
        assert!(findings.is_empty(), "{}: {findings:#?}", name(&file));
    }
}

#[test]
fn every_file_of_the_folder_is_shipped() {
    let mut desk = Desk::new();
    let imported = desk.act(Command::ImportRunbooks { paths: vec![SHIPPED.into()] });
    let shipped: BTreeSet<String> = imported.files.iter().map(|file| name(Path::new(&file.path))).collect();
    let there: BTreeSet<String> =
        [files("runbooks"), files("templates")].concat().iter().map(|file| name(file)).collect();
    assert_eq!(shipped, there);
}

#[test]
fn shipped_runbooks_can_be_followed_to_their_end_by_every_first_answer() {
    let mut desk = Desk::new();
    desk.act(Command::ImportRunbooks { paths: vec![SHIPPED.into()] });
    for file in files("runbooks") {
        let slug = name(&file).replace(".md", "");
        let walked = walk::to_the_end(&mut desk, &slug);
        assert_eq!(walked.footer, "COMPLETE", "{slug}");
        let mut entered = walked.entered;
        for answer in 2..=4 {
            entered.extend(walk::to_the_end_by(&mut desk, &slug, |visit| answer + visit - 1).entered);
        }
        let steps = desk.app().runbook(&slug).unwrap().document.steps.len();
        assert!(entered.len() * 2 > steps, "{slug}: the answers led to {} of {steps} steps", entered.len());
    }
    desk.holds();
}

#[test]
fn the_postmortem_template_renders_when_nothing_was_recorded() {
    let mut desk = Desk::new();
    let (title, started) = ("Checkout errors".to_owned(), None);
    desk.act(Command::DeclareIncident {
        title,
        severity: Severity::Unrated,
        kind: IncidentKind::Test,
        started,
    });
    desk.act(Command::DraftPostmortem { incident: "1".to_owned() });
    let postmortem = desk.app().postmortem("1").unwrap();
    assert!(postmortem.sections.len() >= 10);
    let markdown = postmortem.markdown();
    for trace in ["{{", "{%", "undefined", "none\n", "<!-- human -->"] {
        assert!(!markdown.contains(trace), "the draft holds `{trace}`:\n{markdown}");
    }
}

//! What ships is without fault and can be followed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use decklog_app::{Command, SHIPPED};
use decklog_domain::incident::{IncidentKind, Severity};
use decklog_domain::run::RunCommand;

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

/// Everything that ships, by folder.
fn all() -> Vec<PathBuf> {
    ["runbooks", "playbooks", "templates"].into_iter().flat_map(files).collect()
}

#[test]
fn shipped_files_have_no_findings() {
    assert_eq!((files("runbooks").len(), files("playbooks").len(), files("templates").len()), (15, 5, 9));
    for file in all() {
        let findings = decklog_runbook::lint(&std::fs::read(&file).unwrap(), &name(&file), Some(TODAY));
        assert!(findings.is_empty(), "{}: {findings:#?}", name(&file));
    }
}

#[test]
fn every_file_of_the_folder_is_shipped() {
    let mut desk = Desk::new();
    let imported = desk.act(Command::ImportRunbooks { paths: vec![SHIPPED.into()] });
    let shipped: BTreeSet<String> = imported.files.iter().map(|file| name(Path::new(&file.path))).collect();
    assert_eq!(shipped, all().iter().map(|file| name(file)).collect());
}

#[test]
fn shipped_runbooks_and_playbooks_can_be_followed_to_their_end() {
    let mut desk = Desk::new();
    desk.act(Command::ImportRunbooks { paths: vec![SHIPPED.into()] });
    for file in [files("runbooks"), files("playbooks")].concat() {
        let slug = name(&file).replace(".md", "");
        assert_eq!(walk::to_the_end(&mut desk, &slug).footer, "COMPLETE", "{slug}");
        let training = desk.app().training(&slug).unwrap();
        assert!((2..=4).contains(&training.questions.len()), "{slug}: questions");
        for question in training.questions {
            let right = question.right.len();
            assert!((1..question.options.len()).contains(&right), "{slug}: {}", question.question);
        }
    }
    desk.holds();
}

#[test]
fn every_branch_of_some_is_taken() {
    let mut desk = Desk::new();
    desk.act(Command::ImportRunbooks { paths: vec![SHIPPED.into()] });
    for slug in ["cdn-asset-404", "flag-enabled-by-mistake", "schema-mismatch"] {
        let mut entered = BTreeSet::new();
        for answer in 1..=6 {
            entered.extend(walk::to_the_end_by(&mut desk, slug, |visit| answer + visit - 1).entered);
        }
        for exit in [RunCommand::Rollback, RunCommand::Escalate] {
            entered.extend(walk::by_exit(&mut desk, slug, exit));
        }
        let document = desk.app().runbook(slug).unwrap().document;
        let missing: Vec<&str> =
            document.steps.iter().map(|step| step.id.as_str()).filter(|id| !entered.contains(*id)).collect();
        assert!(missing.is_empty(), "{slug}: never entered: {missing:?}");
    }
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

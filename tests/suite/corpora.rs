//! Runbooks that other people wrote: imported without loss, followed to their end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use decklog_app::{Command, ImportResult};
use decklog_domain::runbook_text::Class;

use crate::desk::Desk;
use crate::world::World;
use crate::{skipped, walk};

const FILES: u32 = 215;

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn all_of_them_are_imported_byte_for_byte_by_one_command() {
    let Some(folder) = skipped::corpora("md", FILES) else { return };
    let mut files = Vec::new();
    below(&folder, &mut files);
    assert_eq!(files.len(), FILES as usize);

    let mut desk = Desk::new();
    let before = desk.app().about().unwrap().records;
    let imported = desk.act(Command::ImportRunbooks { paths: vec![folder.clone()] });
    assert_eq!(imported.files.len(), files.len());
    for file in &imported.files {
        assert_eq!(file.result, ImportResult::Imported, "{}: {:?}", file.path, file.message);
        let name = file.path.rsplit_once("/corpora/md/").unwrap().1;
        let stored = desk.app().runbook_bytes(file.slug.as_deref().unwrap()).unwrap();
        assert!(stored == std::fs::read(folder.join(name)).unwrap(), "{name}: other bytes were stored");
    }
    assert_eq!(desk.app().about().unwrap().records, before + u64::from(FILES));
    let mut cmds = BTreeSet::new();
    desk.app()
        .records(|record| {
            let body: serde_json::Value = serde_json::from_str(&record.body).unwrap();
            if record.kind == "runbook.revision_added" {
                cmds.insert(body["cmd"].as_str().unwrap().to_owned());
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(cmds.len(), 1, "one command");

    let again = desk.act(Command::ImportRunbooks { paths: vec![folder] });
    assert!(again.files.iter().all(|file| file.result == ImportResult::Unchanged));
    assert_eq!(desk.app().about().unwrap().records, before + u64::from(FILES), "nothing is imported twice");
    desk.holds();
}

#[test]
fn every_runbook_among_them_can_be_followed_to_its_end() {
    let Some(folder) = skipped::corpora("md", FILES) else { return };
    let mut desk = Desk::new();
    let imported = desk.act(Command::ImportRunbooks { paths: vec![folder] });
    let mut followed = 0;
    for file in imported.files.iter().filter(|file| file.class == Some(Class::Runbook)) {
        assert!(file.steps > 0, "{} is a runbook without steps", file.path);
        let walked = walk::to_the_end(&mut desk, file.slug.as_deref().unwrap());
        assert_eq!(walked.footer, "COMPLETE", "{}", file.path);
        assert_eq!(walked.entered.len(), file.steps as usize, "{}: every step is on the path", file.path);
        followed += 1;
    }
    assert!(followed > 100, "only {followed} are runbooks");
    desk.holds();
}

#[test]
fn by_commands_alone_one_of_them_can_be_followed_to_its_end() {
    let Some(folder) = skipped::corpora("md", 1) else { return };
    let file =
        folder.join("prometheus-operator-runbooks/content/runbooks/node/NodeFilesystemSpaceFillingUp.md");
    let world = World::with_workspace();
    world.decklog(&format!("runbook import '{}'", file.display())).succeeds().prints(&["imported"]);
    world.decklog("run start nodefilesystemspacefillingup --drill").succeeds().prints(&["RUN-"]);
    loop {
        let run = world.decklog("run show 1 --json").succeeds().json();
        if run["step"].is_null() {
            break;
        }
        world.decklog("run done 1 --all").succeeds();
    }
    world.decklog("run complete 1").succeeds().prints(&["COMPLETE"]);
    world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

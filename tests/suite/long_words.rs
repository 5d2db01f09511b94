//! Words longer than a record's payload may be.

use decklog_app::Command;
use decklog_domain::incident::{IncidentCommand, IncidentKind, Severity};

use crate::desk::Desk;

#[test]
fn a_note_of_any_length_is_recorded_shown_found_and_exported() {
    let mut desk = Desk::new();
    desk.act(Command::DeclareIncident {
        title: "Queue stuck".to_owned(),
        severity: Severity::Sev2,
        kind: IncidentKind::Real,
        started: None,
    });
    let text = format!("{}zebra", "log line ".repeat(30_000));
    let note = IncidentCommand::Note { text: text.clone(), at: None };
    desk.act(Command::Incident { incident: "1".to_owned(), act: note });

    let shown = desk.app().incident("1").unwrap();
    assert!(shown.entries.iter().any(|entry| entry.text == text));
    assert_eq!(desk.app().search("zebra", 5).unwrap().len(), 1);
    desk.holds();

    let exported = desk.bundle("long.zip");
    assert!(exported.verdict.is_some());
    let zip = std::fs::File::open(desk.path("long.zip")).unwrap();
    let archive = zip::ZipArchive::new(zip).unwrap();
    let blobs = archive.file_names().filter(|name| name.as_ref().is_ok_and(|n| n.contains("/data/blobs/")));
    assert_eq!(blobs.count(), 1);

    desk.act(Command::Incident { incident: "1".to_owned(), act: IncidentCommand::Undo });
    desk.holds();
}

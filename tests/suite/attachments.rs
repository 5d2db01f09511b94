//! Files handed over with a command: kept, or refused with everything else of it.

use std::path::PathBuf;

use decklog_app::{AppError, Command, ExportFormat, ExportRequest, ImportResult, Request};
use decklog_domain::RefusalCode;
use decklog_domain::incident::{IncidentCommand, IncidentKind, MilestoneCode, Severity};
use decklog_domain::time::Clock;

use crate::desk::Desk;

fn on_incident(act: IncidentCommand) -> Command {
    Command::Incident { incident: "1".to_owned(), act }
}

fn declare() -> Command {
    Command::DeclareIncident {
        title: "Checkout errors".to_owned(),
        severity: Severity::Sev2,
        kind: IncidentKind::Real,
        started: None,
    }
}

fn resolve() -> Command {
    let criteria = Some("no error for 10 min".to_owned());
    on_incident(IncidentCommand::Resolve { criteria, override_why: None, at: None })
}

fn attached(desk: &mut Desk, command: Command, file: PathBuf) -> Result<(), AppError> {
    let request = Request { attach: vec![file], ..desk.request(command) };
    desk.app().execute(request).map(|_| ())
}

fn code(outcome: Result<(), AppError>) -> RefusalCode {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal.code,
        other => panic!("no refusal: {other:?}"),
    }
}

#[test]
fn evidence_is_kept_or_the_command_is_refused() {
    let mut desk = Desk::new();
    desk.act(declare());
    let file = desk.write("readings.txt", "errors 0\n");
    let note = || on_incident(IncidentCommand::Note { text: "looked".to_owned(), at: None });
    let milestone = IncidentCommand::Milestone { code: MilestoneCode::Detected, at: "03:00 UTC".to_owned() };
    let capture = Command::Capture { incident: "1".to_owned(), text: "looked".to_owned(), clock: Clock::Utc };
    let before = desk.app().about().unwrap().records;
    for command in [note(), on_incident(milestone), capture, declare()] {
        assert_eq!(code(attached(&mut desk, command, file.clone())), RefusalCode::BadValue);
    }
    assert_eq!(desk.app().about().unwrap().records, before);
    attached(&mut desk, resolve(), file.clone()).unwrap();
    // Bytes that are stored already are no exception, whether they are kept again or not.
    assert_eq!(code(attached(&mut desk, note(), file.clone())), RefusalCode::BadValue);
    desk.act(on_incident(IncidentCommand::Reopen { why: "errors again".to_owned() }));
    attached(&mut desk, resolve(), file).unwrap();
    desk.holds();
}

#[test]
fn files_of_the_open_workspace_are_neither_read_nor_replaced() {
    let mut desk = Desk::new();
    desk.act(declare());
    let other_name = desk.path("other name.md");
    std::fs::hard_link(desk.path("desk.decklog"), &other_name).unwrap();
    let names = ["desk.decklog", "desk.decklog-wal", "desk.decklog-shm"];
    for file in names.map(|name| desk.path(name)).into_iter().chain([other_name]) {
        assert!(file.exists(), "{}", file.display());
        assert_eq!(code(attached(&mut desk, resolve(), file.clone())), RefusalCode::BadValue);
        let imported = desk.act(Command::ImportRunbooks { paths: vec![file.clone()] });
        assert_eq!((imported.files[0].result, imported.records.len()), (ImportResult::Failed, 0));
        let over = ExportRequest {
            incident: "1".to_owned(),
            format: ExportFormat::Md,
            out: file.clone(),
            why: None,
            actor: None,
        };
        assert!(matches!(desk.app().export(&over), Err(AppError::File { .. })), "{}", file.display());
    }
    desk.holds();
}

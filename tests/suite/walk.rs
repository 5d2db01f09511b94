//! Following a runbook to its end, whatever it asks for.

use std::collections::{BTreeMap, BTreeSet};

use decklog_app::query::StepView;
use decklog_app::{Command, Request};
use decklog_domain::run::{Done, RunCommand, Verdict};
use decklog_domain::runbook_text::ValueKind;

use crate::desk::Desk;

/// What a walk came to.
pub(crate) struct Walked {
    /// `COMPLETE`, or `STOPPED` when the path ended in Rollback or Escalate.
    pub(crate) footer: String,
    /// The steps that were entered.
    pub(crate) entered: BTreeSet<String>,
}

/// Starts a run and does every step as written: the first answer of each decision (another one at each further visit),
/// a fitting value for each record, evidence where it is required.
pub(crate) fn to_the_end(desk: &mut Desk, runbook: &str) -> Walked {
    to_the_end_by(desk, runbook, |visit| visit)
}

/// The same; `answer` gives the number of the answer from 1 for a visit from 1, taken around when there are fewer.
pub(crate) fn to_the_end_by(desk: &mut Desk, runbook: &str, answer: impl Fn(u32) -> u32) -> Walked {
    let inputs = BTreeMap::new();
    let start = Command::StartRun { runbook: runbook.to_owned(), incident: None, drill: true, inputs };
    let run = desk.act(start).records[0].subject.clone();
    walk(desk, runbook, run, &answer)
}

/// Starts a run and leaves it at once for Rollback or Escalate; gives the steps that were entered.
pub(crate) fn by_exit(desk: &mut Desk, runbook: &str, exit: RunCommand) -> BTreeSet<String> {
    let inputs = BTreeMap::new();
    let start = Command::StartRun { runbook: runbook.to_owned(), incident: None, drill: true, inputs };
    let run = desk.act(start).records[0].subject.clone();
    desk.act(Command::Run { run: run.clone(), act: exit });
    walk(desk, runbook, run, &|visit| visit).entered
}

fn walk(desk: &mut Desk, runbook: &str, run: String, answer: &dyn Fn(u32) -> u32) -> Walked {
    let evidence = desk.write("evidence.txt", "what was seen\n");
    let act = |desk: &mut Desk, act: RunCommand, attach: Vec<std::path::PathBuf>| {
        let request = desk.request(Command::Run { run: run.clone(), act: act.clone() });
        desk.app()
            .execute(Request { attach, ..request })
            .unwrap_or_else(|error| panic!("{runbook}: {act:?}: {error}"))
    };
    for _ in 0..2_000 {
        let view = desk.app().run(&run).unwrap();
        let Some(step) = view.step else {
            let end = match view.run.left_at {
                None => RunCommand::Complete,
                Some(_) => RunCommand::Stop { why: "the path ended beside the main one".to_owned() },
            };
            act(desk, end, Vec::new());
            let run = desk.app().run(&run).unwrap().run;
            return Walked { footer: run.end.unwrap().footer, entered: run.entered.into_iter().collect() };
        };
        if let Some(approval) = &step.approval
            && approval.state.is_none()
        {
            act(desk, RunCommand::RequestApproval, Vec::new());
            approve(desk, &run, approval.count);
        }
        // What the step calls begins with the values it is given; it is followed by a walk of its own.
        if let Some(child) = &step.child
            && child.runs.is_empty()
        {
            assert_eq!(child.problem, None, "{runbook}: {}", child.path);
            let child = desk.act(Command::StartChild { run: run.clone() }).records[0].subject.clone();
            let why = "followed elsewhere".to_owned();
            desk.act(Command::Run { run: child, act: RunCommand::Stop { why } });
        }
        let attach =
            if step.evidence.iter().any(|field| field.required) { vec![evidence.clone()] } else { vec![] };
        act(desk, RunCommand::Done(done(&step, answer)), attach);
    }
    panic!("{runbook}: the path has no end");
}

/// As many others as it takes approve what was asked for.
fn approve(desk: &mut Desk, run: &str, count: u32) {
    for number in 0..count {
        let handle = format!("approver{number}");
        if !desk.app().people().unwrap().iter().any(|person| person.handle == handle) {
            desk.act(Command::AddPerson { handle: Some(handle.clone()), name: format!("Approver {number}") });
        }
        let decided = RunCommand::DecideApproval { decision: Verdict::Approved, why: None, known: None };
        let request = desk.request(Command::Run { run: run.to_owned(), act: decided });
        desk.app().execute(Request { actor: Some(handle), ..request }).unwrap();
    }
}

fn done(step: &StepView, answer: &dyn Fn(u32) -> u32) -> Done {
    let answers = step.answers.len() as u32;
    let choose = (answers > 0).then(|| ((answer(step.visit) - 1) % answers + 1).to_string());
    let set = step.records.iter().map(|record| (record.name.clone(), fitting(&record.kind))).collect();
    let confirm = step.confirm.clone();
    Done { choose, set, confirm, all: true, saw: Some("as expected".to_owned()), note: None }
}

/// A value that fits a type.
fn fitting(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Text => "a word".to_owned(),
        ValueKind::Number => "3".to_owned(),
        ValueKind::Percent => "0.5 %".to_owned(),
        ValueKind::Duration => "5 min".to_owned(),
        ValueKind::Time => "03:10".to_owned(),
        ValueKind::Choice { choices } => choices[0].clone(),
        ValueKind::Url => "https://example.org/1".to_owned(),
        ValueKind::SecretReference => "vault:checkout/token".to_owned(),
    }
}

#![allow(clippy::unwrap_used, clippy::panic)]
//! Approvals, readings and rules to abort.

use std::collections::BTreeMap;

use super::testing::{COLLEAGUE, OPERATOR, Tale};
use super::{Done, RunCommand, Verdict};
use crate::RefusalCode;
use crate::event::BlobHash;

const DONE: fn() -> RunCommand = || RunCommand::Done(Done::default());

fn decide(decision: Verdict) -> RunCommand {
    let why = (decision != Verdict::Approved).then(|| "not now".to_owned());
    RunCommand::DecideApproval { decision, why, known: None }
}

fn content(byte: &str) -> Option<BlobHash> {
    Some(BlobHash(byte.repeat(32)))
}

/// A run at a step that two people who are not the operator must approve.
fn waiting() -> Tale {
    let mut tale = Tale::of(&["ship ok", "next", "# escalate", "help"]);
    tale.content = content("aa");
    tale
}

fn read(name: &str, value: &str) -> RunCommand {
    RunCommand::TakeReading { values: BTreeMap::from([(name.into(), value.into())]), note: None }
}

#[test]
fn a_step_waits_for_its_approval() {
    let mut tale = waiting();
    assert_eq!(tale.refused(DONE()), RefusalCode::Missing);
    assert_eq!(tale.by(COLLEAGUE).refused(decide(Verdict::Approved)), RefusalCode::NotNow, "nobody asked");
    tale.by(OPERATOR).act(RunCommand::RequestApproval);
    assert_eq!(tale.refused(RunCommand::RequestApproval), RefusalCode::NotNow, "asked already");
    assert_eq!(tale.refused(decide(Verdict::Approved)), RefusalCode::NotNow, "not the operator");
    tale.by(COLLEAGUE).act(decide(Verdict::Approved));
    assert_eq!(tale.refused(decide(Verdict::Approved)), RefusalCode::NotNow, "once each");
    assert_eq!(tale.by(OPERATOR).refused(DONE()), RefusalCode::Missing, "one of two");
    tale.by(COLLEAGUE + 1).act(decide(Verdict::Approved));
    assert_eq!(tale.refused(RunCommand::Undo), RefusalCode::CannotUndo);
    tale.by(OPERATOR).done();
    assert_eq!(tale.here(), "next");
    assert!(tale.run().progress(&tale.document).deviations.is_empty());
}

#[test]
fn one_denial_denies_and_is_asked_for_again() {
    let mut tale = waiting();
    tale.act(RunCommand::RequestApproval).by(COLLEAGUE);
    let without_why = RunCommand::DecideApproval { decision: Verdict::Denied, why: None, known: None };
    assert_eq!(tale.refused(without_why), RefusalCode::Missing);
    tale.act(decide(Verdict::Denied));
    assert_eq!(tale.by(COLLEAGUE + 1).refused(decide(Verdict::Approved)), RefusalCode::NotNow);
    assert_eq!(tale.by(OPERATOR).refused(DONE()), RefusalCode::Missing);
    tale.act(RunCommand::RequestApproval);
    assert_eq!(tale.run().approvals.len(), 2);
}

#[test]
fn what_changes_after_the_approval_is_to_be_approved_again() {
    let mut tale = waiting();
    tale.act(RunCommand::RequestApproval).by(COLLEAGUE).act(decide(Verdict::Approved));
    tale.content = content("bb");
    assert_eq!(tale.by(COLLEAGUE + 1).refused(decide(Verdict::Approved)), RefusalCode::Stale);
    tale.content = content("aa");
    tale.act(decide(Verdict::Approved)).by(OPERATOR);
    tale.content = content("bb");
    assert_eq!(tale.refused(DONE()), RefusalCode::Missing);
    tale.act(RunCommand::RequestApproval);
}

#[test]
fn an_approval_is_overridden_with_a_reason_and_stands_among_the_deviations() {
    let mut tale = waiting();
    let over = |why: &str| RunCommand::Override { why: why.into(), done: Done::default() };
    assert_eq!(tale.refused(over(" ")), RefusalCode::Missing);
    tale.act(over("nobody answers and users are harmed"));
    assert_eq!(tale.here(), "next");
    assert_eq!(tale.run().progress(&tale.document).deviations[0].what, "overridden");
    assert_eq!(tale.refused(over("why not")), RefusalCode::NotNow, "nothing to override");
}

#[test]
fn an_approval_that_does_not_come_leads_where_the_text_says() {
    let mut tale = waiting();
    assert_eq!(tale.refused(RunCommand::ApprovalTimeout), RefusalCode::NotNow, "not asked for");
    tale.act(RunCommand::RequestApproval).later(599);
    assert_eq!(tale.refused(RunCommand::ApprovalTimeout), RefusalCode::NotNow, "not over");
    tale.later(1).act(RunCommand::ApprovalTimeout);
    assert_eq!(tale.here(), "help");
    assert_eq!(tale.run().visits[0].why.as_deref(), Some("no approval in 10 min"));
}

#[test]
fn an_observation_keeps_its_readings() {
    let mut tale = Tale::of(&["watch read", "next", "# escalate", "help"]);
    assert_eq!(tale.refused(read("errors", "many")), RefusalCode::BadValue);
    assert_eq!(tale.refused(read("other", "1")), RefusalCode::Unknown);
    let nothing = RunCommand::TakeReading { values: BTreeMap::new(), note: None };
    assert_eq!(tale.refused(nothing), RefusalCode::Missing);
    tale.act(read("errors", "2")).later(60).act(read("errors", "0"));
    tale.act(RunCommand::Undo).act(read("errors", "1")).done();
    let run = tale.run();
    let errors = run.visits[0].readings.iter().map(|taken| taken.values["errors"].as_str());
    assert_eq!(errors.collect::<Vec<_>>(), ["2", "1"]);
    let deviations = run.progress(&tale.document).deviations;
    assert_eq!(deviations[0].what, "left after 2 of 3 readings");
    assert_eq!(tale.refused(read("errors", "1")), RefusalCode::NotNow, "the next step reads nothing");
}

#[test]
fn an_observation_is_aborted_to_where_its_rule_leads() {
    let mut tale = Tale::of(&["watch read", "next", "# escalate", "help"]);
    assert_eq!(tale.refused(RunCommand::Abort { why: String::new() }), RefusalCode::Missing);
    tale.act(RunCommand::Abort { why: "errors rise".into() });
    assert_eq!(tale.here(), "help");
}

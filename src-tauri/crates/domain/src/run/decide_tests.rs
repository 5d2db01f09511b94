#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! What may be done in a run.

use std::collections::BTreeMap;

use super::testing::{COLLEAGUE, OPERATOR, Tale, document, input};
use super::{At, Done, Grounds, RunCommand, decide};
use crate::RefusalCode;
use crate::runbook_text::{Document, Input, ValueKind};

fn done() -> Done {
    Done::default()
}

fn set(name: &str, value: &str) -> RunCommand {
    RunCommand::Done(Done { set: BTreeMap::from([(name.into(), value.into())]), ..done() })
}

#[test]
fn a_step_asks_for_what_it_needs() {
    let mut tale = Tale::of(&["tick [] 2", "value = n", "proof +", "pick ? a b", "a", "b", "plain"]);
    assert_eq!(tale.refused(RunCommand::Done(done())), RefusalCode::Missing, "sub-items");
    assert_eq!(tale.refused(RunCommand::Tick { tasks: vec![3] }), RefusalCode::BadValue);
    assert_eq!(tale.refused(RunCommand::Tick { tasks: vec![0] }), RefusalCode::BadValue);
    tale.act(RunCommand::Tick { tasks: vec![2] });
    assert_eq!(tale.refused(RunCommand::Tick { tasks: vec![2] }), RefusalCode::NotNow);
    tale.act(RunCommand::Tick { tasks: vec![1, 2] }).act(RunCommand::Done(done()));

    assert_eq!(tale.refused(RunCommand::Done(done())), RefusalCode::Missing, "a value");
    assert_eq!(tale.refused(set("n", "many")), RefusalCode::BadValue);
    assert_eq!(tale.refused(set("other", "1")), RefusalCode::Unknown);
    tale.act(set("n", "7"));
    assert_eq!(tale.run().values["n"], "7");

    assert_eq!(tale.refused(RunCommand::Done(done())), RefusalCode::Missing, "evidence");
    tale.with_evidence().done();

    assert_eq!(tale.refused(RunCommand::Done(done())), RefusalCode::Missing, "an answer");
    let choose = |words: &str| RunCommand::Done(Done { choose: Some(words.into()), ..done() });
    assert_eq!(tale.refused(choose("3")), RefusalCode::BadValue);
    assert_eq!(tale.refused(choose("to")), RefusalCode::BadValue, "it fits both");
    tale.act(choose("TO B")).done();
    assert_eq!(tale.refused(choose("1")), RefusalCode::BadValue, "no decision");
}

#[test]
fn evidence_of_a_note_counts_for_the_visit_it_was_made_in() {
    let mut tale = Tale::of(&["proof +", "next"]);
    tale.with_evidence().act(RunCommand::Note { text: String::new() }).done();
    assert_eq!(tale.here(), "next");
    let mut tale = Tale::of(&["proof +", "next"]);
    tale.with_evidence().act(RunCommand::Note { text: "log".into() }).fail();
    assert_eq!(tale.refused(RunCommand::Done(done())), RefusalCode::Missing, "another visit, new evidence");
}

#[test]
fn a_note_that_a_closed_step_rests_on_is_not_taken_back() {
    let mut tale = Tale::of(&["proof +", "next"]);
    tale.by(COLLEAGUE).with_evidence().act(RunCommand::Note { text: "log".into() });
    tale.by(OPERATOR).done();
    assert_eq!(tale.by(COLLEAGUE).refused(RunCommand::Undo), RefusalCode::CannotUndo);
    tale.by(OPERATOR).act(RunCommand::Undo).by(COLLEAGUE).act(RunCommand::Undo);
    assert_eq!(tale.by(OPERATOR).refused(RunCommand::Done(done())), RefusalCode::Missing);
}

#[test]
fn leaving_a_step_out_needs_a_reason() {
    let mut tale = Tale::of(&["a", "b"]);
    let why = || " ".to_string();
    for command in [
        RunCommand::Skip { why: why() },
        RunCommand::Defer { why: why() },
        RunCommand::Fail { why: why() },
        RunCommand::NotApplicable { why: why() },
        RunCommand::Stop { why: why() },
        RunCommand::Note { text: why() },
    ] {
        assert_eq!(tale.refused(command.clone()), RefusalCode::Missing, "{command:?}");
    }
    assert_eq!(tale.acts.len(), 1);
}

#[test]
fn a_deferral_is_settled_or_waived_before_completion() {
    let mut tale = Tale::of(&["a", "b", "c"]);
    tale.defer().defer().done();
    assert_eq!(tale.refused(RunCommand::Complete), RefusalCode::NotNow);
    tale.back("a");
    assert_eq!(tale.here(), "a#2");
    tale.done();
    assert_eq!(tale.here(), "-", "settling returns to the end of the path");
    assert_eq!(tale.run().deferred(), ["b"]);
    tale.waive("b").act(RunCommand::Complete);
    assert_eq!(tale.run().end.unwrap().footer, "COMPLETE, 1 WAIVED");
    let settled: Vec<Option<String>> =
        tale.run().progress(&tale.document).deviations.into_iter().map(|d| d.settled).collect();
    assert_eq!(settled, [Some("settled".into()), Some("waived: not needed".into())]);
}

#[test]
fn settling_from_the_middle_returns_there() {
    let mut tale = Tale::of(&["a", "b", "c", "d"]);
    tale.defer().defer().back("a");
    tale.back("b");
    assert_eq!(tale.here(), "b#2");
    tale.done();
    assert_eq!(tale.here(), "c#2", "not to the deferral that was left for this one");
    tale.done().done();
    assert_eq!(tale.run().deferred(), ["a"]);
}

#[test]
fn a_failed_try_to_settle_leads_back_in_the_end() {
    let mut tale = Tale::of(&["a", "b", "c"]);
    tale.defer().back("a").fail();
    assert_eq!(tale.here(), "a#3");
    tale.done();
    assert_eq!(tale.here(), "b#2");
}

#[test]
fn a_waiver_covers_only_the_deferral_it_was_given_for() {
    let mut tale = Tale::of(&["a", "b"]);
    assert_eq!(tale.refused(RunCommand::Waive { step: "a".into(), why: "x".into() }), RefusalCode::NotNow);
    tale.defer().waive("a").back("a").defer();
    assert_eq!(tale.run().deferred(), ["a"]);
    tale.done();
    assert_eq!(tale.refused(RunCommand::Complete), RefusalCode::NotNow);
    tale.back("a").done().act(RunCommand::Complete);
    assert_eq!(tale.run().end.unwrap().footer, "COMPLETE", "it was done in the end");
}

#[test]
fn only_steps_that_were_entered_can_be_gone_back_to() {
    let mut tale = Tale::of(&["alpha", "beta", "beta-two", "gamma"]);
    let back = |to: &str| RunCommand::Back { to: Some(to.into()) };
    assert_eq!(tale.refused(RunCommand::Back { to: None }), RefusalCode::NotNow);
    assert_eq!(tale.refused(back("gamma")), RefusalCode::NotNow);
    assert_eq!(tale.refused(back("delta")), RefusalCode::Unknown);
    tale.done().done().done();
    assert_eq!(tale.refused(back("bet")), RefusalCode::Ambiguous);
    tale.act(back("BETA"));
    assert_eq!(tale.here(), "beta#2");
    tale.act(RunCommand::Back { to: None });
    assert_eq!(tale.here(), "beta-two#2", "the last visit that ended before");
}

#[test]
fn a_command_on_a_step_that_was_settled_meanwhile_is_refused() {
    let mut tale = Tale::of(&["a", "b"]);
    let seen = At { step: "a".into(), visit: 1 };
    tale.attempt_on(&RunCommand::Done(done()), Some(&seen)).unwrap();
    for command in [RunCommand::Done(done()), RunCommand::Skip { why: "x".into() }, RunCommand::Undo] {
        let refusal = tale.attempt_on(&command, Some(&seen)).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::Stale);
        assert!(refusal.message.contains("the run is at `b` now"), "{}", refusal.message);
    }
    tale.attempt_on(&RunCommand::Note { text: "notes never conflict".into() }, Some(&seen)).unwrap();
    tale.back("a");
    assert_eq!(tale.attempt_on(&RunCommand::Done(done()), Some(&seen)).unwrap_err().code, RefusalCode::Stale);
    tale.attempt_on(&RunCommand::Done(done()), Some(&At { visit: 2, ..seen })).unwrap();
}

#[test]
fn undo_takes_back_ones_own_last_act_and_nothing_that_something_rests_on() {
    let mut tale = Tale::of(&["a", "b", "c"]);
    assert_eq!(tale.refused(RunCommand::Undo), RefusalCode::CannotUndo, "a start has no undo");
    tale.done().act(RunCommand::Undo);
    assert_eq!(tale.here(), "a");
    tale.done().by(COLLEAGUE).done();
    assert_eq!(tale.by(OPERATOR).refused(RunCommand::Undo), RefusalCode::CannotUndo);
    tale.by(COLLEAGUE).act(RunCommand::Undo).by(OPERATOR).act(RunCommand::Undo);
    assert_eq!(tale.here(), "a");
    tale.by(COLLEAGUE);
    assert_eq!(tale.refused(RunCommand::Undo), RefusalCode::CannotUndo, "nothing of theirs is left");
}

#[test]
fn a_completion_can_be_undone_and_an_ended_run_takes_only_notes() {
    let mut tale = Tale::of(&["a"]);
    assert_eq!(tale.refused(RunCommand::Complete), RefusalCode::NotNow);
    tale.done().act(RunCommand::Complete).act(RunCommand::Note { text: "well done".into() });
    let other = [
        RunCommand::Done(done()),
        RunCommand::Skip { why: "x".into() },
        RunCommand::Back { to: Some("a".into()) },
        RunCommand::Complete,
        RunCommand::Stop { why: "x".into() },
        RunCommand::Escalate,
    ];
    for command in other {
        assert_eq!(tale.refused(command.clone()), RefusalCode::NotNow, "{command:?}");
    }
    tale.act(RunCommand::Undo).act(RunCommand::Undo);
    assert_eq!(tale.run().end, None, "first the note, then the completion");
}

#[test]
fn inputs_are_checked_at_the_start() {
    let tale = Tale::of(&["a"]);
    let hash = crate::event::BlobHash("00".repeat(32));
    let frozen = super::Frozen {
        runbook: tale.context().actor,
        revision: 1,
        source: hash.clone(),
        document_hash: hash,
    };
    let inputs = BTreeMap::from([("namespace".to_string(), "shop".to_string())]);
    let unknown =
        super::start(&frozen, &tale.document, &inputs, None, false, None, &tale.context()).unwrap_err();
    assert_eq!(unknown.code, RefusalCode::Unknown);
    let empty = super::start(&frozen, &document(&[]), &BTreeMap::new(), None, false, None, &tale.context())
        .unwrap_err();
    assert_eq!(empty.code, RefusalCode::NotNow);
}

fn give(pairs: &[(&str, &str)]) -> RunCommand {
    let values = pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    RunCommand::SetValues { values }
}

#[test]
fn inputs_left_out_at_the_start_are_given_later() {
    let inputs = vec![input("namespace"), Input { kind: ValueKind::Number, ..input("replicas") }];
    let mut tale = Tale::over(Document { inputs, ..document(&["value = n", "next"]) });
    for (command, code) in [
        (give(&[]), RefusalCode::Missing),
        (give(&[("cluster", "a")]), RefusalCode::Unknown),
        (give(&[("n", "7")]), RefusalCode::Unknown),
        (give(&[("replicas", "many")]), RefusalCode::BadValue),
        (give(&[("namespace", "a\nb")]), RefusalCode::BadValue),
        (give(&[("namespace", "shop"), ("replicas", "many")]), RefusalCode::BadValue),
    ] {
        assert_eq!(tale.refused(command.clone()), code, "{command:?}");
    }
    assert!(tale.run().values.is_empty());

    tale.act(give(&[("namespace", " shop "), ("replicas", "6")]));
    tale.act(give(&[("namespace", "shop-2")]));
    assert_eq!(tale.run().values["namespace"], "shop-2");
    assert_eq!(tale.here(), "value");
    tale.act(RunCommand::Undo);
    assert_eq!(tale.run().values["namespace"], "shop");
    tale.act(RunCommand::Undo);
    assert!(tale.run().values.is_empty());

    let seen = At { step: "value".into(), visit: 1 };
    tale.act(set("n", "7"));
    tale.attempt_on(&give(&[("namespace", "shop")]), Some(&seen)).unwrap();
    tale.act(RunCommand::Stop { why: "enough".into() });
    assert_eq!(tale.refused(give(&[("namespace", "late")])), RefusalCode::NotNow);
}

#[test]
fn a_decision_reads_no_more_than_it_is_given() {
    let tale = Tale::of(&["a"]);
    let grounds = Grounds { basis: None, last: None, fill: &str::to_owned, content: None, child: None };
    let twice = || decide(&tale.run(), &tale.document, &RunCommand::Done(done()), grounds, &tale.context());
    assert_eq!(twice(), twice());
}

#[test]
fn a_dangerous_step_is_confirmed_by_typing_its_target() {
    let mut tale = Tale::of(&["drop !!", "next"]);
    let typed = |words: &str| RunCommand::Done(Done { confirm: Some(words.into()), ..done() });
    assert_eq!(tale.refused(RunCommand::Done(done())), RefusalCode::Missing);
    assert_eq!(tale.refused(typed("Drop")), RefusalCode::BadValue);
    tale.act(typed(" drop "));
    assert_eq!(tale.run().visits[0].typed.as_deref(), Some("drop"));
    assert_eq!(tale.here(), "next");
}

#[test]
fn a_strict_gate_is_never_put_off() {
    let mut tale = Tale::of(&["gate strict", "next"]);
    assert_eq!(tale.refused(RunCommand::Defer { why: "later".into() }), RefusalCode::NotNow);
    tale.skip();
    assert_eq!(tale.here(), "next");
}

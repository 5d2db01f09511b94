#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! Where a run goes.

use super::RunCommand;
use super::testing::Tale;
use crate::RefusalCode;

const BRANCHES: [&str; 12] = [
    "# immediate",
    "announce",
    "# diagnose",
    "look",
    "choose ? fix-a fix-b help",
    "# repair",
    "fix-a",
    "fix-b",
    "watch",
    "close",
    "# escalate",
    "help",
];

fn at_the_choice() -> Tale {
    let mut tale = Tale::of(&BRANCHES);
    tale.done().done();
    assert_eq!(tale.here(), "choose");
    tale
}

#[test]
fn each_branch_goes_on_after_its_siblings() {
    for (answer, branch) in [("1", "fix-a"), ("to fix-b", "fix-b")] {
        let mut tale = at_the_choice();
        tale.choose(answer);
        assert_eq!(tale.here(), branch);
        tale.done();
        assert_eq!(tale.here(), "watch", "after {branch}");
        tale.done().done();
        assert_eq!(tale.here(), "-", "Escalate is never reached by falling through");
        tale.act(RunCommand::Complete);
        assert_eq!(tale.run().end.unwrap().footer, "COMPLETE");
    }
}

#[test]
fn a_decision_without_an_answer_passes_over_its_branches() {
    for command in [RunCommand::NotApplicable { why: "x".into() }, RunCommand::Skip { why: "x".into() }] {
        let mut tale = at_the_choice();
        tale.act(command);
        assert_eq!(tale.here(), "watch");
    }
}

#[test]
fn a_branch_can_be_a_whole_section() {
    let mut tale = Tale::of(&[
        "# triage",
        "choose ? small large",
        "# small",
        "a1",
        "a2",
        "# large",
        "b1",
        "b2",
        "# end",
        "z",
    ]);
    tale.choose("2").done();
    assert_eq!(tale.here(), "b2");
    tale.done();
    assert_eq!(tale.here(), "z");
    tale.acts.truncate(1);
    tale.choose("1").done().done();
    assert_eq!(tale.here(), "z", "the other branch is not reached by falling through");
}

#[test]
fn then_goes_before_the_rule() {
    let mut tale = Tale::of(&["a > d", "b", "c", "d"]);
    tale.done();
    assert_eq!(tale.here(), "d");
    let mut tale = Tale::of(&["choose ? a b", "a > z", "b", "next", "z"]);
    tale.choose("1").done();
    assert_eq!(tale.here(), "z");
}

#[test]
fn an_answer_that_leads_back_is_a_way_back_and_no_branch() {
    let mut tale = Tale::of(&["first", "second", "again ? first go-on", "go-on", "last"]);
    assert_eq!(tale.here(), "first", "the step that one can come back to is still the first");
    tale.done().done().choose("1");
    assert_eq!(tale.here(), "first#2");
    tale.done();
    assert_eq!(tale.here(), "second#2");
    tale.done().choose("2").done();
    assert_eq!(tale.here(), "last");
}

#[test]
fn nested_decisions_each_go_on_after_their_own() {
    let lines = ["outer ? in out", "# in", "inner ? p q", "p", "q", "joined", "# out", "o", "# end", "z"];
    let mut tale = Tale::of(&lines);
    tale.choose("1").choose("1").done();
    assert_eq!(tale.here(), "joined");
    tale.done();
    assert_eq!(tale.here(), "z");
}

#[test]
fn failed_goes_where_if_not_says_or_stays() {
    let mut tale = Tale::of(&["check ~ help", "next", "# escalate", "help"]);
    tale.fail();
    assert_eq!(tale.here(), "help");
    let mut tale = Tale::of(&["check", "next"]);
    tale.fail();
    assert_eq!(tale.here(), "check#2", "without an If not one tries again");
    tale.fail().done();
    assert_eq!(tale.here(), "next");
    let visits: Vec<u32> = tale.run().visits.iter().map(|visit| visit.at.visit).collect();
    assert_eq!(visits, [1, 2, 3]);
}

#[test]
fn rollback_and_escalate_end_with_resume_or_stop() {
    let mut tale = Tale::of(&["a", "b", "c", "# rollback", "r1", "r2", "# escalate", "help"]);
    tale.done().act(RunCommand::Rollback);
    assert_eq!(tale.here(), "r1");
    tale.done();
    assert_eq!(tale.here(), "r2");
    tale.done();
    assert_eq!(tale.here(), "-", "Rollback does not run on into Escalate");
    assert_eq!(tale.run().left_at.as_deref(), Some("b"));
    assert_eq!(tale.refused(RunCommand::Complete), RefusalCode::NotNow);
    tale.back("b");
    assert_eq!(tale.here(), "b#2");
    tale.done().done().act(RunCommand::Complete);

    let mut tale = Tale::of(&["a", "# escalate", "help"]);
    tale.act(RunCommand::Escalate).done().act(RunCommand::Stop { why: "handed over".into() });
    assert_eq!(tale.run().end.unwrap().footer, "STOPPED");
}

#[test]
fn an_answer_into_escalate_is_left_by_resuming_at_the_decision() {
    let mut tale = at_the_choice();
    tale.choose("3");
    assert_eq!((tale.here().as_str(), tale.run().left_at.as_deref()), ("help", Some("choose")));
    tale.done().back("choose").choose("2");
    assert_eq!(tale.here(), "fix-b");
    assert_eq!(tale.run().left_at, None);
}

#[test]
fn a_runbook_without_rollback_says_so() {
    let mut tale = Tale::of(&["a"]);
    assert_eq!(tale.refused(RunCommand::Rollback), RefusalCode::NotNow);
    assert_eq!(tale.refused(RunCommand::Escalate), RefusalCode::NotNow);
}

#[test]
fn training_is_never_on_the_path() {
    let mut tale = Tale::of(&["a", "# training", "question"]);
    tale.done();
    assert_eq!(tale.here(), "-");
}

#[test]
fn branches_not_taken_are_shown_until_one_goes_back() {
    let mut tale = at_the_choice();
    assert!(tale.not_taken().is_empty());
    tale.choose("1");
    assert_eq!(tale.not_taken(), ["fix-b"]);
    tale.done().done();
    assert_eq!(tale.not_taken(), ["fix-b"]);
    tale.back("choose");
    assert!(tale.not_taken().is_empty());
    tale.choose("2");
    assert_eq!(tale.not_taken(), Vec::<String>::new(), "fix-a was done before");
}

#[test]
fn the_common_rest_is_never_a_branch_not_taken() {
    let mut tale = at_the_choice();
    tale.choose("1").act(RunCommand::Escalate);
    assert_eq!(tale.not_taken(), ["fix-b"], "while help is called");
    tale.act(RunCommand::Stop { why: "handed over".into() });
    assert_eq!(tale.not_taken(), ["fix-b"], "after the run was stopped");
    let mut tale = at_the_choice();
    tale.choose("3");
    assert!(tale.not_taken().is_empty(), "calling for help chooses no branch");
}

#[test]
fn a_way_back_through_rollback_does_not_keep_the_other_branches_open() {
    let lines =
        ["choose ? a b", "a", "held ? on undo", "on > end", "b", "end", "# rollback", "undo > choose"];
    let mut tale = Tale::of(&lines);
    tale.choose("1");
    assert_eq!(tale.not_taken(), ["b"]);
}

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! How a run is seen as a whole.

use super::testing::Tale;
use super::{Done, Outcome, RunCommand};

#[test]
fn n_of_m_counts_the_path_taken_and_the_default_path_ahead() {
    let mut tale = Tale::of(&["a", "choose ? short long", "short", "# long", "l1", "l2", "# end", "z"]);
    assert_eq!(tale.count(), "0 of 4", "by the first answer: a, choose, short, z");
    tale.done().choose("2");
    assert_eq!(tale.count(), "2 of 5");
    tale.act(RunCommand::NotApplicable { why: "x".into() });
    assert_eq!(tale.count(), "2 of 4", "what does not apply is not counted");
    tale.done().done();
    assert_eq!(tale.count(), "4 of 4");
    tale.back("l2");
    assert_eq!(tale.count(), "3 of 4", "a step visited again is open again, and counted once");
}

#[test]
fn calling_for_help_does_not_shorten_the_way() {
    let mut tale = Tale::of(&["a", "b", "c", "# escalate", "help"]);
    tale.done().act(RunCommand::Escalate);
    assert_eq!(tale.count(), "1 of 4");
    tale.done();
    assert_eq!(tale.count(), "2 of 4", "b and c are still ahead");
}

#[test]
fn settling_a_deferral_adds_no_branch_that_was_not_taken() {
    let mut tale = Tale::of(&["late", "choose ? a b", "a", "b", "z"]);
    tale.defer().choose("2").done().done();
    assert_eq!(tale.count(), "4 of 4");
    tale.back("late");
    assert_eq!(tale.count(), "3 of 4");
}

#[test]
fn notes_stay_in_force_until_a_later_clears() {
    let lines = [
        "# immediate !",
        "pause",
        "# work",
        "scale-down !",
        "again ? scale-down up",
        "up x scale-down",
        "close x immediate",
    ];
    let mut tale = Tale::of(&lines);
    assert_eq!(tale.in_force(), ["immediate"]);
    tale.done();
    assert_eq!(tale.in_force(), ["immediate", "scale-down"]);
    tale.done().choose("2");
    assert_eq!(tale.in_force(), ["immediate", "scale-down"], "entering what clears clears nothing yet");
    tale.done();
    assert_eq!(tale.in_force(), ["immediate"]);
    tale.back("scale-down");
    assert_eq!(tale.in_force(), ["immediate", "scale-down"], "done again, in force again");
    tale.done().choose("2").skip();
    assert_eq!(tale.in_force(), ["immediate", "scale-down"], "what was skipped clears nothing");
    tale.done();
    assert_eq!(tale.in_force(), ["scale-down"]);
}

#[test]
fn a_section_whose_note_was_cleared_within_it_stays_clear() {
    let mut tale = Tale::of(&["# work !", "a", "b x work", "c"]);
    tale.done().done();
    assert!(tale.in_force().is_empty());
}

#[test]
fn deviations_are_what_departs_from_the_text() {
    let mut tale =
        Tale::of(&["a", "watch wait 60 120", "watch-2 wait 60 120", "watch-3 wait 60 120", "b", "c"]);
    tale.skip();
    let note = Some("the lead goes on".to_owned());
    tale.later(59).act(RunCommand::Done(Done { note, ..Done::default() }));
    tale.later(121).done();
    tale.later(90).done();
    tale.fail().done().act(RunCommand::NotApplicable { why: "x".into() });
    let deviations = tale.run().progress(&tale.document).deviations;
    let what: Vec<(&str, &str)> = deviations.iter().map(|d| (d.at.step.as_str(), d.what.as_str())).collect();
    let expected = [
        ("a", "skipped"),
        ("watch", "left before the minimum"),
        ("watch-2", "left after the maximum"),
        ("b", "failed"),
        ("c", "not applicable"),
    ];
    assert_eq!(what, expected);
    assert_eq!(deviations[1].why.as_deref(), Some("the lead goes on"), "the note is the reason");
}

#[test]
fn the_outcome_of_a_step_is_that_of_its_last_visit() {
    let mut tale = Tale::of(&["a", "b"]);
    tale.fail().done();
    let progress = tale.run().progress(&tale.document);
    assert_eq!((progress.steps[0].outcome, progress.steps[0].visits), (Some(Outcome::Done), 2));
}

#[test]
fn an_undo_leaves_no_run_that_looks_as_if_nothing_had_happened() {
    let mut tale = Tale::of(&["a", "b"]);
    let mut seen = vec![tale.run().lam];
    for command in [RunCommand::Skip { why: "x".into() }, RunCommand::Undo] {
        seen.push(tale.act(command).run().lam);
    }
    assert!(seen.is_sorted_by(|before, after| before < after), "{seen:?}");
}

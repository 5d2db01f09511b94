#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! What holds in any run of any document.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::testing::{COLLEAGUE, OPERATOR, Tale, document, input, pointer};
use super::{Done, Run, RunCommand, StepStatus};
use crate::event::Event;
use crate::runbook_text::{Answer, Decision, Document, SectionKind};

const STEPS: usize = 10;
const KINDS: [&str; 6] = ["# main", "# rest", "# rollback", "# escalate", "# training", "# immediate !"];

/// Any document, also such as no author would write: ways from everywhere to everywhere.
fn documents() -> impl Strategy<Value = Document> {
    let ways = prop::option::of(0..STEPS + KINDS.len());
    let step = (ways.clone(), ways, prop::collection::vec(0..STEPS + KINDS.len(), 0..4), 0..6u8, 0..3usize);
    (prop::collection::vec(step, 1..STEPS), prop::collection::vec(0..KINDS.len(), STEPS)).prop_map(
        |(steps, sections)| {
            let name =
                |n: usize| if n < STEPS { format!("s{n}") } else { KINDS[n - STEPS][2..].replace(" !", "") };
            let mut lines = Vec::new();
            for (n, (_, _, _, extra, section)) in steps.iter().enumerate() {
                if *section == 0 {
                    lines.push(KINDS[sections[n]].to_string());
                }
                let extra = ["", " [] 2", " = n", " +", " !", " wait 60 120"][*extra as usize];
                lines.push(format!("s{n}{extra} x main"));
            }
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut document = document(&lines);
            // Ids are unique in what the reader makes.
            for (n, section) in document.sections.iter_mut().enumerate() {
                if section.kind == SectionKind::Phase && n > 0 {
                    section.id = format!("{}-{n}", section.id);
                }
            }
            document.inputs = vec![input("i")];
            for (step, (then, if_not, answers, _, _)) in document.steps.iter_mut().zip(steps) {
                step.then = then.map(|n| pointer(&name(n)));
                step.if_not = if_not.map(|n| pointer(&name(n)));
                if answers.len() > 1 {
                    let answer =
                        |n: usize| Answer { label: format!("to {}", name(n)), to: pointer(&name(n)) };
                    let answers = answers.into_iter().map(answer).collect();
                    step.decision = Some(Decision { question: "which?".into(), answers });
                }
            }
            document
        },
    )
}

fn commands() -> impl Strategy<Value = Vec<(bool, bool, RunCommand)>> {
    let why = || "why".to_string();
    let name = |n: usize| format!("s{n}");
    let fitting = Done { choose: None, all: true, ..Done::default() };
    let value = BTreeMap::from([("n".to_string(), "7".to_string())]);
    let given = BTreeMap::from([("i".to_string(), "8".to_string())]);
    let command = prop_oneof![
        6 => Just(RunCommand::Done(fitting.clone())),
        3 => Just(RunCommand::Done(Done { set: value, ..fitting.clone() })),
        4 => (1..5u8).prop_map(move |n| RunCommand::Done(Done { choose: Some(n.to_string()), ..fitting.clone() })),
        2 => Just(RunCommand::Skip { why: why() }),
        1 => Just(RunCommand::NotApplicable { why: why() }),
        2 => Just(RunCommand::Defer { why: why() }),
        1 => Just(RunCommand::Fail { why: why() }),
        1 => prop::collection::vec(0..4u32, 0..3).prop_map(|tasks| RunCommand::Tick { tasks }),
        1 => Just(RunCommand::SetValues { values: given }),
        1 => Just(RunCommand::Note { text: "seen".into() }),
        2 => prop::option::of(0..STEPS).prop_map(move |n| RunCommand::Back { to: n.map(name) }),
        1 => Just(RunCommand::Rollback),
        1 => Just(RunCommand::Escalate),
        3 => Just(RunCommand::Undo),
        1 => (0..STEPS).prop_map(move |n| RunCommand::Waive { step: name(n), why: why() }),
        1 => Just(RunCommand::Complete),
        1 => Just(RunCommand::Stop { why: why() }),
    ];
    prop::collection::vec((any::<bool>(), any::<bool>(), command), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_keep_a_run_in_order(document in documents(), commands in commands()) {
        let mut tale = Tale::over(document);
        for (colleague, with_evidence, command) in commands {
            tale.by(if colleague { COLLEAGUE } else { OPERATOR }).later(45);
            tale.evidence.clear();
            if with_evidence {
                tale.with_evidence();
            }
            let before = tale.run();
            let recorded = tale.acts.len();
            match tale.attempt(&command) {
                Err(refusal) => {
                    prop_assert!(!refusal.message.is_empty());
                    prop_assert_eq!(tale.acts.len(), recorded);
                }
                Ok(()) if command != RunCommand::Undo => {
                    let mut undone = tale.clone();
                    undone.act(RunCommand::Undo);
                    let after = undone.run();
                    prop_assert!(after.lam > before.lam, "that something happened shows");
                    let after = Run { lam: before.lam, ..after };
                    prop_assert_eq!(after, before, "undo gives back what was before {:?}", command);
                }
                Ok(()) => {}
            }
            in_order(&tale)?;
        }
    }
}

fn in_order(tale: &Tale) -> Result<(), TestCaseError> {
    let (run, document) = (tale.run(), &tale.document);
    let progress = run.progress(document);
    let ids: BTreeSet<&str> = document.steps.iter().map(|step| step.id.as_str()).collect();
    prop_assert!(run.entered.iter().all(|step| ids.contains(step.as_str())));
    prop_assert_eq!(run.entered.iter().collect::<BTreeSet<_>>().len(), run.entered.len());
    prop_assert!(run.visits.iter().all(|visit| run.entered.contains(&visit.at.step)));
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for visit in &run.visits {
        let before = last.insert(&visit.at.step, visit.at.visit).unwrap_or(0);
        prop_assert!(visit.at.visit > before, "visits of a step are counted up");
    }
    if let Some(current) = &run.current {
        prop_assert!(run.end.is_none());
        prop_assert!(run.entered.contains(&current.at.step));
        prop_assert!(current.at.visit > last.get(current.at.step.as_str()).copied().unwrap_or(0));
    }
    let count = progress.count;
    prop_assert!(count.closed <= count.of && count.of as usize <= document.steps.len());
    let currents = progress.steps.iter().filter(|state| state.status == StepStatus::Current).count();
    prop_assert_eq!(currents, usize::from(run.current.is_some()));
    for state in &progress.steps {
        if state.status == StepStatus::BranchNotTaken {
            prop_assert_eq!(state.visits, 0);
        }
    }
    let completed = tale.acts.iter().any(|act| matches!(act.event, Event::RunCompleted(_)));
    if completed && run.end.as_ref().is_some_and(|end| end.footer.starts_with("COMPLETE")) {
        prop_assert!(run.deferred().is_empty(), "each deferral is settled or waived");
        prop_assert!(run.left_at.is_none());
    }
    Ok(())
}

//! Rules about the path: what follows what.

use std::collections::HashMap;

use decklog_domain::runbook_text::{Diagnostic, Document, Pointer, SectionKind, Step};

use crate::diagnose::warning;

/// Steps in a row that nobody can keep in mind.
const WITHOUT_PAUSE: usize = 9;

/// Words of an answer that leads out when no other fits.
const WAYS_OUT: [&str; 10] = [
    "cannot tell",
    "can't tell",
    "do not know",
    "don't know",
    "unsure",
    "not sure",
    "unclear",
    "none of",
    "otherwise",
    "something else",
];

/// Which step can follow which.
pub(super) struct Flow {
    next: Vec<Vec<usize>>,
    /// In Rollback or Escalate: reached by a link or a button at any time.
    aside: Vec<bool>,
    /// Target of an answer: never reached by falling through.
    branch: Vec<bool>,
}

impl Flow {
    pub(super) fn of(document: &Document) -> Flow {
        let steps = &document.steps;
        let kind = |step: &Step| document.section_of(step).map(|s| s.kind);
        let aside: Vec<bool> = steps
            .iter()
            .map(|s| matches!(kind(s), Some(SectionKind::Rollback | SectionKind::Escalate)))
            .collect();
        let ids = ids(document);
        let target = |pointer: &Pointer| pointer.target.as_deref().and_then(|id| ids.get(id).copied());
        let mut branch = vec![false; steps.len()];
        for (from, step) in steps.iter().enumerate().filter(|(from, _)| !aside[*from]) {
            for at in step.decision.iter().flat_map(|d| &d.answers).filter_map(|answer| target(&answer.to)) {
                // An answer that leads to an earlier step is a way back.
                branch[at] |= at > from;
            }
        }
        // The step that falling through from each step leads to, found from the end.
        let mut falls: Vec<Option<usize>> = vec![None; steps.len()];
        let (mut main, mut beside): (Option<usize>, Option<usize>) = (None, None);
        for at in (0..steps.len()).rev() {
            if aside[at] {
                let same = beside.filter(|next| steps[*next].section == steps[at].section);
                falls[at] = same;
                beside = Some(at);
            } else {
                falls[at] = main;
                if !branch[at] {
                    main = Some(at);
                }
            }
        }
        let next = steps.iter().enumerate().map(|(at, step)| {
            let mut next: Vec<usize> = Vec::new();
            let answers = step.decision.iter().flat_map(|d| &d.answers).map(|a| &a.to);
            let timeout = step.approval.iter().filter_map(|a| a.timeout_to.as_ref());
            next.extend(
                answers
                    .chain(timeout)
                    .chain(&step.if_not)
                    .chain(&step.then)
                    .chain(&step.defer_to)
                    .filter_map(target),
            );
            let words = [step.abort_when.as_deref(), step.proceed_when.as_deref(), Some(&step.body)];
            next.extend(words.into_iter().flatten().flat_map(links).filter_map(|id| ids.get(id).copied()));
            if step.then.is_none() && step.decision.is_none() {
                next.extend(falls[at]);
            }
            next
        });
        Flow { next: next.collect(), aside, branch }
    }

    /// The steps that can come after any of these.
    pub(super) fn after(&self, from: &[usize]) -> Vec<bool> {
        let mut reached = vec![false; self.next.len()];
        let mut open: Vec<usize> = from.iter().flat_map(|at| self.next[*at].iter().copied()).collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reached[at], true) {
                open.extend(&self.next[at]);
            }
        }
        reached
    }

    /// The step is reached by a link or a button at any time.
    pub(super) fn is_aside(&self, step: usize) -> bool {
        self.aside[step]
    }
}

/// Step ids, and section ids as their first step.
fn ids(document: &Document) -> HashMap<&str, usize> {
    let mut ids = HashMap::new();
    for (at, step) in document.steps.iter().enumerate().rev() {
        if let Some(section) = document.section_of(step) {
            ids.insert(section.id.as_str(), at);
        }
    }
    ids.extend(document.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)));
    ids
}

/// Anchors of the in-page links in a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](#").skip(1).filter_map(|rest| rest.split(')').next())
}

/// Every decision has an answer for "none of these".
pub(super) fn decisions(document: &Document, found: &mut Vec<Diagnostic>) {
    for step in &document.steps {
        let Some(decision) = &step.decision else { continue };
        let leads_out = |label: &str| {
            let label = label.to_lowercase().replace('’', "'");
            WAYS_OUT.iter().any(|way| label.contains(way))
        };
        if !decision.answers.iter().any(|a| leads_out(&a.label)) {
            found.push(warning(
                "decision-without-way-out",
                (step.line, step.end_line),
                format!("\"{}\" has no answer for somebody who cannot tell.", step.title),
                "Add `- **Cannot tell within 5 min:** [heading](#heading)`.",
            ));
        }
    }
}

/// A branch says where it ends.
pub(super) fn branches(document: &Document, flow: &Flow, found: &mut Vec<Diagnostic>) {
    for (at, step) in document.steps.iter().enumerate() {
        if flow.branch[at] && !flow.aside[at] && step.then.is_none() && step.decision.is_none() {
            found.push(warning(
                "branch-falls-through",
                (step.line, step.end_line),
                format!("\"{}\" is reached by an answer and does not say what follows; the run goes on after the last of its sibling branches.", step.title),
                "Add `- **Then:** [heading](#heading)`.",
            ));
        }
    }
}

/// Every step of the phases can be reached from the first one.
pub(super) fn unreachable(document: &Document, flow: &Flow, found: &mut Vec<Diagnostic>) {
    let Some(first) = flow.aside.iter().position(|aside| !aside) else { return };
    let mut from: Vec<usize> = (0..flow.aside.len()).filter(|at| flow.aside[*at]).collect();
    from.push(first);
    let reached = flow.after(&from);
    for (at, step) in document.steps.iter().enumerate() {
        if at != first && !flow.aside[at] && !reached[at] {
            found.push(warning(
                "unreachable-step",
                (step.line, step.end_line),
                format!("No way leads to \"{}\".", step.title),
                "Link to it, or remove the `Then` that jumps over it.",
            ));
        }
    }
}

/// After at most nine steps somebody decides, approves or watches.
pub(super) fn pauses(document: &Document, flow: &Flow, found: &mut Vec<Diagnostic>) {
    let mut run = 0;
    for (at, step) in document.steps.iter().enumerate().filter(|(at, _)| !flow.aside[*at]) {
        let pause = step.decision.is_some()
            || step.approval.is_some()
            || step.wait.is_some()
            || step.reading.is_some();
        // A branch of its own is another way, not a further step.
        run = if pause || flow.branch[at] { 0 } else { run + 1 };
        if run == WITHOUT_PAUSE + 1 {
            found.push(warning(
                "no-pause",
                (step.line, step.end_line),
                "More than nine steps follow each other without a decision, an approval or a wait.",
                "Put in a step that looks at the state before going on.",
            ));
        }
    }
}

//! Which step comes after which.
//!
//! The main path is the steps of the phases in file order. Rollback and Escalate, and steps that an answer leads to, are
//! never reached by falling through: after a branch without `Then` the run goes to the first step after the last
//! sibling branch. A branch is the step that an answer links to, or all steps of the section it links to; an answer that
//! leads to an earlier step is a way back and makes no branch.

use std::collections::{BTreeSet, HashMap};

use super::Outcome;
use crate::runbook_text::{Document, Pointer, SectionKind, Step};

/// What comes after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// This step.
    Step(usize),
    /// The end of the path.
    End,
    /// The end of Rollback or Escalate: the person says where to resume.
    ExitEnd,
}

/// The paths of a document. Steps are indexes into `Document::steps`.
pub(crate) struct Path<'a> {
    document: &'a Document,
    by_id: HashMap<&'a str, usize>,
    /// For each step that an answer leads to: its branches, the narrowest first.
    branches_of: HashMap<usize, Vec<Branch>>,
}

#[derive(Debug, Clone, Copy)]
struct Branch {
    first: usize,
    last: usize,
    after_siblings: usize,
}

impl Branch {
    fn same_steps(&self, other: &Branch) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }
}

impl<'a> Path<'a> {
    pub(crate) fn new(document: &'a Document) -> Path<'a> {
        let by_id =
            document.steps.iter().enumerate().map(|(index, step)| (step.id.as_str(), index)).collect();
        let mut path = Path { document, by_id, branches_of: HashMap::new() };
        path.branches_of = path.branches();
        path
    }

    pub(crate) fn step(&self, index: usize) -> &'a Step {
        &self.document.steps[index]
    }

    pub(crate) fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub(crate) fn first(&self) -> Next {
        self.next_main(0)
    }

    /// The first step of the Rollback or Escalate section.
    pub(crate) fn first_of(&self, kind: SectionKind) -> Option<usize> {
        (0..self.document.steps.len()).find(|&index| self.section_kind(index) == Some(kind))
    }

    /// Where the run goes when a visit of `from` ends like this.
    pub(crate) fn after(&self, from: usize, outcome: Outcome, answer: Option<u32>) -> Next {
        let step = self.step(from);
        if outcome == Outcome::Failed {
            let elsewhere = step.if_not.as_ref().and_then(|pointer| self.target(pointer));
            return Next::Step(elsewhere.unwrap_or(from));
        }
        let chosen = step.decision.as_ref().zip(answer).and_then(|(decision, index)| {
            decision.answers.get(index as usize).and_then(|answer| self.target(&answer.to))
        });
        match chosen.or_else(|| step.then.as_ref().and_then(|pointer| self.target(pointer))) {
            Some(target) => Next::Step(target),
            None => self.fall_through(from),
        }
    }

    /// Every step that can come at or after `from` without going through Rollback, Escalate or the step `without`.
    pub(crate) fn reachable(&self, from: usize, without: Option<usize>) -> BTreeSet<usize> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(index) = open.pop() {
            if self.is_exit(index) || Some(index) == without || !seen.insert(index) {
                continue;
            }
            match &self.step(index).decision {
                Some(decision) => {
                    open.extend(decision.answers.iter().filter_map(|answer| self.target(&answer.to)))
                }
                None => {
                    if let Next::Step(next) = self.after(index, Outcome::Done, None) {
                        open.push(next);
                    }
                }
            }
        }
        seen
    }

    /// The path ahead when nothing unusual happens, `from` included: the first answer of each decision.
    pub(crate) fn ahead(&self, from: usize) -> Vec<usize> {
        let (mut path, mut next) = (Vec::new(), Next::Step(from));
        while let Next::Step(index) = next {
            if path.contains(&index) {
                break;
            }
            path.push(index);
            let answer = self.step(index).decision.is_some().then_some(0);
            next = self.after(index, Outcome::Done, answer);
        }
        path
    }

    pub(crate) fn target(&self, pointer: &Pointer) -> Option<usize> {
        let id = pointer.target.as_deref()?;
        self.index(id).or_else(|| self.steps_of_section(id).first().copied())
    }

    pub(crate) fn is_exit(&self, index: usize) -> bool {
        matches!(self.section_kind(index), Some(SectionKind::Rollback | SectionKind::Escalate))
    }

    /// Whether a step stands in a part that is followed at all.
    fn is_main(&self, index: usize) -> bool {
        !self.is_exit(index) && self.section_kind(index) != Some(SectionKind::Training)
    }

    fn section_kind(&self, index: usize) -> Option<SectionKind> {
        self.document.section_of(self.step(index)).map(|section| section.kind)
    }

    fn fall_through(&self, from: usize) -> Next {
        if self.is_exit(from) {
            let next = from + 1;
            let same = next < self.document.steps.len() && self.step(next).section == self.step(from).section;
            return if same { Next::Step(next) } else { Next::ExitEnd };
        }
        let mut next = from + 1;
        for branch in self.branches_of(from) {
            let within = |step: &usize| self.branches_of(*step).first().is_some_and(|b| b.same_steps(branch));
            if let Some(step) = (next..=branch.last).find(within) {
                return Next::Step(step);
            }
            next = next.max(branch.after_siblings);
        }
        self.next_main(next)
    }

    /// The first step at or after `index` that is reached by falling through.
    fn next_main(&self, index: usize) -> Next {
        let mut candidates = index..self.document.steps.len();
        let found = candidates.find(|step| self.is_main(*step) && self.branches_of(*step).is_empty());
        found.map_or(Next::End, Next::Step)
    }

    fn branches_of(&self, index: usize) -> &[Branch] {
        self.branches_of.get(&index).map_or(&[], Vec::as_slice)
    }

    fn branches(&self) -> HashMap<usize, Vec<Branch>> {
        let mut branches: HashMap<usize, Vec<Branch>> = HashMap::new();
        for (from, step) in self.document.steps.iter().enumerate().filter(|(from, _)| self.is_main(*from)) {
            let Some(decision) = &step.decision else { continue };
            let groups: Vec<Vec<usize>> =
                decision.answers.iter().map(|answer| self.group(&answer.to, from)).collect();
            let after_siblings = groups.iter().flatten().max().map_or(0, |last| last + 1);
            for group in &groups {
                let (Some(&first), Some(&last)) = (group.first(), group.last()) else { continue };
                let branch = Branch { first, last, after_siblings };
                for &index in group {
                    let of_step = branches.entry(index).or_default();
                    if !of_step.iter().any(|other| other.same_steps(&branch)) {
                        of_step.push(branch);
                    }
                }
            }
        }
        for of_step in branches.values_mut() {
            of_step.sort_by_key(|branch| branch.last - branch.first);
        }
        branches
    }

    /// The steps of the branch that a link begins: none when it leads back or off the main path.
    fn group(&self, pointer: &Pointer, from: usize) -> Vec<usize> {
        let Some(id) = pointer.target.as_deref() else { return Vec::new() };
        let steps = match self.index(id) {
            Some(index) => vec![index],
            None => self.steps_of_section(id),
        };
        let leads_on = steps.first().is_some_and(|first| *first > from && self.is_main(*first));
        if leads_on { steps } else { Vec::new() }
    }

    fn steps_of_section(&self, id: &str) -> Vec<usize> {
        let Some(section) = self.document.sections.iter().position(|section| section.id == id) else {
            return Vec::new();
        };
        (0..self.document.steps.len()).filter(|&index| self.step(index).section as usize == section).collect()
    }
}

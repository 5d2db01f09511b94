//! The words in which the story is told.

use std::collections::BTreeMap;

use decklog_domain::incident::{IncidentCommand, MilestoneCode};
use decklog_domain::run::{Done, RunCommand, Verdict};

use crate::Command;

/// One act: when, by whom, what.
pub(super) struct Act {
    pub(super) at: &'static str,
    pub(super) who: &'static str,
    pub(super) command: Command,
    /// Names of evidence handed over.
    pub(super) attach: Vec<&'static str>,
}

/// The one incident and the one run of the story.
const FIRST: &str = "1";

pub(super) fn act(at: &'static str, who: &'static str, command: Command) -> Act {
    Act { at, who, command, attach: Vec::new() }
}

impl Act {
    pub(super) fn with(mut self, file: &'static str) -> Act {
        self.attach.push(file);
        self
    }
}

fn incident(act: IncidentCommand) -> Command {
    Command::Incident { incident: FIRST.into(), act }
}

pub(super) fn run(act: RunCommand) -> Command {
    Command::Run { run: FIRST.into(), act }
}

pub(super) fn note(text: &str) -> Command {
    incident(IncidentCommand::Note { text: text.into(), at: None })
}

pub(super) fn note_for(at: &str, text: &str) -> Command {
    incident(IncidentCommand::Note { text: text.into(), at: Some(format!("{at} UTC")) })
}

pub(super) fn milestone(code: MilestoneCode, at: &str) -> Command {
    incident(IncidentCommand::Milestone { code, at: format!("{at} UTC") })
}

pub(super) fn resolve(criteria: &str) -> Command {
    incident(IncidentCommand::Resolve { criteria: Some(criteria.into()), override_why: None, at: None })
}

pub(super) fn done(saw: &str) -> Command {
    record(saw, &[])
}

pub(super) fn record(saw: &str, values: &[(&str, &str)]) -> Command {
    let saw = (!saw.is_empty()).then(|| saw.into());
    run(RunCommand::Done(Done { saw, set: map(values), all: true, ..Done::default() }))
}

pub(super) fn choose(answer: &str, saw: &str) -> Command {
    let saw = (!saw.is_empty()).then(|| saw.into());
    run(RunCommand::Done(Done { choose: Some(answer.into()), saw, ..Done::default() }))
}

pub(super) fn skip(why: &str) -> Command {
    run(RunCommand::Skip { why: why.into() })
}

pub(super) fn defer(why: &str) -> Command {
    run(RunCommand::Defer { why: why.into() })
}

/// Restarts, error rate in percent, 95th percentile of the latency in milliseconds.
pub(super) fn reading(values: [&str; 3], note: &str) -> Command {
    let [restarts, errors, latency] = values;
    let values = map(&[("restarts", restarts), ("error rate", errors), ("p95 latency ms", latency)]);
    run(RunCommand::TakeReading { values, note: (!note.is_empty()).then(|| note.into()) })
}

pub(super) fn approve(why: &str) -> Command {
    run(RunCommand::DecideApproval { decision: Verdict::Approved, why: Some(why.into()), known: None })
}

pub(super) fn back(to: &str) -> Command {
    run(RunCommand::Back { to: Some(to.into()) })
}

/// Words in the first draft of the postmortem.
pub(super) fn write(section: &str, text: &str) -> Command {
    Command::EditPostmortem {
        incident: FIRST.into(),
        section: section.into(),
        text: text.into(),
        draft: 1,
        was: None,
    }
}

pub(super) fn map(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

//! The current step of a run.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use decklog_domain::event::BlobHash;
use decklog_domain::run::{ApprovalState, Current, ReadingTaken, Run, Verdict};
use decklog_domain::runbook_text::{
    Approval, CommandBlock, CommandClass, Document, EvidenceField, Pointer, Reading, RecordField, Step,
    abort_target, readings_wanted,
};
use decklog_domain::time::{instant, read_instant};
use decklog_runbook::html::safe_phrase;
use decklog_runbook::step_text::{self, Part};
use decklog_store::Snapshot;
use serde::Serialize;
use ts_rs::TS;

use decklog_runbook::fill::words;

use super::Names;
use super::run::{RunSummary, known_variables, summary};
use crate::AppError;
use crate::execute::approval::content;
use crate::execute::linked;

/// The current step as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StepView {
    /// Its id.
    pub id: String,
    /// Which visit of it.
    pub visit: u32,
    /// Its title.
    pub title: String,
    /// Title of its section.
    pub phase: String,
    /// Who does it.
    pub role: Option<String>,
    /// Its text as Markdown.
    pub body: String,
    /// The same in reading order: prose, commands, sub-items.
    pub parts: Vec<StepPart>,
    /// Its commands, filled with the values that are known.
    pub commands: Vec<CommandView>,
    /// Its sub-items.
    pub tasks: Vec<TaskView>,
    /// The question of a decision.
    pub question: Option<String>,
    /// The question as safe HTML.
    pub question_html: Option<String>,
    /// The answers of a decision.
    pub answers: Vec<AnswerView>,
    /// What one should see.
    pub expect: Vec<String>,
    /// The same as safe HTML.
    pub expect_html: Vec<String>,
    /// What to do, or where to go, when it is not so.
    pub if_not: Option<String>,
    /// The same as safe HTML.
    pub if_not_html: Option<String>,
    /// Values to write down.
    pub records: Vec<RecordField>,
    /// What to attach.
    pub evidence: Vec<EvidenceField>,
    /// Since when the step is current: UTC.
    pub since: String,
    /// Not before: UTC, for a step that waits.
    pub earliest: Option<String>,
    /// Not after: UTC.
    pub latest: Option<String>,
    /// The approval it needs.
    pub approval: Option<ApprovalView>,
    /// What is read during it.
    pub reading: Option<ReadingView>,
    /// Where its rule to abort leads.
    pub abort_to: Option<String>,
    /// The runbook that it calls.
    pub child: Option<ChildView>,
    /// What is to be typed before the step is done, for a dangerous one.
    pub confirm: Option<String>,
    /// It cannot be put off.
    pub strict: bool,
    /// Labels whose text is shown and confirmed plainly: label and words.
    pub shown: Vec<(String, String)>,
    /// Their words as safe HTML, in the same order.
    pub shown_html: Vec<String>,
    /// Variables that have no value yet.
    pub missing: Vec<String>,
}

/// The approval that a step needs, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ApprovalView {
    /// Who may approve, as written.
    pub role: String,
    /// The operator of the run may not.
    pub not_operator: bool,
    /// How many distinct people must.
    pub count: u32,
    /// Where the request stands; none while nobody has asked.
    pub state: Option<ApprovalState>,
    /// When it was asked for: UTC.
    pub asked: Option<String>,
    /// When the text offers another way: UTC, once it was asked for.
    pub timeout: Option<String>,
    /// That way.
    pub timeout_to: Option<Pointer>,
    /// What was decided, in order.
    pub decisions: Vec<DecisionView>,
}

/// What one person decided.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "ApprovalDecisionView")]
pub struct DecisionView {
    /// Name of the person.
    pub by: String,
    /// When: UTC.
    pub when: String,
    /// What.
    pub decision: Verdict,
    /// Why.
    pub why: Option<String>,
    /// How it is known, when the person did not type it.
    pub known: Option<String>,
}

/// What is read during an observation.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReadingView {
    /// Seconds from one reading to the next.
    pub every_s: u32,
    /// How many the rule to proceed asks for.
    pub wanted: Option<u32>,
    /// When the next one is due: UTC.
    pub due: String,
    /// What is read.
    pub fields: Vec<RecordField>,
    /// What was read so far, in order.
    pub taken: Vec<ReadingTaken>,
}

/// The runbook that a step calls.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ChildView {
    /// Words of the link.
    pub title: String,
    /// Relative path as written.
    pub path: String,
    /// Short name of the runbook in the library.
    pub slug: Option<String>,
    /// Why it cannot be started, when the library does not have it.
    pub problem: Option<String>,
    /// Values handed over, filled.
    pub with: BTreeMap<String, String>,
    /// The runs that this visit called for, the first started first.
    pub runs: Vec<RunSummary>,
}

/// A command as shown and copied.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CommandView {
    /// Language of the fence.
    pub lang: String,
    /// What it does.
    pub class: Option<CommandClass>,
    /// At most so many seconds.
    pub timeout_s: Option<u32>,
    /// The text, filled; as written while a value is missing.
    pub text: String,
    /// Where the values stand in `text`: UTF-16 offsets, begin and one past the end.
    pub marks: Vec<(u32, u32)>,
    /// Variables that have no value yet.
    pub missing: Vec<String>,
    /// Variables whose value cannot stand in this command, with the reason.
    pub refused: Vec<(String, String)>,
}

/// A sub-item as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TaskView {
    /// Its text as Markdown.
    pub text: String,
    /// The same as safe HTML.
    pub html: String,
    /// It may be left open.
    pub optional: bool,
    /// It was confirmed.
    pub ticked: bool,
}

/// A stretch of a step's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum StepPart {
    /// Words.
    Prose {
        /// Safe HTML.
        html: String,
    },
    /// A command.
    Command {
        /// Its index in `commands`.
        index: u32,
    },
    /// Sub-items.
    Tasks {
        /// Index of the first in `tasks`.
        from: u32,
        /// One past the last.
        to: u32,
    },
}

/// One way on from a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AnswerView {
    /// The answer.
    pub label: String,
    /// The same as safe HTML.
    pub html: String,
    /// Where it leads.
    pub to: Pointer,
}

/// The step that a run stands at.
pub(super) fn current_step(
    snapshot: &Snapshot<'_>,
    run: &Run,
    document: &Document,
    values: &BTreeMap<String, String>,
    people: &Names,
) -> Result<Option<StepView>, AppError> {
    let hash =
        content(run, document, values)?.map(|bytes| BlobHash(decklog_journal::Hash::of(&bytes).to_string()));
    let Some(mut step) = shown_step(run, document, values, people, hash.as_ref()) else { return Ok(None) };
    step.child = child(snapshot, run, document, values, people)?;
    Ok(Some(step))
}

fn shown_step(
    run: &Run,
    document: &Document,
    values: &BTreeMap<String, String>,
    people: &Names,
    content: Option<&BlobHash>,
) -> Option<StepView> {
    let current = run.current.as_ref()?;
    let step = document.step(&current.at.step)?;
    let known = known_variables(document);
    let commands: Vec<CommandView> =
        step.commands.iter().map(|block| command(block, values, &known)).collect();
    let missing: BTreeSet<String> = commands.iter().flat_map(|command| command.missing.clone()).collect();
    let words = |text: &str| words(text, values);
    let html = |text: &str| safe_phrase(text, &words);
    let since = read_instant(&current.since)?;
    let after = |seconds: u32| instant(since + Duration::seconds(i64::from(seconds)));
    let task = |(i, task): (usize, &decklog_domain::runbook_text::Task)| TaskView {
        text: words(&task.text),
        html: html(&task.text),
        optional: task.optional,
        ticked: current.ticked.contains(&(i as u32)),
    };
    let answer = |answer: &decklog_domain::runbook_text::Answer| AnswerView {
        label: answer.label.clone(),
        html: html(&answer.label),
        to: answer.to.clone(),
    };
    let question = step.decision.as_ref().map(|decision| decision.question.as_str());
    let if_not = step.if_not.as_ref().map(|pointer| pointer.text.as_str());
    let shown = shown(step);
    Some(StepView {
        id: step.id.clone(),
        visit: current.at.visit,
        title: words(&step.title),
        phase: document.section_of(step).map(|section| section.title.clone()).unwrap_or_default(),
        role: step.role.clone(),
        body: words(&step.body),
        parts: step_text::parts(&step.body, commands.len(), step.tasks.len(), &words)
            .into_iter()
            .map(StepPart::from)
            .collect(),
        commands,
        tasks: step.tasks.iter().enumerate().map(task).collect(),
        question: question.map(words),
        question_html: question.map(html),
        answers: step.decision.iter().flat_map(|decision| &decision.answers).map(answer).collect(),
        expect: step.expect.iter().map(|text| words(text)).collect(),
        expect_html: step.expect.iter().map(|text| html(text)).collect(),
        if_not: if_not.map(words),
        if_not_html: if_not.map(html),
        records: step.records.clone(),
        evidence: step.evidence.clone(),
        since: current.since.clone(),
        earliest: step.wait.map(|wait| after(wait.min_s)),
        latest: step.wait.and_then(|wait| wait.max_s).map(after),
        approval: step.approval.as_ref().map(|asked| approval(run, asked, people, content)),
        reading: step.reading.as_ref().map(|read| reading(read, step, current)),
        abort_to: step.abort_when.as_deref().and_then(abort_target).map(str::to_owned),
        child: None,
        confirm: step.danger.as_ref().map(|danger| danger.target(&words)),
        strict: step.strict,
        shown_html: shown.iter().map(|(_, text)| html(text)).collect(),
        shown: shown.into_iter().map(|(label, text)| (label.into(), words(&text))).collect(),
        missing: missing.into_iter().collect(),
    })
}

/// The runbook that the current step calls, and what became of it.
fn child(
    snapshot: &Snapshot<'_>,
    run: &Run,
    document: &Document,
    values: &BTreeMap<String, String>,
    people: &Names,
) -> Result<Option<ChildView>, AppError> {
    let at = run.current.as_ref().map(|current| &current.at);
    let Some((at, reference)) = at.and_then(|at| Some((at, document.step(&at.step)?.run.as_ref()?))) else {
        return Ok(None);
    };
    let (slug, problem) = match linked(snapshot, run.runbook.as_str(), &reference.path) {
        Ok(row) => (Some(row.slug), None),
        Err(AppError::Refused(refusal)) => (None, Some(refusal.message)),
        Err(error) => return Err(error),
    };
    let below = snapshot.runs_below(run.id.as_str(), &at.step, at.visit)?;
    let runs: Result<Vec<RunSummary>, AppError> =
        below.into_iter().map(|row| summary(snapshot, row, people)).collect();
    Ok(Some(ChildView {
        title: reference.title.clone(),
        path: reference.path.clone(),
        slug,
        problem,
        with: reference.with.iter().map(|(name, text)| (name.clone(), words(text, values))).collect(),
        runs: runs?,
    }))
}

fn approval(run: &Run, asked: &Approval, people: &Names, content: Option<&BlobHash>) -> ApprovalView {
    let request = run.approval();
    let timeout = request.zip(asked.timeout_s).and_then(|(request, seconds)| {
        Some(instant(read_instant(&request.asked)? + Duration::seconds(i64::from(seconds))))
    });
    let decision = |made: &decklog_domain::run::ApprovalDecision| DecisionView {
        by: people.of_id(&made.by),
        when: made.when.clone(),
        decision: made.decision,
        why: made.why.clone(),
        known: made.known.clone(),
    };
    ApprovalView {
        role: asked.role.clone(),
        not_operator: asked.not_operator,
        count: asked.count.max(1),
        state: request.map(|request| request.state(content)),
        asked: request.map(|request| request.asked.clone()),
        timeout,
        timeout_to: asked.timeout_to.clone(),
        decisions: request.into_iter().flat_map(|request| &request.decisions).map(decision).collect(),
    }
}

/// When the next reading of a step is due: UTC; none when it asks for no readings.
pub(super) fn reading_due(step: &Step, current: &Current) -> Option<String> {
    let last = current.readings.last().map_or(&current.since, |taken| &taken.when);
    Some(instant(read_instant(last)? + Duration::seconds(i64::from(step.reading.as_ref()?.every_s))))
}

fn reading(read: &Reading, step: &Step, current: &Current) -> ReadingView {
    ReadingView {
        every_s: read.every_s,
        wanted: step.proceed_when.as_deref().and_then(readings_wanted),
        due: reading_due(step, current).unwrap_or_else(|| current.since.clone()),
        fields: read.values.clone(),
        taken: current.readings.clone(),
    }
}

fn command(block: &CommandBlock, values: &BTreeMap<String, String>, known: &BTreeSet<String>) -> CommandView {
    let filled = decklog_runbook::fill::fill(&block.text, &block.lang, values, known);
    CommandView {
        lang: block.lang.clone(),
        class: block.class,
        timeout_s: block.timeout_s,
        marks: utf16(&filled.text, &filled.marks),
        text: filled.text,
        missing: filled.missing,
        refused: filled.refused,
    }
}

/// Byte ranges of a text, in order, as UTF-16 offsets: what a window counts in.
fn utf16(text: &str, ranges: &[std::ops::Range<usize>]) -> Vec<(u32, u32)> {
    let (mut at, mut units) = (0, 0u32);
    let mut offset = |to: usize| {
        units += text[at..to].encode_utf16().count() as u32;
        at = to;
        units
    };
    ranges.iter().map(|range| (offset(range.start), offset(range.end))).collect()
}

impl From<Part> for StepPart {
    fn from(part: Part) -> StepPart {
        match part {
            Part::Prose(html) => StepPart::Prose { html },
            Part::Command(index) => StepPart::Command { index: index as u32 },
            Part::Tasks(range) => StepPart::Tasks { from: range.start as u32, to: range.end as u32 },
        }
    }
}

/// Labels that are shown as text.
fn shown(step: &Step) -> Vec<(&'static str, String)> {
    let mut shown = Vec::new();
    if let Some(danger) = &step.danger {
        shown.push(("Danger", danger.consequence.clone()));
    }
    if step.strict {
        shown.push(("Gate", "strict: it cannot be put off".into()));
    }
    let texts = [("Proceed when", &step.proceed_when), ("Abort when", &step.abort_when)];
    shown.extend(texts.into_iter().filter_map(|(label, text)| Some((label, text.clone()?))));
    shown.extend(step.tell.iter().map(|whom| ("Tell", whom.clone())));
    shown.extend(step.defer_to.iter().map(|pointer| ("Defer to", pointer.text.clone())));
    shown.extend(step.then.iter().map(|pointer| ("Then", pointer.text.clone())));
    shown.extend(step.unread.iter().map(|text| ("", text.clone())));
    shown
}

#[cfg(test)]
mod tests {
    use super::utf16;

    #[test]
    fn a_window_counts_in_utf16() {
        let text = "é 🦀 a b";
        let at = text.find("a b").unwrap_or_default();
        assert_eq!(utf16(text, &[0..2, at..at + 3]), [(0, 1), (5, 8)]);
    }
}

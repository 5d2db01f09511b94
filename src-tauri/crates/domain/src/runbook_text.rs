//! How a runbook's text was read: sections, steps and their fields.
//!
//! The parser in `decklog-runbook` produces a [`Document`]; a run freezes it as a blob beside the bytes, so a run and
//! a report never parse again. Every line number is 1-based and inclusive; byte ranges are half-open and count in the
//! stored bytes, not in a normalised copy.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One Markdown file as read by the parser. Losing nothing: text that is no step stays in `intro`, in a section's
/// `context` or in a step's `body`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Document {
    /// Version of the reading rules that made this document.
    pub parser: u32,
    /// Whether `runbook: 1` was declared (fields are read) or the file is anybody's Markdown.
    pub format: Format,
    /// What the file is.
    pub class: Class,
    /// Front matter title, else the first H1, else the file name. Never empty.
    pub title: String,
    /// Front matter as read; unknown keys are kept in `meta.other`.
    pub meta: Meta,
    /// Markdown between the title and the first section.
    pub intro: String,
    /// Sections in file order.
    pub sections: Vec<Section>,
    /// Declared inputs, in table order.
    pub inputs: Vec<Input>,
    /// All steps in file order, those of Rollback and Escalate included.
    pub steps: Vec<Step>,
    /// Questions for practice, in file order.
    pub training: Vec<Question>,
    /// What the reader wants to tell the author.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a file declares itself in the runbook language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// `runbook: 1` in the front matter: the field list is read.
    Native,
    /// Any other Markdown: steps are found by rules, fields are not read.
    Foreign,
}

/// What a file is, as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It has steps to follow.
    Runbook,
    /// Mostly links to other files.
    Index,
    /// A report of something that happened.
    Postmortem,
    /// Text to read.
    Document,
    /// Nothing, not text, or too large to read (over 2 MiB).
    Empty,
}

/// Front matter of a runbook. Every key is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Meta {
    /// Stable identity across renames, when the author gave one.
    pub id: Option<String>,
    /// `runbook`, `playbook` or `template`.
    pub kind: Option<String>,
    /// The author's own version label; the app's version is the hash of the bytes.
    pub version: Option<String>,
    /// `draft`, `published` or `retired`.
    pub status: Option<String>,
    /// Who keeps the text right.
    pub owner: Option<String>,
    /// Severity it is written for.
    pub severity: Option<String>,
    /// Services it is about.
    pub services: Vec<String>,
    /// Alerts that lead here.
    pub alerts: Vec<String>,
    /// Roles it needs.
    pub roles: Vec<String>,
    /// How long it usually takes, as written.
    pub estimate: Option<String>,
    /// Day of the last review, `YYYY-MM-DD`.
    pub reviewed: Option<String>,
    /// Days between reviews.
    pub review_every_days: Option<u32>,
    /// Free tags.
    pub tags: Vec<String>,
    /// Pass mark of the training quiz, percent.
    pub training_pass: Option<u32>,
    /// Keys this version does not know, as text.
    pub other: BTreeMap<String, String>,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Table of inputs.
    Inputs,
    /// At most three actions that come first.
    Immediate,
    /// A phase of the main path.
    Phase,
    /// Reached by link or by the always-present button, never by falling through.
    Rollback,
    /// As Rollback.
    Escalate,
    /// Links and further reading.
    References,
    /// Questions for practice.
    Training,
    /// Text that is read, not followed.
    Context,
}

/// A heading with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Section {
    /// The heading's anchor as forges make it, unique in the file; empty for text before any heading.
    pub id: String,
    /// Heading text without markup; empty for text before any heading.
    pub title: String,
    /// What it is for.
    pub kind: SectionKind,
    /// First line (the heading).
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// Markdown of the section that is no step.
    pub context: String,
    /// GFM alerts in that text: they join "still in force" when the section is entered.
    pub notes: Vec<Note>,
}

/// One thing to do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Step {
    /// The heading's anchor, or the author's `<!-- id: x -->`; for items a slug of the text. Unique in the file.
    pub id: String,
    /// First sentence, at most 110 characters, without markup, never empty.
    pub title: String,
    /// Index into `Document::sections`.
    pub section: u32,
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First byte in the stored file.
    pub start: u32,
    /// One past the last byte in the stored file.
    pub end: u32,
    /// Markdown of the step without its heading and without the fields that were read: what the person sees. For a
    /// list item the whole item without its mark and indentation, the words of the title included.
    pub body: String,
    /// May be left out without a word.
    pub optional: bool,
    /// Who does it, as written.
    pub role: Option<String>,
    /// A choice between ways on.
    pub decision: Option<Decision>,
    /// Somebody must agree first.
    pub approval: Option<Approval>,
    /// How long to watch.
    pub wait: Option<Wait>,
    /// Values to read at intervals.
    pub reading: Option<Reading>,
    /// When to go on, as written.
    pub proceed_when: Option<String>,
    /// When to stop, as written (it may hold a link).
    pub abort_when: Option<String>,
    /// What one should see; the person answers matched or not matched.
    pub expect: Vec<String>,
    /// Where to go when it does not match, or what to do.
    pub if_not: Option<Pointer>,
    /// Values to write down.
    pub records: Vec<RecordField>,
    /// What to attach.
    pub evidence: Vec<EvidenceField>,
    /// A child runbook.
    pub run: Option<Reference>,
    /// Whom to tell.
    pub tell: Vec<String>,
    /// Where the run goes after this step.
    pub then: Option<Pointer>,
    /// Where a deferral is settled.
    pub defer_to: Option<Pointer>,
    /// The step cannot be left pending.
    pub strict: bool,
    /// Headings whose notes are no longer in force.
    pub clears: Vec<Pointer>,
    /// What breaks, and what to type to confirm.
    pub danger: Option<Danger>,
    /// Commands in file order.
    pub commands: Vec<CommandBlock>,
    /// Sub-items, each confirmed.
    pub tasks: Vec<Task>,
    /// GFM alerts: in force until cleared.
    pub notes: Vec<Note>,
    /// Field list items that were not read; `body` shows them too.
    pub unread: Vec<String>,
}

/// A link to a step or section of the same file, or plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pointer {
    /// The words of the link, or the whole text when there is no link.
    pub text: String,
    /// Step or section id the link leads to; `None` when it is text only or leads nowhere.
    pub target: Option<String>,
}

/// A question with ways on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// The question.
    pub question: String,
    /// Two or more answers.
    pub answers: Vec<Answer>,
}

/// One way on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DecisionAnswer")]
pub struct Answer {
    /// The answer, without its colon.
    pub label: String,
    /// Where it leads.
    pub to: Pointer,
}

/// Who must agree before the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Approval {
    /// Role that may approve, as written.
    pub role: String,
    /// The operator of the run may not approve.
    pub not_operator: bool,
    /// How many distinct people.
    pub count: u32,
    /// Seconds to wait before `timeout_to`.
    pub timeout_s: Option<u32>,
    /// Where to go when nobody answers.
    pub timeout_to: Option<Pointer>,
}

/// An observation window, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Wait {
    /// At least this long.
    pub min_s: u32,
    /// At most this long.
    pub max_s: Option<u32>,
}

/// Values read at an interval during an observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reading {
    /// Seconds between readings.
    pub every_s: u32,
    /// What to read.
    pub values: Vec<RecordField>,
}

/// A value with a name and a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordField {
    /// Variable name.
    pub name: String,
    /// Type of the value.
    #[serde(flatten)]
    pub kind: ValueKind,
    /// What to ask, may be empty.
    pub prompt: String,
}

/// Type of a value a person gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ValueKind {
    /// Any single line.
    Text,
    /// Decimal number.
    Number,
    /// Decimal number, a percent sign allowed.
    Percent,
    /// `90s`, `15 min`, `2 h`.
    Duration,
    /// An instant as `incident note --at` reads it.
    Time,
    /// One of the given words.
    Choice {
        /// The words.
        choices: Vec<String>,
    },
    /// An http or https address.
    Url,
    /// Where a secret is kept; the secret itself is never stored.
    SecretReference,
}

/// Kind of evidence asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceField {
    /// `output`, `screenshot`, `file`, `note` or `link`.
    pub kind: String,
    /// The step asks for it before it is done.
    pub required: bool,
}

/// A child runbook with the values passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reference {
    /// Words of the link.
    pub title: String,
    /// Relative path as written.
    pub path: String,
    /// Values handed over: name of the child's input to a text that may hold variables.
    pub with: BTreeMap<String, String>,
}

/// A dangerous step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Danger {
    /// What it does.
    pub consequence: String,
    /// What must be typed (may hold variables); without one the word `yes`.
    pub confirm: Option<String>,
}

/// What a command does to the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CommandClass {
    /// It only looks.
    Read,
    /// It changes something.
    Change,
    /// It cannot be taken back.
    Destroy,
}

/// A fence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommandBlock {
    /// Language word of the fence, may be empty.
    pub lang: String,
    /// What it does, when the fence says so.
    pub class: Option<CommandClass>,
    /// `timeout=` in seconds.
    pub timeout_s: Option<u32>,
    /// `host=`.
    pub host: Option<String>,
    /// The text between the fences, without the final newline.
    pub text: String,
    /// Line of the opening fence.
    pub line: u32,
}

/// A task-list item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Task {
    /// Its text as Markdown.
    pub text: String,
    /// Marked `*(optional)*`.
    pub optional: bool,
    /// Its line.
    pub line: u32,
}

/// A GFM alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Note {
    /// `note`, `tip`, `important`, `warning` or `caution`.
    pub kind: String,
    /// Its Markdown without the quote marks.
    pub text: String,
}

/// A declared input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Input {
    /// Variable name.
    pub name: String,
    /// Type of the value.
    #[serde(flatten)]
    pub kind: ValueKind,
    /// The run asks for it at its start.
    pub required: bool,
    /// Value when none is given.
    pub default: Option<String>,
    /// Explanation.
    pub notes: String,
}

/// A question of the training section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Question {
    /// The question, without markup.
    pub question: String,
    /// What to choose from, in file order.
    pub options: Vec<QuizOption>,
    /// The explanation as Markdown; it begins with the names of the right options.
    pub answer: String,
    /// Line of its heading.
    pub line: u32,
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuizOption {
    /// Its words, without markup.
    pub text: String,
    /// The answer names it, by its letter (`A:`) or by its words.
    pub right: bool,
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Worth knowing.
    Hint,
    /// Should be mended.
    Warning,
    /// The text does not say what it seems to say.
    Error,
}

/// One finding about the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Diagnostic {
    /// Stable name, e.g. `field-not-read`.
    pub code: String,
    /// How serious.
    pub level: Level,
    /// Where it begins.
    pub line: u32,
    /// Where it ends.
    pub end_line: u32,
    /// What is wrong.
    pub message: String,
    /// What to do, may be empty.
    pub fix: String,
}

impl Document {
    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The section a step belongs to.
    pub fn section_of(&self, step: &Step) -> Option<&Section> {
        self.sections.get(step.section as usize)
    }
}

/// The step or section of the same file that a rule to abort links to: `restarts rise, see [Call](#call-for-help)`.
pub fn abort_target(rule: &str) -> Option<&str> {
    let (_, link) = rule.split_once("](#")?;
    link.split_once(')').map(|(id, _)| id)
}

/// How many readings a rule to proceed asks for: `… in three readings`, `… in 3 readings`. `None` when it says none.
pub fn readings_wanted(rule: &str) -> Option<u32> {
    const NUMBERS: [&str; 10] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let words: Vec<String> = rule
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let number = |word: &String| match NUMBERS.iter().position(|name| name == word) {
        Some(index) => Some(index as u32 + 1),
        None => word.parse().ok(),
    };
    words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.starts_with("reading"))
        .find_map(|(at, _)| words[at.saturating_sub(3)..at].iter().rev().find_map(number))
}

impl Danger {
    /// What is to be typed; `fill` puts values into a text.
    pub fn target(&self, fill: &dyn Fn(&str) -> String) -> String {
        self.confirm.as_deref().map_or_else(|| "yes".to_owned(), fill)
    }
}

impl Step {
    /// The kinds of this step, a set in a fixed order: `decision`, `approval`, `wait`, `reading`, `record`, `evidence`,
    /// `run`, `danger`, `command`, `tasks`.
    pub fn kinds(&self) -> Vec<&'static str> {
        let set = [
            ("decision", self.decision.is_some()),
            ("approval", self.approval.is_some()),
            ("wait", self.wait.is_some()),
            ("reading", self.reading.is_some()),
            ("record", !self.records.is_empty()),
            ("evidence", !self.evidence.is_empty()),
            ("run", self.run.is_some()),
            ("danger", self.danger.is_some()),
            ("command", !self.commands.is_empty()),
            ("tasks", !self.tasks.is_empty()),
        ];
        set.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
    }
}

#![allow(clippy::unwrap_used, clippy::panic)]
//! Small documents and runs for the tests of this module.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use super::{At, Done, Frozen, Grounds, Run, RunCommand, decide, start};
use crate::event::{BlobHash, Event, Evidence, Recorded, in_force};
use crate::runbook_text::{
    Answer, Approval, Class, Danger, Decision, Document, EvidenceField, Format, Input, Meta, Note, Pointer,
    Reading, RecordField, Section, SectionKind, Step, Task, ValueKind, Wait,
};
use crate::{Context, Id, Refusal, RefusalCode};

/// Reads a document from lines: `# heading` begins a section (`immediate`, `rollback`, `escalate`, `training`, else a
/// phase; a final `!` gives it a note in force); any other line is a step: its id, then
/// `? a b` answers that lead to `a` and `b`, `> a` then `a`, `~ a` if not `a`, `x a` clears `a`, `= a` records `a`,
/// `[] 2` two sub-items, `+` required evidence, `!` a note in force, `!!` danger (type its id),
/// `strict` a gate, `ok` the approval of two who are not the operator (in 10 min, then `help`), `read` readings (three,
/// abort to `help`), `wait 60 120` an observation.
pub(crate) fn document(lines: &[&str]) -> Document {
    let mut document = Document {
        parser: 1,
        format: Format::Native,
        class: Class::Runbook,
        title: "Test".into(),
        meta: Meta::default(),
        intro: String::new(),
        sections: Vec::new(),
        inputs: Vec::new(),
        steps: Vec::new(),
        training: Vec::new(),
        diagnostics: Vec::new(),
    };
    for line in lines {
        match line.strip_prefix("# ") {
            Some(heading) => document.sections.push(section(heading)),
            None => {
                if document.sections.is_empty() {
                    document.sections.push(section("main"));
                }
                let section = document.sections.len() as u32 - 1;
                document.steps.push(Step { section, ..step(line) });
            }
        }
    }
    document
}

fn section(heading: &str) -> Section {
    let (id, has_note) = match heading.strip_suffix(" !") {
        Some(id) => (id, true),
        None => (heading, false),
    };
    let kind = match id {
        "immediate" => SectionKind::Immediate,
        "rollback" => SectionKind::Rollback,
        "escalate" => SectionKind::Escalate,
        "training" => SectionKind::Training,
        _ => SectionKind::Phase,
    };
    let (id, title, notes) = (id.to_string(), id.to_string(), if has_note { vec![note()] } else { vec![] });
    Section { id, title, kind, line: 1, end_line: 1, context: String::new(), notes }
}

fn note() -> Note {
    Note { kind: "warning".into(), text: "mind this".into() }
}

/// A required input of text.
pub(crate) fn input(name: &str) -> Input {
    let name = name.into();
    Input { name, kind: ValueKind::Text, required: true, default: None, notes: String::new() }
}

pub(crate) fn pointer(to: &str) -> Pointer {
    Pointer { text: to.into(), target: Some(to.into()) }
}

fn step(line: &str) -> Step {
    let mut words = line.split_whitespace();
    let id = words.next().unwrap_or_default().to_string();
    let mut step = Step { title: id.clone(), id, ..Step::default() };
    let mut mark = "";
    let mut numbers = Vec::new();
    for word in words {
        match word {
            "?" => step.decision = Some(Decision { question: "which?".into(), answers: Vec::new() }),
            "+" => step.evidence.push(EvidenceField { kind: "output".into(), required: true }),
            "!" => step.notes.push(note()),
            "!!" => {
                step.danger = Some(Danger { consequence: "it breaks".into(), confirm: Some(step.id.clone()) })
            }
            "strict" => step.strict = true,
            "ok" => {
                let timeout_to = Some(pointer("help"));
                let approval = Approval {
                    role: "lead".into(),
                    not_operator: true,
                    count: 2,
                    timeout_s: Some(600),
                    timeout_to,
                };
                step.approval = Some(approval);
            }
            "read" => {
                let field =
                    RecordField { name: "errors".into(), kind: ValueKind::Number, prompt: String::new() };
                step.reading = Some(Reading { every_s: 60, values: vec![field] });
                step.proceed_when = Some("no errors in three readings".into());
                step.abort_when = Some("errors rise, see [help](#help)".into());
            }
            ">" | "~" | "x" | "=" | "[]" | "wait" => {}
            word => {
                match mark {
                    "?" => {
                        let answer = Answer { label: format!("to {word}"), to: pointer(word) };
                        step.decision.as_mut().unwrap().answers.push(answer);
                    }
                    ">" => step.then = Some(pointer(word)),
                    "~" => step.if_not = Some(pointer(word)),
                    "x" => step.clears.push(pointer(word)),
                    "=" => step.records.push(RecordField {
                        name: word.into(),
                        kind: ValueKind::Number,
                        prompt: String::new(),
                    }),
                    "[]" => {
                        let task = Task { text: "do it".into(), optional: false, line: 1 };
                        step.tasks = vec![task; word.parse().unwrap()];
                    }
                    "wait" => numbers.push(word.parse().unwrap()),
                    other => panic!("`{other}` before `{word}`"),
                }
                continue;
            }
        }
        mark = word;
    }
    if let Some(&min_s) = numbers.first() {
        step.wait = Some(Wait { min_s, max_s: numbers.get(1).copied() });
    }
    step
}

pub(crate) fn id(n: u64) -> Id {
    Id::v7(n, [0; 10])
}

pub(crate) const OPERATOR: u64 = 1;
pub(crate) const COLLEAGUE: u64 = 2;

/// A run as it is acted on, one command after the other.
#[derive(Clone)]
pub(crate) struct Tale {
    /// Hash of what an approval would be about.
    pub(crate) content: Option<BlobHash>,
    pub(crate) document: Document,
    pub(crate) acts: Vec<Recorded>,
    pub(crate) now: DateTime<Utc>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) actor: u64,
}

impl Tale {
    pub(crate) fn of(lines: &[&str]) -> Tale {
        Tale::over(document(lines))
    }

    pub(crate) fn over(document: Document) -> Tale {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut tale =
            Tale { content: None, document, acts: Vec::new(), now, evidence: Vec::new(), actor: OPERATOR };
        let hash = BlobHash("00".repeat(32));
        let frozen = Frozen { runbook: id(3), revision: 1, source: hash.clone(), document_hash: hash };
        let event =
            start(&frozen, &tale.document, &BTreeMap::new(), None, false, None, &tale.context()).unwrap();
        tale.record(event);
        tale
    }

    pub(crate) fn context(&self) -> Context {
        Context {
            now: self.now,
            zone: Tz::UTC,
            actor: id(self.actor),
            new_id: id(4),
            next_number: 1,
            evidence: self.evidence.clone(),
        }
    }

    fn record(&mut self, event: Event) {
        let lam = self.acts.len() as u64 + 1;
        let at = crate::time::instant(self.now);
        self.acts.push(Recorded { id: id(100 + lam), lam, at, actor: id(self.actor), event });
    }

    /// What follows is done by somebody else.
    pub(crate) fn by(&mut self, actor: u64) -> &mut Tale {
        self.actor = actor;
        self
    }

    pub(crate) fn later(&mut self, seconds: i64) -> &mut Tale {
        self.now += Duration::seconds(seconds);
        self
    }

    /// What follows hands over a file.
    pub(crate) fn with_evidence(&mut self) -> &mut Tale {
        self.evidence = vec![Evidence {
            hash: BlobHash("11".repeat(32)),
            name: "log.txt".into(),
            media_type: "text/plain".into(),
            size: "4".into(),
        }];
        self
    }

    pub(crate) fn run(&self) -> Run {
        Run::fold(&self.acts, &self.document).unwrap()
    }

    pub(crate) fn attempt_on(&mut self, command: &RunCommand, basis: Option<&At>) -> Result<(), Refusal> {
        let run = self.run();
        let actor = id(self.actor);
        let last = in_force(&self.acts).filter(|act| act.actor == actor).last().cloned();
        let grounds = Grounds {
            basis,
            last: last.as_ref(),
            fill: &str::to_owned,
            content: self.content.as_ref(),
            child: None,
        };
        let event = decide(&run, &self.document, command, grounds, &self.context())?;
        self.evidence.clear();
        self.record(event);
        Ok(())
    }

    pub(crate) fn attempt(&mut self, command: &RunCommand) -> Result<(), Refusal> {
        self.attempt_on(command, None)
    }

    pub(crate) fn act(&mut self, command: RunCommand) -> &mut Tale {
        self.attempt(&command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
        self
    }

    pub(crate) fn refused(&mut self, command: RunCommand) -> RefusalCode {
        self.attempt(&command).unwrap_err().code
    }

    pub(crate) fn done(&mut self) -> &mut Tale {
        self.act(RunCommand::Done(Done { all: true, ..Done::default() }))
    }

    pub(crate) fn choose(&mut self, answer: &str) -> &mut Tale {
        self.act(RunCommand::Done(Done { choose: Some(answer.into()), ..Done::default() }))
    }

    pub(crate) fn skip(&mut self) -> &mut Tale {
        self.act(RunCommand::Skip { why: "not now".into() })
    }

    pub(crate) fn defer(&mut self) -> &mut Tale {
        self.act(RunCommand::Defer { why: "later".into() })
    }

    pub(crate) fn fail(&mut self) -> &mut Tale {
        self.act(RunCommand::Fail { why: "it did not help".into() })
    }

    pub(crate) fn back(&mut self, to: &str) -> &mut Tale {
        self.act(RunCommand::Back { to: Some(to.into()) })
    }

    pub(crate) fn waive(&mut self, step: &str) -> &mut Tale {
        self.act(RunCommand::Waive { step: step.into(), why: "not needed".into() })
    }

    /// The current step with its visit when that is not the first: `watch`, `watch#2`, or `-`.
    pub(crate) fn here(&self) -> String {
        match self.run().current {
            None => "-".into(),
            Some(current) if current.at.visit == 1 => current.at.step,
            Some(current) => format!("{}#{}", current.at.step, current.at.visit),
        }
    }

    /// `2 of 5`.
    pub(crate) fn count(&self) -> String {
        let count = self.run().progress(&self.document).count;
        format!("{} of {}", count.closed, count.of)
    }

    /// Ids of steps and sections whose notes are in force.
    pub(crate) fn in_force(&self) -> Vec<String> {
        self.run().progress(&self.document).in_force.into_iter().map(|note| note.of).collect()
    }

    /// Ids of the steps of branches that were not taken.
    pub(crate) fn not_taken(&self) -> Vec<String> {
        let progress = self.run().progress(&self.document);
        let not_taken = |state: &super::StepState| state.status == super::StepStatus::BranchNotTaken;
        progress.steps.into_iter().filter(not_taken).map(|state| state.step).collect()
    }
}

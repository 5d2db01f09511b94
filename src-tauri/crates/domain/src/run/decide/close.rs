//! How a step is closed: what must be there, and what is recorded with it.

use std::collections::BTreeMap;

use super::super::fold::Current;
use super::super::{Done, Outcome};
use super::Deciding;
use crate::event::{Event, RunStepClosed};
use crate::runbook_text::{Decision, Step, Task};
use crate::{Refusal, RefusalCode, value};

impl Deciding<'_> {
    pub(super) fn done(&self, done: &Done) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        self.approved(step)?;
        self.has_evidence(current, step)?;
        self.child_has_ended(step)?;
        Ok(Event::RunStepClosed(self.closed(done, Outcome::Done)?))
    }

    /// Done without the approval or the evidence that the step asks for.
    pub(super) fn overridden(&self, done: &Done, why: &str) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        if why.trim().is_empty() {
            return Err(Refusal::why_missing(&format!("overriding `{}`", step.title)));
        }
        let asks = [self.approved(step), self.has_evidence(current, step), self.child_has_ended(step)];
        if asks.iter().all(Result::is_ok) {
            let message =
                format!("`{}` asks for nothing that could be overridden; nothing was recorded", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message).hint("call it done"));
        }
        let closed = self.closed(done, Outcome::Overridden)?;
        Ok(Event::RunStepClosed(RunStepClosed { why: Some(why.into()), ..closed }))
    }

    /// What is recorded of a step that was done.
    fn closed(&self, done: &Done, outcome: Outcome) -> Result<RunStepClosed, Refusal> {
        let (current, step) = self.current()?;
        self.all_ticked(current, step, done.all)?;
        let answer = match &step.decision {
            Some(decision) => Some(choose(decision, done.choose.as_deref())?),
            None if done.choose.is_some() => {
                return Err(Refusal::new(
                    RefusalCode::BadValue,
                    format!("`{}` asks for no choice", step.title),
                ));
            }
            None => None,
        };
        let values = self.values(step, &done.set)?;
        let typed = self.confirmed(step, done.confirm.as_deref())?;
        let words = answer.and_then(|i| Some(step.decision.as_ref()?.answers.get(i as usize)?.label.clone()));
        let mut closed = self.close(current, step, outcome);
        closed.answer = answer;
        closed.answer_words = words;
        closed.saw = done.saw.clone();
        closed.note = done.note.clone();
        closed.typed = typed;
        closed.value = values;
        Ok(closed)
    }

    /// A strict gate is done, skipped or failed, but never put off.
    pub(super) fn defer(&self, why: &str) -> Result<Event, Refusal> {
        let (_, step) = self.current()?;
        if step.strict {
            let message =
                format!("`{}` is a strict gate and cannot be put off; nothing was recorded", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message).hint("do it, or skip it with a reason"));
        }
        self.close_with_reason(Outcome::Deferred, why)
    }

    pub(super) fn close_with_reason(&self, outcome: Outcome, why: &str) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        if why.trim().is_empty() {
            return Err(Refusal::why_missing(&format!("marking `{}` {}", step.title, outcome.name())));
        }
        let closed = self.close(current, step, outcome);
        Ok(Event::RunStepClosed(RunStepClosed { why: Some(why.into()), ..closed }))
    }

    pub(super) fn close(&self, current: &Current, step: &Step, outcome: Outcome) -> RunStepClosed {
        RunStepClosed {
            run: self.run.id.clone(),
            step: step.id.clone(),
            visit: current.at.visit,
            outcome,
            answer: None,
            to: None,
            title: step.title.clone(),
            answer_words: None,
            saw: None,
            why: None,
            note: None,
            typed: None,
            value: BTreeMap::new(),
            evidence: self.context.evidence.clone(),
        }
    }

    fn all_ticked(&self, current: &Current, step: &Step, all: bool) -> Result<(), Refusal> {
        let is_open = |(i, task): &(usize, &Task)| !task.optional && !current.ticked.contains(&(*i as u32));
        let open: Vec<String> =
            step.tasks.iter().enumerate().filter(is_open).map(|(i, _)| (i + 1).to_string()).collect();
        if all || open.is_empty() {
            return Ok(());
        }
        let message = format!("`{}` has sub-items that are not confirmed: {}", step.title, open.join(", "));
        Err(Refusal::new(RefusalCode::Missing, message)
            .hint("confirm them with `run tick RUN N`, or all with `run done --all`"))
    }

    fn values(
        &self,
        step: &Step,
        given: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, String>, Refusal> {
        let mut values = BTreeMap::new();
        for (name, text) in given {
            let Some(field) = step.records.iter().find(|field| field.name == *name) else {
                let message = format!("`{}` does not ask for a value `{name}`", step.title);
                return Err(Refusal::new(RefusalCode::Unknown, message));
            };
            values.insert(name.clone(), value::check(name, &field.kind, text)?);
        }
        let missing: Vec<&str> =
            step.records.iter().map(|f| f.name.as_str()).filter(|name| !values.contains_key(*name)).collect();
        if missing.is_empty() {
            return Ok(values);
        }
        let message = format!("`{}` asks to write down: {}", step.title, missing.join(", "));
        Err(Refusal::new(RefusalCode::Missing, message)
            .hint(format!("give --set {}=VALUE, or skip the step with a reason", missing[0])))
    }

    /// What a dangerous step asks to type was typed.
    fn confirmed(&self, step: &Step, typed: Option<&str>) -> Result<Option<String>, Refusal> {
        let Some(danger) = &step.danger else { return Ok(None) };
        let target = danger.target(self.fill);
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
        if typed == Some(&target) {
            return Ok(Some(target));
        }
        let (code, was) = match typed {
            Some(other) => (RefusalCode::BadValue, format!(", not `{other}`")),
            None => (RefusalCode::Missing, String::new()),
        };
        let message = format!("`{}` is dangerous: type `{target}` to confirm it{was}", step.title);
        Err(Refusal::new(code, message).hint(format!("--confirm '{target}', or skip the step with a reason")))
    }

    /// The run that the step called for has ended, or none was started: it may be followed by hand.
    fn child_has_ended(&self, step: &Step) -> Result<(), Refusal> {
        let Some(child) = self.child else { return Ok(()) };
        let message =
            format!("`{}` called for {child}, which still goes on; nothing was recorded", step.title);
        Err(Refusal::new(RefusalCode::Missing, message)
            .hint("complete or stop it, or `run override RUN --why …`"))
    }

    fn has_evidence(&self, current: &Current, step: &Step) -> Result<(), Refusal> {
        let required = step.evidence.iter().find(|field| field.required);
        let attached = current.evidence as usize + self.context.evidence.len();
        match required {
            Some(field) if attached == 0 => {
                let message = format!("`{}` asks for evidence: {}", step.title, field.kind);
                Err(Refusal::new(RefusalCode::Missing, message)
                    .hint("attach it with --evidence FILE, or skip the step with a reason"))
            }
            _ => Ok(()),
        }
    }
}

/// The index of the chosen answer: its number from 1, its words, or an unambiguous beginning of them.
fn choose(decision: &Decision, choice: Option<&str>) -> Result<u32, Refusal> {
    let labels: Vec<&str> = decision.answers.iter().map(|answer| answer.label.as_str()).collect();
    let list = labels
        .iter()
        .enumerate()
        .map(|(i, label)| format!("{}: {label}", i + 1))
        .collect::<Vec<_>>()
        .join(" · ");
    let Some(choice) = choice.map(str::trim).filter(|choice| !choice.is_empty()) else {
        let message = format!("a decision needs an answer: {}", decision.question);
        return Err(Refusal::new(RefusalCode::Missing, message).hint(format!("--choose one of {list}")));
    };
    if let Some(number) = choice.parse::<usize>().ok().filter(|n| (1..=labels.len()).contains(n)) {
        return Ok(number as u32 - 1);
    }
    let wanted = choice.to_lowercase();
    if let Some(index) = labels.iter().position(|label| label.to_lowercase() == wanted) {
        return Ok(index as u32);
    }
    let fits: Vec<usize> =
        (0..labels.len()).filter(|&index| labels[index].to_lowercase().starts_with(&wanted)).collect();
    match fits.as_slice() {
        [index] => Ok(*index as u32),
        _ => Err(Refusal::new(RefusalCode::BadValue, format!("`{choice}` is not one of the answers"))
            .hint(format!("--choose one of {list}"))),
    }
}

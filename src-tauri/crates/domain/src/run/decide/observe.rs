//! Readings during an observation, and leaving it by its rule to abort.

use std::collections::BTreeMap;

use super::super::Outcome;
use super::Deciding;
use crate::event::{Event, RunReadingTaken, RunStepClosed};
use crate::runbook_text::abort_target;
use crate::{Refusal, RefusalCode, value};

impl Deciding<'_> {
    pub(super) fn take_reading(
        &self,
        given: &BTreeMap<String, String>,
        note: Option<&str>,
    ) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        let Some(reading) = &step.reading else {
            let message = format!("`{}` asks for no readings; nothing was recorded", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message));
        };
        let mut values = BTreeMap::new();
        for (name, text) in given {
            let Some(field) = reading.values.iter().find(|field| field.name == *name) else {
                let message = format!("`{name}` is not read at `{}`; nothing was recorded", step.title);
                return Err(Refusal::new(RefusalCode::Unknown, message));
            };
            values.insert(name.clone(), value::check(name, &field.kind, text)?);
        }
        let names = reading.values.iter().map(|field| field.name.as_str());
        let missing: Vec<&str> = names.filter(|name| !values.contains_key(*name)).collect();
        if !missing.is_empty() {
            let message = format!("a reading of `{}` also needs: {}", step.title, missing.join(", "));
            return Err(Refusal::new(RefusalCode::Missing, message).hint("read all of them at one time"));
        }
        let note = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        Ok(Event::RunReadingTaken(RunReadingTaken {
            run: self.run.id.clone(),
            step: step.id.clone(),
            visit: current.at.visit,
            title: step.title.clone(),
            value: values,
            note,
        }))
    }

    pub(super) fn abort(&self, why: &str) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        let Some(rule) = &step.abort_when else {
            let message = format!("`{}` has no rule to abort; nothing was recorded", step.title);
            return Err(
                Refusal::new(RefusalCode::NotNow, message).hint("say that it failed, and what happened")
            );
        };
        if why.trim().is_empty() {
            return Err(Refusal::why_missing(&format!("aborting `{}`", step.title)));
        }
        let to = abort_target(rule).and_then(|id| self.step_at(id));
        let closed = self.close(current, step, Outcome::Failed);
        Ok(Event::RunStepClosed(RunStepClosed { why: Some(why.into()), to, ..closed }))
    }
}

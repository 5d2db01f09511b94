//! Rules about variables.

use std::collections::{BTreeMap, BTreeSet};

use decklog_domain::runbook_text::{Diagnostic, Document, Step};

use super::flow::Flow;
use crate::diagnose::error;
use crate::fill::uses;

/// Names of inputs and records.
pub(super) fn names(document: &Document) -> impl Iterator<Item = &str> {
    let records = document.steps.iter().flat_map(|s| &s.records).map(|r| r.name.as_str());
    document.inputs.iter().map(|i| i.name.as_str()).chain(records)
}

/// A step uses a value that no step before it, on any way there, writes down.
pub(super) fn before_set(document: &Document, flow: &Flow, found: &mut Vec<Diagnostic>) {
    let inputs: BTreeSet<&str> = document.inputs.iter().map(|i| i.name.as_str()).collect();
    let mut recorders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, step) in document.steps.iter().enumerate() {
        for record in step.records.iter().filter(|r| !inputs.contains(r.name.as_str())) {
            recorders.entry(&record.name).or_default().push(index);
        }
    }
    let mut users: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, step) in document.steps.iter().enumerate() {
        let names: BTreeSet<String> = texts(step)
            .flat_map(|text| uses(text, |name| recorders.contains_key(name)))
            .map(|usage| usage.name)
            .collect();
        for name in names {
            if let Some((name, _)) = recorders.get_key_value(name.as_str()) {
                users.entry(name).or_default().push(index);
            }
        }
    }
    for (name, users) in users {
        let recorders = &recorders[name];
        let reached = flow.after(recorders);
        for index in users {
            let step = &document.steps[index];
            if reached[index] || recorders.contains(&index) || flow.is_aside(index) {
                continue;
            }
            found.push(error(
                "variable-before-set",
                (step.line, step.end_line),
                format!(
                    "\"{}\" uses `{{{{{name}}}}}`, which is recorded only later or on another branch.",
                    step.title
                ),
                "Record it in an earlier step, or make it an input.",
            ));
        }
    }
}

fn texts(step: &Step) -> impl Iterator<Item = &str> {
    let danger = step.danger.iter().flat_map(|d| [Some(&d.consequence), d.confirm.as_ref()]).flatten();
    let with = step.run.iter().flat_map(|r| r.with.values());
    let words = [&step.proceed_when, &step.abort_when].into_iter().flatten();
    let lists = step.expect.iter().chain(&step.tell);
    let all = [&step.body, &step.title].into_iter().chain(danger).chain(with).chain(words).chain(lists);
    all.map(String::as_str)
}

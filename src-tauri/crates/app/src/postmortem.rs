//! What a postmortem template is filled with: the report, in the words that templates use.

use std::collections::BTreeMap;

use decklog_domain::run::Outcome;
use decklog_report::{Moment, Occurred, Report};
use serde_json::{Value, json};

use crate::query::word;

/// The data of a postmortem template; `docs/writing-runbooks.md` lists it.
pub(crate) fn data(report: &Report) -> Value {
    let incident = &report.incident;
    let timeline: Vec<Value> = report
        .timeline
        .iter()
        .filter(|entry| !entry.undone && entry.hidden.is_none())
        .map(|entry| {
            json!({
                "id": entry.record,
                "at": shown(&entry.occurred),
                "kind": entry.kind.name(),
                "actor": entry.actor,
                "text": entry.text,
                "cite": cite(&entry.record, entry.occurred.from.as_ref().unwrap_or(&entry.recorded)),
            })
        })
        .collect();
    let times: Vec<Value> = report
        .milestones
        .iter()
        .map(|milestone| {
            json!({
                "code": milestone.code.code(),
                "name": milestone.code.name(),
                "at": shown(&milestone.at),
                "local": milestone.at.from.as_ref().map(|moment| moment.local.clone()),
                "precision": word(&milestone.at.precision),
                "source": milestone.source,
            })
        })
        .collect();
    let decisions: Vec<Value> = report
        .decisions
        .iter()
        .map(|decision| {
            json!({
                "at": decision.at.at,
                "question": decision.question,
                "chosen": decision.chosen,
                "rejected": decision.rejected,
                "reason": decision.reason,
                "cite": cite(&decision.record, &decision.at),
            })
        })
        .collect();
    let runs: Vec<Value> = report.runs.iter().map(|run| run_data(report, run)).collect();
    let notes = report.timeline.iter().filter(|entry| entry.kind.name() == "note" && !entry.undone).count();
    json!({
        "incident": {
            "number": incident.number,
            "title": incident.title,
            "severity": word(&incident.severity),
            "kind": word(&incident.kind),
            "state": word(&incident.state),
            "occurrences": incident.occurrences,
            "declared_by": incident.declared_by,
        },
        "times": times,
        "durations": report.spans.iter().map(|span| json!({ "name": span.name, "value": span.value })).collect::<Vec<_>>(),
        "people": report.people.iter().map(|person| json!({
            "name": person.name, "handle": person.handle, "roles": person.roles,
        })).collect::<Vec<_>>(),
        "timeline": timeline,
        "decisions": decisions,
        "runs": runs,
        "resolution": incident.resolution.as_ref().map(|resolution| json!({
            "criteria": resolution.criteria,
            "evidence": resolution.evidence.join(", "),
            "override": resolution.override_why,
            "at": shown(&resolution.at),
            "by": resolution.by,
        })),
        "notes_count": notes,
    })
}

fn run_data(report: &Report, run: &decklog_report::Run) -> Value {
    // A step that was put off and settled later is one step.
    let steps: BTreeMap<_, _> =
        run.visits.iter().map(|visit| ((&visit.phase, &visit.title), visit.outcome)).collect();
    let done = steps.values().filter(|outcome| **outcome == Outcome::Done).count();
    let deviations: Vec<Value> = run
        .deviations
        .iter()
        .map(|deviation| {
            let settled =
                deviation.settled.as_ref().map(|settled| format!(" ({settled})")).unwrap_or_default();
            json!({
                "step": deviation.title,
                "outcome": format!("{}{settled}", deviation.what),
                "by": deviation.by,
                "at": deviation.at.at,
                "reason": deviation.why,
                "cite": cite(&deviation.record, &deviation.at),
            })
        })
        .collect();
    let place = format!("{}, ", run.number);
    let attached = report
        .evidence
        .iter()
        .filter(|evidence| evidence.attached_to == run.number || evidence.attached_to.starts_with(&place));
    json!({
        "number": run.number,
        "title": run.title,
        "revision": run.revision,
        "operator": run.operator,
        "started": minute(&run.started),
        "ended": run.ended.as_ref().map(minute),
        "footer": run.footer,
        "done": done,
        "total": steps.len(),
        "deviations": deviations,
        "evidence": attached.map(|evidence| json!({
            "name": evidence.name, "hash": evidence.hash, "cite": cite(&evidence.record, &evidence.at),
        })).collect::<Vec<_>>(),
    })
}

/// `2026-11-17 03:01Z`, with a range's end behind it.
fn shown(occurred: &Occurred) -> String {
    match (&occurred.from, &occurred.until) {
        (Some(from), Some(until)) => format!("{} to {}", minute(from), minute(until)),
        (Some(from), None) => minute(from),
        _ => "unknown".into(),
    }
}

/// `2026-11-17 03:01Z`.
fn minute(moment: &Moment) -> String {
    format!("{}Z", moment.at.replace('T', " ").get(..16).unwrap_or(&moment.at))
}

/// What a citation `[03:11Z](#e-<record id>)` is made of.
fn cite(record: &str, at: &Moment) -> Value {
    json!({ "time": format!("{}Z", at.at.get(11..16).unwrap_or(&at.at)), "id": record })
}

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! What may be done to an incident, and what becomes of it.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{
    Incident, IncidentCommand, IncidentKind, IncidentState, MilestoneCode, Severity, decide, declare,
};
use crate::event::{Event, Recorded, in_force};
use crate::{Context, Id, Refusal, RefusalCode};

#[path = "entry_tests.rs"]
mod entries;

struct Tale {
    acts: Vec<Recorded>,
    now: DateTime<Utc>,
    actor: u64,
}

fn id(n: u64) -> Id {
    Id::v7(n, [0; 10])
}

fn context(now: DateTime<Utc>, actor: u64) -> Context {
    Context { now, zone: Tz::UTC, actor: id(actor), new_id: id(4), next_number: 14, evidence: Vec::new() }
}

impl Tale {
    fn declared(started: Option<&str>) -> Tale {
        let now = DateTime::parse_from_rfc3339("2026-11-20T03:11:00Z").unwrap().to_utc();
        let mut tale = Tale { acts: Vec::new(), now, actor: 1 };
        let event = declare("Checkout errors", Severity::Sev2, IncidentKind::Real, started, &context(now, 1))
            .unwrap();
        tale.record(event);
        tale
    }

    fn record(&mut self, event: Event) {
        let lam = self.acts.len() as u64 + 1;
        let at = crate::time::instant(self.now);
        self.acts.push(Recorded { id: id(100 + lam), lam, at, actor: id(self.actor), event });
        self.now += Duration::minutes(1);
    }

    fn incident(&self) -> Incident {
        Incident::fold(&self.acts).unwrap()
    }

    fn attempt(&mut self, command: &IncidentCommand) -> Result<(), Refusal> {
        let actor = id(self.actor);
        let last = in_force(&self.acts).filter(|act| act.actor == actor).last();
        let entry = command.entry().and_then(|entry| self.entry(entry.parse().ok()?));
        let event = decide(&self.incident(), command, last, entry.as_ref(), &context(self.now, self.actor))?;
        self.record(event);
        Ok(())
    }

    fn act(&mut self, command: IncidentCommand) -> &mut Tale {
        self.attempt(&command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
        self
    }

    fn refused(&mut self, command: IncidentCommand) -> RefusalCode {
        let recorded = self.acts.len();
        let code = self.attempt(&command).unwrap_err().code;
        assert_eq!(self.acts.len(), recorded);
        code
    }

    /// `03:04` of a milestone of the first occurrence.
    fn at(&self, code: MilestoneCode) -> Option<String> {
        self.incident().milestone(code, 1).and_then(|m| m.when.from.as_ref().map(|at| at[11..16].to_string()))
    }
}

fn note(text: &str) -> IncidentCommand {
    IncidentCommand::Note { text: text.into(), at: None }
}

fn milestone(code: MilestoneCode, at: &str) -> IncidentCommand {
    IncidentCommand::Milestone { code, at: at.into() }
}

fn resolve(criteria: Option<&str>, override_why: Option<&str>) -> IncidentCommand {
    IncidentCommand::Resolve {
        criteria: criteria.map(Into::into),
        override_why: override_why.map(Into::into),
        at: None,
    }
}

fn reopen(why: &str) -> IncidentCommand {
    IncidentCommand::Reopen { why: why.into() }
}

#[test]
fn a_title_is_all_that_a_declaration_needs() {
    let now = Tale::declared(None).now;
    let declare = |title, started| {
        declare(title, Severity::Unrated, IncidentKind::Real, started, &context(now, 1)).map_err(|r| r.code)
    };
    assert_eq!(declare("  ", None).unwrap_err(), RefusalCode::Missing);
    assert_eq!(declare("x", Some("yesternight")).unwrap_err(), RefusalCode::BadValue);
    let Event::IncidentDeclared(declared) = declare(" x ", Some("-9m")).unwrap() else { unreachable!() };
    assert_eq!((declared.title.as_str(), declared.number.as_str()), ("x", "INC-2026-014"));
}

#[test]
fn time_counts_from_impact_else_detection_else_declaration() {
    let mut tale = Tale::declared(None);
    let begin = |tale: &Tale| tale.incident().begin().unwrap().from.clone().unwrap()[11..16].to_string();
    assert_eq!(begin(&tale), "03:11");
    tale.act(milestone(MilestoneCode::Detected, "03:04"));
    assert_eq!(begin(&tale), "03:04");
    tale.act(milestone(MilestoneCode::ImpactStarted, "about 02:58"));
    assert_eq!(begin(&tale), "02:58");
    assert_eq!(begin(&Tale::declared(Some("02:50"))), "02:50");
}

#[test]
fn a_corrected_milestone_names_what_it_corrects() {
    let mut tale = Tale::declared(None);
    for at in ["03:05", "03:04", "unknown", "03:03"] {
        tale.act(milestone(MilestoneCode::Acknowledged, at));
    }
    let values = tale.incident().milestones;
    let acknowledged: Vec<_> = values.iter().filter(|m| m.code == MilestoneCode::Acknowledged).collect();
    assert_eq!(acknowledged[0].supersedes, None);
    for pair in acknowledged.windows(2) {
        assert_eq!(pair[1].supersedes.as_ref(), Some(&pair[0].record));
    }
    assert_eq!(tale.at(MilestoneCode::Acknowledged).unwrap(), "03:03");
    tale.act(IncidentCommand::Undo);
    assert_eq!(tale.at(MilestoneCode::Acknowledged), None, "nobody knows");
    tale.act(IncidentCommand::Undo);
    assert_eq!(tale.at(MilestoneCode::Acknowledged).unwrap(), "03:04");
}

#[test]
fn declared_and_resolved_are_set_by_their_own_commands_and_only_corrected() {
    let mut tale = Tale::declared(None);
    assert_eq!(tale.refused(milestone(MilestoneCode::Resolved, "now")), RefusalCode::NotNow);
    tale.act(milestone(MilestoneCode::Declared, "03:10"));
    assert_eq!(tale.at(MilestoneCode::Declared).unwrap(), "03:10");
    tale.act(resolve(Some("errors under 0.5 % for 15 min"), None));
    tale.act(milestone(MilestoneCode::Resolved, "03:12"));
    assert_eq!(tale.at(MilestoneCode::Resolved).unwrap(), "03:12");
    assert_eq!(tale.incident().state, IncidentState::Resolved);
}

#[test]
fn resolving_asks_for_criteria_or_a_reason() {
    let mut tale = Tale::declared(None);
    assert_eq!(tale.refused(resolve(None, None)), RefusalCode::Missing);
    assert_eq!(tale.refused(resolve(Some(" "), Some(""))), RefusalCode::Missing);
    tale.act(resolve(None, Some("the dashboard is down")));
    assert_eq!(tale.refused(resolve(Some("x"), None)), RefusalCode::NotNow);
    assert_eq!(tale.incident().resolution.unwrap().override_why.unwrap(), "the dashboard is down");
}

#[test]
fn reopening_begins_a_further_occurrence() {
    let mut tale = Tale::declared(None);
    assert_eq!(tale.refused(reopen("x")), RefusalCode::NotNow);
    tale.act(resolve(Some("x"), None));
    assert_eq!(tale.refused(reopen(" ")), RefusalCode::Missing);
    tale.act(reopen("the errors are back"));
    let incident = tale.incident();
    assert_eq!((incident.occurrence, incident.state), (2, IncidentState::Declared));
    assert_eq!(incident.resolution, None);
    assert_eq!(tale.refused(milestone(MilestoneCode::Resolved, "now")), RefusalCode::NotNow);
    tale.act(milestone(MilestoneCode::Mitigated, "now"));
    let first = tale.incident().milestone(MilestoneCode::Mitigated, 1).is_none();
    assert!(first, "the first occurrence keeps its own times");
    tale.act(resolve(Some("x"), None));
    assert_eq!(tale.incident().milestones.iter().filter(|m| m.code == MilestoneCode::Resolved).count(), 2);
}

#[test]
fn undo_takes_back_ones_own_last_act() {
    let mut tale = Tale::declared(None);
    assert_eq!(tale.refused(IncidentCommand::Undo), RefusalCode::CannotUndo, "a declaration has no undo");
    tale.act(resolve(Some("x"), None));
    tale.actor = 2;
    assert_eq!(tale.refused(IncidentCommand::Undo), RefusalCode::CannotUndo);
    tale.act(note("a colleague writes"));
    tale.actor = 1;
    tale.act(IncidentCommand::Undo);
    assert_eq!(tale.incident().state, IncidentState::Declared, "nothing rests on a note");
    tale.act(milestone(MilestoneCode::Detected, "03:00"));
    tale.actor = 2;
    tale.act(milestone(MilestoneCode::Notified, "03:01"));
    tale.actor = 1;
    assert_eq!(tale.refused(IncidentCommand::Undo), RefusalCode::CannotUndo);
}

#[test]
fn an_empty_note_and_a_time_that_cannot_be_read_are_refused() {
    let mut tale = Tale::declared(None);
    assert_eq!(tale.refused(note("\n ")), RefusalCode::Missing);
    let at = |at: &str| IncidentCommand::Note { text: "x".into(), at: Some(at.into()) };
    assert_eq!(tale.refused(at("half past")), RefusalCode::BadValue);
    tale.act(at("unknown")).act(at("-5m"));
}

fn commands() -> impl Strategy<Value = Vec<(u64, IncidentCommand)>> {
    let times = prop::sample::select(vec!["now", "-5m", "03:04", "unknown", "about 02:58", "no time", ""]);
    let codes = prop::sample::select(MilestoneCode::ALL.to_vec());
    let command = prop_oneof![
        3 => prop::option::of(times.clone())
            .prop_map(|at| IncidentCommand::Note { text: "seen".into(), at: at.map(Into::into) }),
        4 => (codes, times).prop_map(|(code, at)| milestone(code, at)),
        2 => any::<bool>().prop_map(|c| resolve(c.then_some("criteria"), None)),
        2 => Just(reopen("again")),
        3 => Just(IncidentCommand::Undo),
    ];
    prop::collection::vec((1..3u64, command), 1..40)
}

proptest! {
    #[test]
    fn any_commands_keep_an_incident_in_order(commands in commands()) {
        let mut tale = Tale::declared(Some("-9m"));
        for (actor, command) in commands {
            tale.actor = actor;
            let before = tale.incident();
            if tale.attempt(&command).is_ok() && command != IncidentCommand::Undo {
                let mut undone = Tale { acts: tale.acts.clone(), ..tale };
                undone.act(IncidentCommand::Undo);
                prop_assert_eq!(undone.incident(), before, "undo gives back what was before {:?}", command);
            }
            let incident = tale.incident();
            prop_assert_eq!(incident.resolution.is_some(), incident.state == IncidentState::Resolved);
            prop_assert!(incident.milestones.iter().all(|m| (1..=incident.occurrence).contains(&m.occurrence)));
            prop_assert!(incident.milestone(MilestoneCode::Declared, 1).is_some());
            let resolved = incident.milestone(MilestoneCode::Resolved, incident.occurrence).is_some();
            prop_assert_eq!(resolved, incident.state == IncidentState::Resolved);
        }
    }
}

//! What may be done to an entry, and what becomes of it. An entry is named by the `lam` of its act here.

use super::{Tale, id, note};
use crate::event::{Event, in_force};
use crate::incident::{EntryState, IncidentCommand, MilestoneCode, Revision, capture};
use crate::time::Clock;
use crate::{Id, RefusalCode};

impl Tale {
    fn record_id(&self, lam: usize) -> Option<Id> {
        self.acts.get(lam.checked_sub(1)?).map(|act| act.id.clone())
    }

    pub(super) fn entry(&self, lam: usize) -> Option<EntryState> {
        let record = self.record_id(lam)?;
        let now = self.revision(lam);
        Some(EntryState {
            is_note: matches!(self.acts[lam - 1].event, Event::IncidentNoteAdded(_)),
            undone: !in_force(&self.acts).any(|act| act.id == record),
            hidden: now.hidden.is_some(),
            pinned: now.pinned,
            record,
        })
    }

    fn revision(&self, lam: usize) -> Revision {
        Revision::of(&self.acts, &self.record_id(lam).unwrap())
    }
}

fn correct(entry: &str, at: Option<&str>, text: Option<&str>) -> IncidentCommand {
    let own = |words: Option<&str>| words.map(String::from);
    IncidentCommand::Correct {
        entry: entry.into(),
        at: own(at),
        text: own(text),
        why: Some("misread".into()),
    }
}

fn hide(entry: &str, why: &str) -> IncidentCommand {
    IncidentCommand::Hide { entry: entry.into(), why: why.into() }
}

#[test]
fn the_last_correction_in_force_holds() {
    let mut tale = Tale::declared(None);
    tale.act(note("error rate 7 %"));
    tale.act(correct("2", None, Some("error rate 9 %")));
    tale.act(correct("2", Some("03:01"), None));
    let now = tale.revision(2);
    assert_eq!(now.text.as_deref(), Some("error rate 9 %"));
    assert_eq!(now.when.unwrap().0.from.as_deref(), Some("2026-11-20T03:01:00.000Z"));
    assert_eq!(now.why.as_deref(), Some("misread"));
    tale.act(IncidentCommand::Undo);
    assert_eq!(tale.revision(2).when, None);
    tale.act(IncidentCommand::Undo);
    assert_eq!(tale.revision(2), Revision::default());
}

#[test]
fn words_of_others_than_people_are_never_rewritten() {
    let mut tale = Tale::declared(None);
    assert_eq!(tale.refused(correct("1", None, Some("x"))), RefusalCode::NotNow);
    assert_eq!(tale.refused(correct("1", None, Some("  "))), RefusalCode::Missing);
    assert_eq!(tale.refused(correct("1", Some("25:99"), None)), RefusalCode::BadValue);
    assert_eq!(tale.refused(correct("9", Some("03:01"), None)), RefusalCode::Unknown);
}

#[test]
fn a_milestone_follows_the_time_of_its_entry() {
    let mut tale = Tale::declared(None);
    tale.act(IncidentCommand::Milestone { code: MilestoneCode::Mitigated, at: "03:10".into() });
    let lam = tale.incident().lam;
    tale.act(correct("2", Some("03:05"), None));
    let incident = tale.incident();
    let holds = incident.milestone(MilestoneCode::Mitigated, 1).unwrap();
    assert_eq!(holds.when.from.as_deref(), Some("2026-11-20T03:05:00.000Z"));
    assert_eq!(holds.supersedes, tale.record_id(2));
    assert!(incident.lam > lam, "the incident changed");
    tale.act(correct("2", Some("03:06"), None));
    let at = |tale: &Tale| {
        tale.incident().milestone(MilestoneCode::Mitigated, 1).unwrap().when.from.clone().unwrap()
    };
    assert_eq!(at(&tale), "2026-11-20T03:06:00.000Z");
    tale.act(IncidentCommand::Undo);
    tale.act(IncidentCommand::Undo);
    assert_eq!(at(&tale), "2026-11-20T03:10:00.000Z");
    tale.act(note("x"));
    let lam = tale.incident().lam;
    tale.act(correct("7", Some("03:05"), None));
    assert_eq!(tale.incident().lam, lam, "a note changes no state");
}

#[test]
fn hidden_pinned_and_back() {
    let mut tale = Tale::declared(None);
    tale.act(note("names a customer"));
    let unhide = IncidentCommand::Unhide { entry: "2".into() };
    let pin = |pinned| IncidentCommand::Pin { entry: "2".into(), pinned };
    assert_eq!(tale.refused(unhide.clone()), RefusalCode::NotNow);
    assert_eq!(tale.refused(hide("2", " ")), RefusalCode::Missing);
    assert_eq!(tale.refused(pin(false)), RefusalCode::NotNow);
    tale.act(hide("2", "a name"));
    assert_eq!(tale.revision(2).hidden.as_deref(), Some("a name"));
    assert_eq!(tale.refused(hide("2", "again")), RefusalCode::NotNow);
    tale.act(unhide);
    assert_eq!(tale.revision(2).hidden, None);
    tale.act(IncidentCommand::Undo);
    assert_eq!(tale.revision(2).hidden.as_deref(), Some("a name"));
    tale.act(pin(true));
    assert!(tale.revision(2).pinned);
    let event = Event::IncidentUndone(crate::event::IncidentUndone {
        incident: id(4),
        of: tale.record_id(2).unwrap(),
    });
    tale.record(event);
    assert_eq!(tale.refused(pin(false)), RefusalCode::NotNow, "it was taken back");
}

#[test]
fn lines_are_recorded_all_or_none() {
    let tale = Tale::declared(None);
    let context = super::context(tale.now, 1);
    let notes =
        capture(&tale.incident(), "03:05 rolled back\n\n  errors gone\n", Clock::Utc, &context).unwrap();
    let [Event::IncidentNoteAdded(first), Event::IncidentNoteAdded(second)] = &notes[..] else {
        panic!("{notes:?}")
    };
    assert_eq!((first.text.as_str(), first.when_words.as_deref()), ("rolled back", Some("03:05")));
    assert_eq!(first.when.from.as_deref(), Some("2026-11-20T03:05:00.000Z"));
    assert_eq!((second.text.as_str(), &second.when_words), ("errors gone", &None));
    let refusal = capture(&tale.incident(), "03:05 a\n\n03:10 CST b", Clock::Utc, &context).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Ambiguous);
    assert!(refusal.message.starts_with("line 3: "), "{}", refusal.message);
    assert_eq!(
        capture(&tale.incident(), " \n", Clock::Utc, &context).unwrap_err().code,
        RefusalCode::Missing
    );
}

//! 100,000 notes in one transaction against as many rows of 400 bytes.

use std::path::Path;

use decklog_app::{App, Machine, NewWorkspace, Replay, derive_id};
use decklog_domain::event::{Event, IncidentNoteAdded};
use decklog_domain::time::When;
use decklog_journal::record::{ActorRef, ClockReading, Subject};
use decklog_store::{Access, Draft, Fresh, Host, Stamp, StoreError, TextDraft, Workspace};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::{bare, home, text};

pub(crate) const EVENTS: usize = 100_000;

const SEED: &str = "bench";

pub(crate) fn run(table: &mut Table) {
    let texts: Vec<String> = (0..EVENTS).map(text::note).collect();
    let limit = |_| {
        let folder = home::folder();
        let mut conn = bare::create(&folder.path().join("bare.sqlite"));
        timed(|| bare::insert(&mut conn, EVENTS))
    };
    let ours = |_| {
        let folder = home::folder();
        let workspace = workspace(&folder.path().join("ours.decklog"));
        timed(|| import(&workspace, &texts))
    };
    let pairs = pairs(3, limit, ours);
    table.pairs("100,000 notes at once / as many rows", pairs, Some(2.0), Judged::Median);
}

/// A new workspace, opened below the use cases: none of them records many notes at once.
pub(crate) fn workspace(path: &Path) -> Workspace {
    let now = chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    let replay = Machine::Replay(Replay { seed: SEED.into(), now, zone: chrono_tz::Tz::UTC });
    let new = NewWorkspace { name: "Bench".into(), person: "A. Meier".into(), handle: Some("meier".into()) };
    drop(App::create(path, &new, replay).unwrap());
    let device = derive_id(SEED, "device", 0).to_string();
    let host = Host { device, app: "bench".into(), known: decklog_domain::event::is_known };
    Workspace::open(path, Access::ReadWrite, host).unwrap()
}

/// Appends one note for each text, all in one transaction.
pub(crate) fn import(workspace: &Workspace, texts: &[String]) {
    let mut chance = Machine::Live.chance(0);
    let incident = chance.new_id();
    let stamp = Stamp {
        cmd: chance.id(),
        at: "2026-11-20T03:00:00.000Z".into(),
        tz: "+01:00".into(),
        clk: ClockReading { boot: "bench".into(), ms: 1, sync: "unknown".into() },
        actor: ActorRef { id: chance.id(), role: None, known: "os".into() },
    };
    let when = When::now(chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap());
    let append_all = |tx: &mut decklog_store::Tx<'_>| {
        for text in texts {
            let event = Event::IncidentNoteAdded(IncidentNoteAdded {
                incident: incident.clone(),
                when: when.clone(),
                text: text.clone(),
                when_words: None,
            });
            let encoded = event.encode();
            let words =
                encoded.texts.into_iter().filter_map(|(k, content)| Some((k, TextDraft::of(content)?)));
            let (kind, id) = event.subject();
            let draft = Draft {
                id: tx.fresh().id(),
                stamp: stamp.clone(),
                kind: event.kind().into(),
                subj: Subject { kind: kind.into(), id },
                corr: Some(incident.to_string()),
                facts: encoded.facts,
                texts: words.collect(),
            };
            tx.append(draft)?;
        }
        Ok::<_, StoreError>(())
    };
    workspace.write(&mut chance, append_all).unwrap();
}

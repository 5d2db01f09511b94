//! Texts made to break out of where they stand, each shown in the window under its own policy: as the text of a
//! runbook, in a cell of a table, as a note, as a title, as a value. Nothing runs, nothing is fetched, nothing leads
//! away, and every text can be read.
//!
//! `planted.rs` shows that each such fault would be seen.

mod incidents;
mod planted;
mod runbooks;
mod spelled;
mod watch;

use decklog_app::{App, Command, Machine, NewWorkspace, Replay, Request};
use decklog_domain::incident::{IncidentKind, Severity};
use serde_json::Value;

use crate::skipped;
use crate::world::World;

/// Hostile texts in the corpora.
const VECTORS: u32 = 1594;

/// As many are looked at in one go, so that no script takes as long as a journey waits.
const BATCH: usize = 50;

struct Vector {
    id: String,
    text: String,
}

/// Every text, or `None` after saying that they were skipped.
fn vectors() -> Option<Vec<Vector>> {
    let folder = skipped::corpora("hostile", VECTORS)?;
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let mut all: Vec<Value> = serde_json::from_str(&read("own-product-vectors.json")).unwrap();
    all.extend(
        read("vectors-permissive.jsonl").lines().map(|line| serde_json::from_str::<Value>(line).unwrap()),
    );
    assert_eq!(all.len(), VECTORS as usize);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Some(all.iter().map(|one| Vector { id: text(&one["id"]), text: text(&one["payload"]) }).collect())
}

/// Makes the workspace of a machine by told time and chance, which the window opens for reading.
fn told(work: impl FnOnce(&App, &World)) -> impl FnOnce() -> World {
    move || {
        let world = World::new();
        let now = "2026-11-20T03:00:00Z".parse().unwrap();
        let machine =
            Machine::Replay(Replay { seed: "hostile".to_owned(), now, zone: chrono_tz::Europe::Berlin });
        let new = NewWorkspace {
            name: "Hostile".to_owned(),
            person: "A. Meier".to_owned(),
            handle: Some("meier".to_owned()),
        };
        work(&App::create(&world.workspace(), &new, machine).unwrap(), &world);
        world
    }
}

fn act(app: &App, command: Command) {
    app.execute(Request::from(command)).unwrap();
}

fn declare(title: &str) -> Command {
    let (severity, kind) = (Severity::Sev3, IncidentKind::Real);
    Command::DeclareIncident { title: title.to_owned(), severity, kind, started: None }
}

//! A workspace file damaged anywhere is said to be so, or what is asked of it is answered as before: never otherwise.

use std::path::Path;

use decklog_app::query::PageRequest;
use decklog_app::{Access, App, Machine, Query};

use crate::world::World;

/// Bytes of a page of the file.
const PAGE: usize = 4096;

/// What the screens of the window ask.
fn questions() -> Vec<Query> {
    let incident = || "1".to_owned();
    vec![
        Query::Workspace,
        Query::People,
        Query::Now,
        Query::Runs,
        Query::Run { run: "1".to_owned() },
        Query::Incidents,
        Query::Incident { incident: incident() },
        Query::Postmortem { incident: incident() },
        Query::Runbooks,
        Query::Search { words: "queue".to_owned(), limit: 20 },
        Query::Journal(PageRequest { limit: 100, ..PageRequest::default() }),
    ]
}

/// The answers, or what was said instead: to opening the file first, then to each question.
fn answers(path: &Path) -> Result<Vec<Result<String, String>>, String> {
    let app = App::open(path, Access::ReadOnly, Machine::Live).map_err(|error| error.problem().message)?;
    let answer = |query| {
        let answer = app.answer(query).map_err(|error| error.problem().message)?;
        Ok(serde_json::to_string(&answer).unwrap())
    };
    Ok(questions().into_iter().map(answer).collect())
}

#[test]
fn a_page_damaged_anywhere_is_said_or_changes_no_answer() {
    let world = World::with_workspace();
    for line in [
        "runbook import shipped",
        "incident declare 'Queue stuck'",
        "run start crashloop-after-image-update --incident 1 --set namespace=shop deployment=checkout-api",
        "incident note 1 'the queue is empty'",
        "run done 1 --saw 'said so'",
        "postmortem draft 1",
    ] {
        world.decklog(line).succeeds();
    }
    let intact = std::fs::read(world.workspace()).unwrap();
    let right = answers(&world.write("damaged.decklog", &intact)).unwrap();
    assert!(right.iter().all(Result::is_ok), "{right:?}");

    let (mut opened, mut refused) = (0, 0);
    for page in 0..intact.len() / PAGE {
        let mut bytes = intact.clone();
        bytes[page * PAGE..][..PAGE].fill(0xff);
        let path = world.write("damaged.decklog", &bytes);
        match answers(&path) {
            Err(said) => {
                refused += 1;
                assert!(is_told(&said), "page {page}: {said}");
            }
            Ok(found) => {
                opened += 1;
                for (found, right) in found.iter().zip(&right) {
                    let holds = found.as_ref().map_or_else(|said| is_told(said), |_| found == right);
                    assert!(holds, "page {page}: {found:?}\ninstead of {right:?}");
                }
            }
        }
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "page {page}: the file was changed");
    }
    assert!(opened > 20 && refused > 0, "{opened} opened, {refused} refused");
}

/// Says that the file is damaged, what was kept, and what to do.
fn is_told(said: &str) -> bool {
    ["is damaged", "Nothing was changed", "restore the newest backup"].iter().all(|part| said.contains(part))
        || said.contains("is not a database")
}

//! As a note of an incident, and as its title.

use decklog_app::Command;
use decklog_domain::incident::IncidentCommand;
use serde_json::json;

use super::spelled::spelled;
use super::watch::Guarded;
use super::{BATCH, act, declare, told, vectors};

#[test]
fn each_as_a_note() {
    let Some(vectors) = vectors() else { return };
    let texts: Vec<_> = vectors.iter().map(|one| &one.text).filter(|text| !text.trim().is_empty()).collect();
    let world = told(|app, _| {
        for (batch, some) in texts.chunks(BATCH).enumerate() {
            act(app, declare(&format!("Batch {batch}")));
            for text in some {
                let note = IncidentCommand::Note { text: (*text).clone(), at: None };
                act(app, Command::Incident { incident: (batch + 1).to_string(), act: note });
            }
        }
    });
    let Some(stage) = Guarded::set(world) else { return };
    let window = stage.open();
    for (batch, some) in texts.chunks(BATCH).enumerate() {
        let wanted: Vec<_> = some.iter().map(|text| spelled(text, false)).collect();
        window.awaits(
            "const { now, wellBehaved, until, reads } = hostile;
             const [batch, wanted] = arguments;
             now.at = `note batch ${batch}`;
             location.hash = `#/incident/INC-2026-${String(batch + 1).padStart(3, '0')}`;
             await until('the incident', () => document.querySelector('h1')?.textContent === `Batch ${batch}`);
             const notes = await until('its notes', () => {
                 const all = [...document.querySelectorAll('article .words > .as-typed')];
                 return all.length > wanted.length && all;
             });
             wellBehaved();
             // The newest stands first, the declaration last.
             reads(notes.reverse().slice(1), wanted);",
            &[json!(batch), json!(wanted)],
        );
    }
    window.holds();
}

#[test]
fn each_as_a_title() {
    let Some(vectors) = vectors() else { return };
    let titles: Vec<_> =
        vectors.iter().map(|one| one.text.trim()).filter(|title| !title.is_empty()).collect();
    let world = told(|app, _| titles.iter().for_each(|title| act(app, declare(title))));
    let Some(stage) = Guarded::set(world) else { return };
    let window = stage.open();
    let wanted: Vec<_> = titles.iter().map(|title| spelled(title, false)).collect();
    for screen in ["incident", "now"] {
        window.awaits(
            "const { now, wellBehaved, until, reads } = hostile;
             const [screen, wanted] = arguments;
             now.at = `all titles on ${screen}`;
             location.hash = `#/${screen}`;
             const titles = await until('all titles', () => {
                 const all = [...document.querySelectorAll('main .lines .title')];
                 return document.querySelector('h1')?.textContent !== 'Settings' && all.length >= wanted.length && all;
             });
             wellBehaved();
             reads(titles.reverse(), wanted);",
            &[json!(screen), json!(wanted)],
        );
    }
    // On a screen of its own, each of those written for this product.
    let own = titles.len().min(100);
    for (batch, some) in wanted[..own].chunks(BATCH).enumerate() {
        window.awaits(
            "const { now, wellBehaved, until, reads } = hostile;
             const [from, wanted] = arguments;
             for (const [at, title] of wanted.entries()) {
                 const number = `INC-2026-${String(from + at + 1).padStart(3, '0')}`;
                 now.at = `title of ${number}`;
                 location.hash = `#/incident/${number}`;
                 await until('its number', () => document.querySelector('.page-header')?.textContent.includes(number));
                 wellBehaved();
                 reads([document.querySelector('h1')], [title]);
             }",
            &[json!(batch * BATCH), json!(some)],
        );
    }
    window.holds();
}

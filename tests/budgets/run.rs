//! A run of 60 steps.

use std::fmt::Write as _;

use crate::set_stage;
use crate::stopwatch::Stopwatch;
use crate::table::Table;
use crate::text::Words;
use crate::world::World;

const STEPS: usize = 60;

/// Key to visible change, ms.
const BUDGET: f64 = 50.0;

/// Where the page says at which step one is.
const PLACE: &str = "document.querySelector('[data-testid=place]')?.textContent";

pub(crate) fn measure(table: &mut Table) {
    let stage = set_stage(world);
    let window = stage.open();
    window.sees("step 1 of 60");

    let watch = Stopwatch::on(&window, "document.activeElement?.textContent ?? ''");
    watch.press(&["j"; STEPS - 1].join(" "));
    table.times("run of 60 steps: j, the next step in focus", watch.times(), BUDGET);

    window.press("Esc");
    let watch = Stopwatch::on(&window, "document.activeElement.matches('input, textarea')");
    watch.press(&["n Esc"; 20].join(" "));
    table.times("run of 60 steps: n and Esc, the note's line", watch.times(), BUDGET);

    let watch = Stopwatch::on(&window, PLACE);
    watch.press(&["Ctrl+Enter"; STEPS - 1].join(" "));
    table.times("run of 60 steps: Ctrl+Enter, recorded, next step shown", watch.times(), BUDGET);
}

fn world() -> World {
    let world = World::with_workspace();
    let mut words = Words::new(60);
    let mut text = "---\nrunbook: 1\ntitle: Sixty steps\n---\n# Sixty steps\n".to_owned();
    for step in 1..=STEPS {
        if step % 15 == 1 {
            let _ = write!(text, "\n## Phase {}\n", step / 15 + 1);
        }
        let (title, prose, target) = (words.words(4), words.words(30), words.word());
        let _ = write!(
            text,
            "\n### Step {step}: {title}\n\n{prose}.\n\n```sh\nkubectl get pods -n {target}\n```\n"
        );
    }
    world.write("sixty.md", text);
    world.decklog("runbook import sixty.md").succeeds();
    world.decklog("run start sixty").succeeds();
    world
}

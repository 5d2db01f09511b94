//! Killed at any moment, nothing that was acknowledged is lost and nothing half-done stays.
//!
//! `DECKLOG_CRASHES` says how often (8 by default, 100 for the long form), `DECKLOG_CRASH_SEED` when: it is printed, and
//! given again it repeats the moments.

use std::io::{BufRead as _, BufReader, Read as _};
use std::time::Duration;

use crate::chance::{self, Chance};
use crate::session::{self, Heard};

#[test]
fn kill_9_at_any_moment_loses_nothing_that_was_acknowledged() {
    let mut chance = Chance::seeded_by("DECKLOG_CRASH_SEED");
    let (seed, crashes) = (chance.seed, chance::number("DECKLOG_CRASHES").unwrap_or(8));
    println!("DECKLOG_CRASH_SEED={seed} DECKLOG_CRASHES={crashes}");
    let world = session::world();
    let mut heard = Heard::default();
    for crash in 0..crashes {
        let moment = Duration::from_micros(chance.below(400_000));

        let mut child = session::start(&world, crash, None);
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("began ") {
            assert!(
                output.read_line(&mut said).unwrap() > 0,
                "seed {seed}, crash {crash}: the session did not begin"
            );
        }
        let listener = std::thread::spawn(move || {
            // What was cut short in the middle of a character is no more than a line cut short.
            let mut rest = Vec::new();
            output.read_to_end(&mut rest).unwrap();
            said + &String::from_utf8_lossy(&rest)
        });
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        heard.add(Heard::of(&listener.join().unwrap()));

        let kept = session::records_by_cmd(&world);
        for cmd in &heard.acknowledged {
            assert!(kept.contains_key(cmd), "seed {seed}, crash {crash}: command {cmd} is lost");
        }
        for (cmd, records) in &heard.begun {
            let found = kept.get(cmd).copied().unwrap_or(*records);
            assert_eq!(found, *records, "seed {seed}, crash {crash}: command {cmd} is half there");
        }
        world.decklog("journal verify").succeeds().prints(&["PASS"]);
        world.decklog("journal rebuild --check").succeeds();
    }
    assert!(heard.acknowledged.len() as u64 >= crashes, "the sessions were killed before they did anything");
    world.decklog("incident note 1 'and work goes on'").succeeds();
}

//! What survives: words being typed and times being counted when the app or its page is killed, and the truth when
//! somebody else is at work.
//!
//! `DECKLOG_KILLS` says how often each is killed (2 by default, 10 for the long form), `DECKLOG_KILL_SEED` when: it is
//! printed, and given again it repeats the moments.

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::chance::{self, Chance};
use crate::page::Target;
use crate::patience::now;
use crate::stage::Stage;
use crate::window::Window;
use crate::world::World;

/// Words are durable this long after they were typed.
const DURABLE: Duration = Duration::from_millis(500);

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz      0123456789.,";

/// The line in which words are typed.
const LINE: Target = Target::Role("textbox", "Why is it skipped?");

/// A runbook whose first step waits.
const WATCH: &str = "---\nrunbook: 1\ntitle: Watch the queue\n---\n# Watch the queue\n\n## Watch\n\n\
### Watch it drain\n\n- **Wait:** 15–30 min\n\nLook at the depth.\n\n### Go on\n\nGo.\n";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Victim {
    /// The app, as `kill -9` does.
    App,
    /// The process that holds its page, as the system does when memory is short.
    Page,
}

/// A run at a step whose timer runs.
fn at_a_timer() -> World {
    watching(World::with_workspace())
}

/// Starts a run at a step whose timer runs.
pub(crate) fn watching(world: World) -> World {
    world.write("watch.md", WATCH);
    world.decklog("runbook import watch.md").succeeds();
    world.decklog("run start watch").succeeds();
    world
}

#[test]
fn words_survive_a_kill_of_the_app() {
    typing(Victim::App);
}

#[test]
fn words_survive_a_kill_of_the_page() {
    typing(Victim::Page);
}

#[test]
fn a_timer_survives_a_kill_of_the_app() {
    waiting(Victim::App);
}

#[test]
fn a_timer_survives_a_kill_of_the_page() {
    waiting(Victim::Page);
}

/// Kills while somebody types, without a pause that a person would not make.
fn typing(victim: Victim) {
    let Some(stage) = Stage::set(at_a_timer) else { return };
    let mut kills = Kills::new(victim, "typing");
    let mut window = stage.open();
    window.sees("step 1 of").press("s").sees("Why is it skipped?");
    let mut kept = String::new();
    let mut lost = Duration::ZERO;
    while kills.go_on() {
        let typed = types_for(&window, &mut kills.chance);
        let killed = now();
        window = kills.kill(&stage, window);
        window.press("s").sees("Why is it skipped?");
        let words = window.property(LINE, "value").as_str().unwrap().to_owned();

        let durable = typed.iter().filter(|(_, at)| killed - *at > DURABLE).map(|(letter, _)| letter);
        let durable = kept.clone() + &durable.collect::<String>();
        let all = kept + &typed.iter().map(|(letter, _)| letter).collect::<String>();
        let (seed, n) = (kills.chance.seed, kills.took.len());
        assert!(words.starts_with(&durable), "seed {seed}, kill {n}: lost of {durable:?}: {words:?}");
        assert!(all.starts_with(&words), "seed {seed}, kill {n}: {words:?} is not the beginning of {all:?}");
        let first_lost = typed.len() - (all.len() - words.len());
        lost = typed.get(first_lost).map_or(lost, |(_, at)| lost.max(killed - *at));
        is_on_time(&stage, &window);
        kept = words;
    }
    kills.say(&format!("{} letters kept, the oldest lost was {} ms old", kept.len(), lost.as_millis()));

    window.press("Enter").sees("step 2 of");
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    assert_eq!(shown["run"]["visits"][0]["why"], kept.trim());
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

/// Kills while a timer runs.
fn waiting(victim: Victim) {
    let Some(stage) = Stage::set(at_a_timer) else { return };
    let mut kills = Kills::new(victim, "a running timer");
    let mut window = stage.open();
    window.sees("step 1 of");
    while kills.go_on() {
        std::thread::sleep(Duration::from_micros(kills.chance.below(1_500_000)));
        window = kills.kill(&stage, window);
        is_on_time(&stage, &window);
    }
    kills.say("");
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

/// Types letters, the first long enough ago to be durable, until a moment that chance chooses; and says which were
/// there when.
fn types_for(window: &Window<'_>, chance: &mut Chance) -> Vec<(char, Instant)> {
    let mut typed = Vec::new();
    let mut letter = |of: &[u8], chance: &mut Chance| {
        let letter = char::from(of[chance.below(of.len() as u64) as usize]);
        window.types(&letter.to_string());
        typed.push((letter, now()));
    };
    letter(&LETTERS[..26], chance);
    let end = now() + DURABLE + Duration::from_micros(1 + chance.below(2_500_000));
    loop {
        let pause = Duration::from_micros(chance.below(120_000));
        if now() + pause >= end {
            std::thread::sleep(end.saturating_duration_since(now()));
            return typed;
        }
        std::thread::sleep(pause);
        letter(LETTERS, chance);
    }
}

/// The elapsed time of the run and what remains of the timer are those of the record.
#[track_caller]
fn is_on_time(stage: &Stage, window: &Window<'_>) {
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    let (started, earliest) = (&shown["run"]["started"], &shown["step"]["earliest"]);
    window.until(
        "show the elapsed time and the timer of the record, within 2 s",
        &format!(
            "const seconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
             const words = document.body.innerText.replace(/\\s+/g, ' ');
             const run = words.match(/run (\\d\\d:[\\d:]+)/i);
             const timer = words.match(/too early, ([\\d:]+) to the minimum/i);
             const [since, left] = [Date.now() - Date.parse({started}), Date.parse({earliest}) - Date.now()];
             return run && timer
                 && Math.abs(seconds(run[1]) - since / 1000) <= 2
                 && Math.abs(seconds(timer[1]) - left / 1000) <= 2;"
        ),
    );
}

/// Kills of one kind, and how long it took until the person was back at the step.
struct Kills {
    victim: Victim,
    during: &'static str,
    count: usize,
    chance: Chance,
    took: Vec<Duration>,
}

impl Kills {
    fn new(victim: Victim, during: &'static str) -> Kills {
        let chance = Chance::seeded_by("DECKLOG_KILL_SEED");
        let count = chance::number("DECKLOG_KILLS").unwrap_or(2).max(1) as usize;
        println!("DECKLOG_KILL_SEED={} DECKLOG_KILLS={count}", chance.seed);
        Kills { victim, during, count, chance, took: Vec::new() }
    }

    fn go_on(&self) -> bool {
        self.took.len() < self.count
    }

    /// Kills, and waits until a window shows the step again.
    #[track_caller]
    fn kill<'stage>(&mut self, stage: &'stage Stage, mut window: Window<'stage>) -> Window<'stage> {
        let mut begun = now();
        let window = match self.victim {
            Victim::App => {
                window.kill();
                begun = now();
                stage.open()
            }
            Victim::Page => {
                window.kill_page().sees("View restarted, nothing lost");
                window
            }
        };
        window.sees("step 1 of");
        self.took.push(now() - begun);
        window
    }

    /// Says how long it took, past the test runner, which keeps what a passing test prints.
    fn say(&mut self, more: &str) {
        self.took.sort();
        let ms = |time: Option<&Duration>| time.map_or(0, Duration::as_millis);
        let (n, p50, max) =
            (self.took.len(), ms(self.took.get((self.took.len() - 1) / 2)), ms(self.took.last()));
        let Kills { victim, during, chance: Chance { seed, .. }, .. } = self;
        writeln!(
            std::io::stdout().lock(),
            "{victim:?} killed during {during}, seed {seed}: back at the step n={n} p50={p50} ms max={max} ms (budget \
             2000 ms). {more}"
        )
        .unwrap();
    }
}

#[test]
fn a_step_done_in_the_terminal_is_seen_and_never_done_twice() {
    let Some(stage) = Stage::set(in_a_run) else { return };
    let window = stage.open();
    window.sees("step 1 of");
    stage.world.decklog("run done 1 --saw 'said so'").succeeds();
    window.sees("step 2 of");
    stage.world.decklog("run done 1 --saw paused").succeeds();
    window.sees("step 3 of").press("Ctrl+Enter").sees("step 4 of");
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    let visits = shown["run"]["visits"].as_array().unwrap();
    assert_eq!(visits.len(), 3, "each step once: {visits:?}");
}

/// A machine where somebody stands at the first step of a run.
pub(crate) fn in_a_run() -> World {
    let world = World::with_workspace();
    for line in [
        "runbook import shipped",
        "incident declare 'Queue stuck'",
        "run start crashloop-after-image-update --incident 1 --set namespace=shop deployment=checkout-api",
    ] {
        world.decklog(line).succeeds();
    }
    world
}

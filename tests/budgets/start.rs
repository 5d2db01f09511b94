//! Start and memory, in turn with an empty Tauri window that was built in the same way.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::process;
use crate::quantile::quantile;
use crate::set_stage;
use crate::stage::Stage;
use crate::table::Table;
use crate::world::World;

const TIMES: usize = 10;

/// Program started to step shown, ms.
const BUDGET: f64 = 1500.0;

/// How much longer than the empty window until the first picture.
const RATIO: f64 = 1.3;

/// How much more memory than the empty window, in MB.
const MEMORY: f64 = 60.0;

/// What a window needs when it has come to rest.
const REST: Duration = Duration::from_secs(2);

/// One start.
struct Start {
    /// From the start of the program to the first picture with words, ms.
    painted: f64,
    /// To what one works with, ms.
    usable: f64,
    /// Memory of all its processes, pages that several share counted in parts, MB.
    memory: f64,
}

pub(crate) fn measure(table: &mut Table) {
    let empty = std::env::var_os("DECKLOG_EMPTY_WINDOW").map(PathBuf::from);
    let empty = empty.expect("`cargo xtask bench --window` builds the empty window and names it");
    let mut stage = set_stage(in_a_run);
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        ours.push(start(&stage, "document.querySelector('[data-testid=place]')"));
        let own = std::mem::replace(&mut stage.program, empty.clone());
        bare.push(start(&stage, "document.querySelector('h1')"));
        stage.program = own;
    }
    let median = |starts: &[Start], of: fn(&Start) -> f64| {
        let mut values: Vec<f64> = starts.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        quantile(&values, 0.5)
    };
    table.times("start: back at the step of a run", ours.iter().map(|start| start.usable).collect(), BUDGET);
    let ratio = median(&ours, |start| start.painted) / median(&bare, |start| start.painted);
    table.number("start: first picture / empty window's", TIMES, ratio, RATIO, "×");
    let ratio = median(&ours, |start| start.usable) / median(&bare, |start| start.usable);
    table.number("start: back at the step / empty window's heading", TIMES, ratio, RATIO, "×");
    let more = median(&ours, |start| start.memory) - median(&bare, |start| start.memory);
    table.number("memory: more than an empty window", TIMES, more, MEMORY, " MB");
    table.remark(format!(
        "empty window: first picture after {:.0} ms, {:.0} MB; ours: {:.0} ms, {:.0} MB",
        median(&bare, |start| start.painted),
        median(&bare, |start| start.memory),
        median(&ours, |start| start.painted),
        median(&ours, |start| start.memory),
    ));
}

/// Opens the window until `there` is there.
fn start(stage: &Stage, there: &str) -> Start {
    let window = stage.open();
    let page = window.until(
        "be usable",
        &format!(
            "const paint = performance.getEntriesByName('first-contentful-paint')[0];
             if (!({there}) || !paint) return null;
             globalThis.usable ??= performance.timeOrigin + performance.now();
             return [performance.timeOrigin + paint.startTime, usable]"
        ),
    );
    let begun = started(window.app());
    std::thread::sleep(REST);
    let memory = memory(window.app());
    Start { painted: page[0].as_f64().unwrap() - begun, usable: page[1].as_f64().unwrap() - begun, memory }
}

/// When a process was started, in milliseconds since 1970: proc(5) has it in hundredths of a second since the boot.
fn started(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let ticks: f64 = stat.rsplit_once(") ").unwrap().1.split(' ').nth(19).unwrap().parse().unwrap();
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
    let uptime: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    (now - uptime + ticks / 100.0) * 1000.0
}

/// Proportional set size of a program and all processes below it, in MB.
fn memory(app: u32) -> f64 {
    let kilobytes = |pid: &u32| {
        let path = Path::new("/proc").join(pid.to_string()).join("smaps_rollup");
        let text = std::fs::read_to_string(path).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.trim().strip_suffix(" kB")?.parse::<f64>().ok()
    };
    let mut all = process::below(app);
    all.push(app);
    all.iter().filter_map(kilobytes).sum::<f64>() / 1024.0
}

fn in_a_run() -> World {
    let world = World::with_workspace();
    world.decklog("runbook import shipped").succeeds();
    let line = "run start crashloop-after-image-update --set namespace=shop deployment=checkout-api";
    world.decklog(line).succeeds();
    world
}

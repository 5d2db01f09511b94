//! Any language, any zone, no session bus: the window starts, and its times are right and written in the same way.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;

use crate::stage::{Environment, Stage};
use crate::world::World;

/// A stage with one incident, seen from a machine that is set so.
fn stage(environment: &Environment) -> Option<Stage> {
    let stage = Stage::set(World::with_workspace)?.within(environment);
    stage.world.decklog("incident declare 'Queue stuck' --severity sev2").succeeds();
    Some(stage)
}

/// The window says when the incident was declared, in UTC and beside it as the clock on the wall of `zone` says it, in
/// the digits and the order that the record is read in everywhere.
#[track_caller]
fn shows_the_time_of(stage: &Stage, zone: Tz) {
    let shown = stage.world.decklog("incident show 1 --json").succeeds().json();
    let declared: DateTime<Utc> = shown["incident"]["declared_at"].as_str().unwrap().parse().unwrap();
    let window = stage.open();
    window.sees("Queue stuck").press("g i").sees("How it began");
    window.sees(&declared.format("%-d %b %Y %H:%M:%SZ").to_string());
    let wall = declared.with_timezone(&zone);
    window.sees(&format!("Declared {} ({} ", declared.format("%H:%M:%SZ"), wall.format("%H:%M")));
    assert_eq!(window.runs("return getComputedStyle(document.body).direction"), "ltr");
    let place = window
        .runs("return [document.documentElement.scrollWidth <= innerWidth, document.documentElement.lang]");
    assert_eq!(place, json!([true, "en"]));
}

#[test]
fn the_language_of_the_system_changes_no_time() {
    for language in [None, Some("C"), Some("de_DE.UTF-8"), Some("ar_EG.UTF-8"), Some("nowhere_XX")] {
        let environment = [("LANG", language), ("LANGUAGE", language), ("LC_ALL", language)];
        let Some(stage) = stage(&environment) else { return };
        shows_the_time_of(&stage, Tz::Europe__Berlin);
    }
}

#[test]
fn the_time_on_the_wall_stands_beside_utc() {
    for zone in [Tz::Asia__Kathmandu, Tz::America__St_Johns] {
        let Some(stage) = stage(&[("TZ", Some(zone.name()))]) else { return };
        shows_the_time_of(&stage, zone);
    }
}

#[test]
fn no_session_bus_is_needed() {
    let nowhere = "unix:path=/nonexistent";
    for address in [None, Some(nowhere)] {
        let Some(stage) = stage(&[("DBUS_SESSION_BUS_ADDRESS", address)]) else { return };
        shows_the_time_of(&stage, Tz::Europe__Berlin);
    }
}

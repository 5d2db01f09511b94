//! What a step asks for beyond a tick, in the window: a target typed, an approval, readings; and what follows when they
//! do not come.

use crate::stage::Stage;
use crate::world::World;

/// Everything of it in as few steps as there can be; times are seconds, so that they pass while one looks.
const DROP: &str = "---
runbook: 1
title: Drop the old table
---
# Drop the old table

## Inputs

| Input | Type | Required | Default | Notes |
|---|---|---|---|---|
| table | text | yes | | |

## Choose

### Choose the way
- **Decision:** Is a backup there?
- **Yes, one from today:** [Drop it](#drop-it)
- **Cannot tell within 5 min:** [Call for help](#call-for-help)

## Do

### Drop it
- **Approval:** incident lead, not the operator
- **Approval timeout:** 1 s, then [Call for help](#call-for-help)
- **Danger:** all rows of `{{table}}` are gone (type `{{table}}`)
- **Gate:** strict

```sql destroy timeout=60s
DROP TABLE {{table}};
```

### Tell the owner

Send one line.

### Watch the errors
- **Wait:** 10 min–20 min
- **Reading:** every 2 s: errors (number), error rate (percent)
- **Proceed when:** no errors in three readings
- **Abort when:** errors rise, see [Call for help](#call-for-help)

### Close out
- **Evidence:** output (required)

Write it down.

## Rollback

### Put the backup back

Restore it.

## Escalate

### Call for help
- **Tell:** the owner of the database
";

fn at_the_drop() -> World {
    let world = World::with_workspace();
    world.write("drop.md", DROP);
    world.decklog("person add 'J. Roth' --handle roth").succeeds();
    world.decklog("runbook import drop.md").succeeds();
    world.decklog("run start drop --set table=orders_2019").succeeds();
    world
}

#[test]
fn a_step_is_approved_confirmed_watched_through_a_kill_and_completed() {
    let Some(stage) = Stage::set(at_the_drop) else { return };
    let window = stage.open();
    window.sees("step 1 of").press("1").press("Ctrl+Enter").sees("step 2 of").sees("NEEDS APPROVAL");
    window.is_accessible().picture("asked-1-approval");

    // Nothing that changes the record is done by the key for done while something is missing.
    window.press("Ctrl+Enter").sees("This is dangerous. Type orders_2019 to confirm it.");
    window.tabs_to("textbox", "Dangerous. Type orders_2019 to confirm").types("orders_2020");
    window
        .press("Ctrl+Enter")
        .sees("This is dangerous.")
        .press("Ctrl+A")
        .types("orders_2019")
        .sees("the same");
    window.press("Ctrl+Enter").sees("Ask first for the approval of incident lead").press("Esc");
    window.lacks("button", "Defer…");

    // The operator asks; somebody else denies, then approves.
    window.press("a").sees("WAITING FOR APPROVAL").press("a").sees("types their own handle");
    window.is_accessible().picture("asked-2-decide");
    window.types("roth").press("Tab").press("Down").press("Enter").sees("Say why: it stands in the record.");
    window.press("Tab").types("which backup?\n").sees("DENIED").sees("J. Roth: denied, which backup?");
    window.press("a").sees("WAITING FOR APPROVAL").press("a").types("roth\t\tit is from 02:00\n");
    window.sees("APPROVED").sees("J. Roth: approved, it is from 02:00").picture("asked-3-approved");
    window.press("Ctrl+Enter").sees("step 3 of").press("d").sees("Why is it deferred?");
    window.types("the owner sleeps\n").sees("step 4 of");

    // Three readings, the app killed after the second; the times are those of the record.
    window.sees("READINGS").press("t").types("2\t0.41\n").sees("1 of 3").types("0\t0.32\n").sees("2 of 3");
    let earliest = earliest(&stage);
    window.types("7").press("Esc");
    std::thread::sleep(std::time::Duration::from_millis(800));
    window.kill();
    let window = stage.open();
    window.sees("Watch the errors").sees("2 of 3").sees("0.41").sees("0.32");
    assert_eq!(earliest, self::earliest(&stage), "the timer counts from when the step began");
    window.sees(&format!("{}Z", &earliest[11..16])).sees("due for");
    window
        .press("t")
        .press("Ctrl+A")
        .types("0\t0.23\n")
        .sees("3 of 3")
        .is_accessible()
        .picture("asked-4-readings");
    window.press("Esc").press("Shift+Enter").sees("Note that goes with it").types("quiet enough\n");

    // What is required can be overridden, never silently; what was deferred holds the end back.
    window.sees("step 5 of").press("Ctrl+Enter").sees("Attach first: output").press("v");
    window
        .sees("Why without what the step asks for?")
        .types("the console is gone\n")
        .sees("The end of the path");
    window.sees("One deferred step is open").tabs_to("button", "Waive…").press("Enter");
    window.sees("Why need it not be done?").types("the owner has read the channel\n");
    window.sees("waived: the owner has read the channel").press("Ctrl+Enter").sees("COMPLETE, 1 WAIVED");
    for deviation in
        ["overridden", "the console is gone", "left before the minimum", "quiet enough", "deferred"]
    {
        window.sees(deviation);
    }
    window.is_accessible().picture("asked-5-complete");

    let run = stage.world.decklog("run show 1 --json").succeeds().json();
    assert_eq!(run["run"]["visits"][1]["typed"], "orders_2019");
    let decisions = |request: usize| run["run"]["approvals"][request]["decisions"][0]["decision"].clone();
    assert_eq!((decisions(0), decisions(1)), ("denied".into(), "approved".into()));
    let readings = run["run"]["visits"][3]["readings"].as_array().unwrap();
    let rates: Vec<&str> = readings.iter().map(|one| one["values"]["error rate"].as_str().unwrap()).collect();
    assert_eq!(rates, ["0.41", "0.32", "0.23"]);
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn an_approval_that_does_not_come_and_an_observation_that_fails_lead_where_the_text_says() {
    let Some(stage) = Stage::set(at_the_drop) else { return };
    let window = stage.open();
    window.sees("step 1 of").press("1").press("Ctrl+Enter").sees("NEEDS APPROVAL").press("a");
    window.sees("Nobody answered: go to “Call for help”").is_accessible().press("l");
    window.sees("the owner of the database").sees("Call for help").press("Ctrl+Enter");
    window.sees("Resume at").press("Ctrl+Enter").sees("NEEDS APPROVAL");

    // Overridden with a reason, the target typed all the same.
    window.press("v").sees("Why without the approval?").types("users are harmed, nobody answers\n");
    window.sees("This is dangerous.").tabs_to("textbox", "Dangerous. Type orders_2019 to confirm");
    window.types("orders_2019").press("Esc").press("v").press("Enter").sees("Send one line.");
    window.press("Ctrl+Enter").sees("READINGS").press("q").sees("What did you see?");
    window.types("errors rise\n").sees("Call for help");

    let visits = stage.world.decklog("run show 1 --json").succeeds().json()["run"]["visits"].clone();
    let ends: Vec<(&str, &str)> = visits
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|visit| Some((visit["outcome"].as_str()?, visit["why"].as_str()?)))
        .collect();
    let wanted = [
        ("skipped", "no approval in 1 s"),
        ("overridden", "users are harmed, nobody answers"),
        ("failed", "errors rise"),
    ];
    assert_eq!(ends, wanted);
}

/// When the observation may end: UTC.
fn earliest(stage: &Stage) -> String {
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    shown["step"]["earliest"].as_str().unwrap().to_owned()
}

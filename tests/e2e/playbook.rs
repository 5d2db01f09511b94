//! A playbook that calls a runbook, as a drill, and the questions that show whether somebody knows it.

use crate::stage::Stage;
use crate::world::World;

const PLAYBOOK: &str = "---
runbook: 1
kind: playbook
title: Decide the response
---
# Decide the response

## Inputs

| Input | Type | Required | Default | Notes |
|---|---|---|---|---|
| service | text | yes | | |

## Decide

### Go back to the last release
- **Run:** [Roll back](./roll-back.md) with `target={{service}}`

### Ask the vendor
- **Run:** [Vendor call](./vendor-call.md)

### Begin anew
- **Run:** [Decide the response](./decide.md) with `service={{service}}`

### Tell everybody

One line in the channel.

## Rollback

### Nothing to take back

Say so.

## Escalate

### Call the lead

Call.
";

const RUNBOOK: &str = "---
runbook: 1
title: Roll back
training_pass: 60
---
# Roll back

## Inputs

| Input | Type | Required | Default | Notes |
|---|---|---|---|---|
| target | text | yes | | |

## Act

### Put the last release back

```sh change
kubectl rollout undo deployment/{{target}}
```

## Training

### Which comes first?

- A: The canary
- B: All pods

<details><summary>Answer</summary>

A: fewer people see a second fault.

</details>

### Which of these say that it worked?

- A: The rollout reports success
- B: The error rate falls
- C: Nobody complains

<details><summary>Answer</summary>

A and B: silence proves nothing.

</details>
";

fn library() -> World {
    let world = World::with_workspace();
    for (name, text) in [("books/decide.md", PLAYBOOK), ("books/roll-back.md", RUNBOOK)] {
        world.write(name, text);
    }
    world.decklog("runbook import books").succeeds();
    world
}

#[test]
fn a_drill_of_a_playbook_calls_its_runbook_and_comes_back() {
    let Some(stage) = Stage::set(library) else { return };
    stage.world.decklog("run start decide --drill --set service=checkout-api").succeeds();
    let window = stage.open();
    window.sees("DRILL").sees("RUNBOOK Roll back").sees("target = checkout-api").is_accessible();
    window.picture("playbook-1-calls").press("Enter");

    // A run of its own, a drill as well, with the value that was handed over.
    window.sees("called by RUN-2026-001").sees("kubectl rollout undo deployment/checkout-api").sees("DRILL");
    window.is_accessible().picture("playbook-2-child");
    // The caller waits for it.
    window.runs("location.hash = '#/run/RUN-2026-001'");
    window.sees("RUN-2026-002").sees("Go on with it").press("Ctrl+Enter");
    window.sees("RUN-2026-002 still goes on. Complete or stop it first.").press("Enter");
    window.sees("called by RUN-2026-001").press("Ctrl+Enter").sees("The end of the path").press("Ctrl+Enter");
    window.sees("Back to RUN-2026-001").press("Enter").sees("Go back to the last release").sees("COMPLETE");
    window.press("Ctrl+Enter");

    // What the library lacks, and what would never end, is said where it stands; neither holds anybody up.
    window.sees("Vendor call").sees("the library has no runbook `./vendor-call.md`");
    window
        .sees("The step can be followed by hand.")
        .press("Ctrl+Enter")
        .sees("with service = checkout-api")
        .press("Enter");
    window.sees("is what RUN-2026-001 follows already; nothing was started").press("Ctrl+Enter");
    window.sees("One line in the channel.").press("Ctrl+Enter").sees("The end of the path");

    let child = stage.world.decklog("run show 2 --json").succeeds().json();
    assert_eq!((&child["run"]["drill"], &child["parent"]), (&true.into(), &"RUN-2026-001".into()));
    assert_eq!(child["run"]["values"]["target"], "checkout-api");
    stage.world.decklog("run show 3").exits(1);
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn a_quiz_is_failed_and_then_passed_and_both_stand_in_the_record() {
    let Some(stage) = Stage::set(library) else { return };
    let window = stage.open();
    window.is_ready().runs("location.hash = '#/library/roll-back'");
    window
        .sees("Put the last release back")
        .press("4")
        .sees("1. Which comes first?")
        .sees("several are right");
    window.is_accessible().press("Ctrl+Enter").sees("Not answered yet: 1, 2.");
    window.clicks("radio", "A: The canary").clicks("checkbox", "C: Nobody complains").press("Ctrl+Enter");
    window
        .sees("NOT PASSED, 1 of 2")
        .sees("silence proves nothing")
        .is_accessible()
        .picture("playbook-3-not-passed");

    window.press("a").loses("silence proves nothing").clicks("radio", "A: The canary");
    window.clicks("checkbox", "A: The rollout reports success").clicks("checkbox", "B: The error rate falls");
    window.press("Ctrl+Enter").sees("PASSED, 2 of 2").loses("NOT PASSED").picture("playbook-4-passed");

    let shown = stage.world.decklog("runbook quiz roll-back --json").succeeds().json();
    let passed: Vec<bool> =
        shown["attempts"].as_array().unwrap().iter().map(|one| one["passed"].as_bool().unwrap()).collect();
    assert_eq!(passed, [true, false], "the latest first");
    stage.world.decklog("runbook quiz roll-back a c").exits(1).prints(&["NOT PASSED  1 of 2, 60 % needed"]);
    stage.world.decklog("runbook quiz roll-back a ab").succeeds().prints(&["PASSED  2 of 2"]);
    stage.world.decklog("runbook quiz roll-back a").exits(1).explains(&["not answered yet: question 2"]);
}

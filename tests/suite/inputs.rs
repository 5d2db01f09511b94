//! An input that nobody knew when the run began.

use crate::world::World;

const RUNBOOK: &str = "---
runbook: 1
id: restart
title: Restart the worker
owner: ops
services: [queue]
---

# Restart the worker

## Inputs

| Input | Type | Required | Default | Notes |
|---|---|---|---|---|
| namespace | text | yes | | where the worker runs |
| replicas | number | no | | |

## Restart

### Restart it in {{namespace}}

```sh change
kubectl -n {{namespace}} rollout restart deployment/worker
```

## Rollback

### Leave it

## Escalate

### Call the owner
";

#[test]
fn an_input_left_out_at_the_start_is_given_later() {
    let world = World::with_workspace();
    world.write("restart.md", RUNBOOK);
    world.decklog("runbook import restart.md").succeeds();
    world
        .decklog("run start restart")
        .succeeds()
        .prints(&["not filled", "kubectl -n {{namespace}}"])
        .explains(&["namespace", "decklog run set RUN-"]);

    world
        .decklog("run set 1 cluster=blue")
        .exits(1)
        .explains(&["`cluster` is no input", "namespace, replicas"]);
    world.decklog("run set 1 replicas=many").exits(1).explains(&["many", "nothing was recorded"]);
    world.decklog("run set 1").exits(2).explains(&["run set RUN namespace=shop"]);

    let filled = "kubectl -n shop rollout restart deployment/worker";
    world.decklog("run set 1 namespace=shop replicas=3").succeeds().prints(&[filled, "Restart it in shop"]);
    world.decklog("run show").succeeds().prints(&[filled]);
    world.decklog("run undo").succeeds().prints(&["not filled"]);
    world.decklog("run set namespace=shop").succeeds().prints(&[filled]);
    world.decklog("journal verify").succeeds();
    world.decklog("journal rebuild --check").succeeds();
}

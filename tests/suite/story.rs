//! One incident from the page to the proof, by commands alone, as a newcomer would type them.

use crate::world::World;

#[test]
fn an_incident_from_the_page_to_the_proof() {
    let world = World::new();

    // A workspace is one file. Who works in it has a name in the record.
    world.decklog("init --as 'A. Meier' --handle meier").succeeds().prints(&["workspace.decklog"]);
    world.decklog("person add 'J. Roth' --handle roth").succeeds();
    world.decklog("person list").succeeds().prints(&["A. Meier", "J. Roth"]);
    world
        .decklog("runbook import shipped")
        .succeeds()
        .prints(&["crashloop-after-image-update", "hotfix-procedure"]);
    world.decklog("runbook list").succeeds().prints(&["Crash loop after an image update"]);
    let page = "runbook show crashloop-after-image-update --html";
    world.decklog(page).succeeds().prints(&["<h1>Crash loop after an image update</h1>", "language-yaml"]);

    // The pager rings: declare first, write the rest down as it happens or a little later.
    world
        .decklog("incident declare 'Checkout errors after image update' --severity SEV2 --started -12m")
        .succeeds()
        .prints(&["INC-"]);
    world.decklog("incident note 1 'Page: CheckoutErrorRate over 5 % for 60 s' --at -9m").succeeds();
    world.decklog("incident milestone 1 detected -9m").succeeds();
    world.decklog("incident milestone 1 acknowledged -7m").succeeds();
    world.decklog("incident milestone 1 acknowledged -6m").succeeds();
    world.decklog("incident note 1 'I lead from here' --actor roth").succeeds();
    world.decklog("incident note 1 'Wrong incident, sorry'").succeeds();
    world.decklog("incident undo 1").succeeds();

    // Follow the runbook. Each command prints the step that is current then.
    let values = "namespace=shop deployment=checkout-api canary=checkout-api-canary container=app \
                  selector=app=checkout-api dashboard=https://dash.example/checkout fix_branch=hotfix/pin \
                  release_branch=release/42";
    world
        .decklog(&format!("run start crashloop-after-image-update --incident 1 --set {values}"))
        .succeeds()
        .prints(&["RUN-", "Say in the incident channel"]);
    world.decklog("run done 1 --saw 'said so in the incident channel'").succeeds();
    world.decklog("run done 1").succeeds().prints(&["node drains"]);
    world.decklog("run skip 1 --why 'no node maintenance is planned this week'").succeeds();

    // A step asks for what it needs, and takes values of their type only.
    world.decklog("run done 1").exits(1).explains(&["restarts"]);
    world.decklog("run done 1 --set restarts=many error_rate=7 replicas=6").exits(1).explains(&["many"]);
    world
        .decklog("run done 1 --set restarts=14 'error_rate=7.1 %' replicas=6 --saw 'six of six restart'")
        .succeeds()
        .prints(&["What does a pod do between its start and its crash?"]);

    // A decision names its answers; the branch not taken falls away.
    world.decklog("run done 1").exits(1).explains(&["--choose", "It only fails"]);
    world.decklog("run done 1 --choose 'It only fails'").succeeds().prints(&["Read why the container died"]);
    world.decklog("run show 1 --steps").succeeds().prints(&["Scale the Deployment down"]);

    // Evidence is kept with its hash.
    world.write("previous.log", "error while loading shared libraries: libssl.so.3\n");
    world.decklog("run done 1 --set 'reason=file or library missing'").exits(1).explains(&["evidence"]);
    world.decklog("run done 1 --set 'reason=file or library missing' --evidence previous.log").succeeds();
    world.decklog("run skip 1 --why 'the log names the cause'").succeeds();
    world.write("digests.txt", "good sha256:1111 bad sha256:2222\n");
    let images = "bad_image=registry.example/app@sha256:2222 good_image=registry.example/app@sha256:1111";
    world
        .decklog(&format!("run done 1 --set {images} 'changed_at=02:58' --evidence digests.txt"))
        .succeeds()
        .prints(&["What does the evidence point to?"]);
    world.decklog("run done 1 --choose 'Crashes began with the new image'").succeeds();
    world.write("rollout.txt", "deployment successfully rolled out\n");
    world
        .decklog("run show 1")
        .succeeds()
        .prints(&["registry.example/app@sha256:1111", "checkout-api-canary"]);

    // What changes production waits for somebody else's approval; the operator's own does not count.
    world
        .decklog("run done 1 --evidence rollout.txt")
        .exits(1)
        .explains(&["approval of incident lead", "run ask"]);
    world.decklog("run ask 1").succeeds().prints(&["asked for"]);
    world.decklog("run approve 1").exits(1).explains(&["the operator may not approve"]);
    world
        .decklog("run approve 1 --actor roth --why 'digest compared'")
        .succeeds()
        .prints(&["approved by J. Roth"]);
    world.decklog("run done 1 --evidence rollout.txt --saw 'canary is ready'").succeeds();

    // An observation keeps what was read, and what is missing of it.
    world.decklog("run read 1 restarts=0").exits(1).explains(&["error rate", "p95 latency ms"]);
    for errors in ["0.1", "0.2"] {
        world
            .decklog(&format!("run read 1 restarts=0 'error rate={errors} %' 'p95 latency ms=210'"))
            .succeeds()
            .prints(&["READ", &format!("error rate = {errors}")]);
    }
    world.decklog("run done 1 --saw 'two good readings, the third was not worth the wait'").succeeds();
    world.decklog("run done 1 --choose 1").succeeds();
    world.decklog("run done 1 --saw 'all pods show the good digest'").succeeds();
    world.decklog("incident milestone 1 mitigated now").succeeds();
    world.decklog("run done 1 --saw 'quiet'").succeeds().prints(&["Carry the pin to the main line"]);

    // What can wait is put off, and settled or waived by name before the end.
    world.decklog("run defer 1 --why 'the pipeline is paused until the morning'").succeeds();
    world.decklog("run defer 1 --why 'release/42 is frozen'").succeeds();
    for _ in 0..3 {
        world.decklog("run done 1 --all").succeeds();
    }
    world.decklog("run complete 1").exits(1).explains(&["still open"]);
    world.decklog("run done 1 --all --saw 'pipeline is on again'").succeeds();
    world
        .decklog("run complete 1")
        .exits(1)
        .explains(&["Carry the pin to the main line", "Carry the pin to the release branch"]);
    world.decklog("run back 1 'Carry the pin to the main line'").succeeds();
    world.decklog("run done 1 --set pin_commit=abc1234 main_change=https://git.example/mr/7").succeeds();
    world
        .decklog("run waive 1 'Carry the pin to the release branch' --why 'release/42 ends on Friday'")
        .succeeds();
    world
        .decklog("run complete 1")
        .succeeds()
        .prints(&["COMPLETE, 1 WAIVED", "no node maintenance is planned"]);

    // Resolved by stated criteria; the second thought stays visible.
    world.decklog("incident resolve 1").exits(1).explains(&["criteria"]);
    world.decklog("incident resolve 1 --criteria 'error rate under 0.5 % for 15 min'").succeeds();
    let incident = world.decklog("incident show 1").succeeds();
    let incident = incident.prints(&[
        "acknowledged",
        "mitigated",
        "resolved",
        "I lead from here",
        "Page: CheckoutErrorRate",
    ]);
    assert!(incident.stdout.contains("RUN-"));

    // Learn from it: the draft is made from the record, each fact with the entry it comes from.
    world.decklog("postmortem draft 1").succeeds();
    world.decklog("postmortem show 1").succeeds().prints(&[
        "# Postmortem of INC-",
        "It only fails",
        "no node maintenance is planned this week",
        "release/42 ends on Friday",
        "](#e-",
    ]);

    // Prove it: a bundle that a stranger verifies without the workspace.
    world.decklog("export 1 --out incident.zip --why 'for the auditor'").succeeds();
    let stranger = World::new();
    std::fs::copy(world.path("incident.zip"), stranger.path("incident.zip")).unwrap();
    stranger
        .decklog("verify incident.zip")
        .succeeds()
        .prints(&["PASS, unsigned: shows accidents, not forgery"]);
    for format in ["html", "md", "json"] {
        world.decklog(&format!("export 1 --format {format} --out report.{format}")).succeeds();
        let report = std::fs::read_to_string(world.path(&format!("report.{format}"))).unwrap();
        assert!(report.contains("six of six restart"), "{format}");
    }
    world.decklog("export 1 --format md --out report.md").exits(1).explains(&["left as it is"]);

    // Find it again, and see that it still holds.
    world.decklog("search libssl").succeeds();
    world.decklog("search restart canary").succeeds().prints(&["crashloop-after-image-update"]);
    world.decklog("search 'lead from here'").succeeds().prints(&["INC-"]);
    world.decklog("journal verify").succeeds().prints(&["PASS"]);
    world.decklog("journal rebuild --check").succeeds();
    world.decklog("doctor").succeeds();
    world.decklog("backup copy.decklog").succeeds();
    world
        .decklog("--workspace copy.decklog incident show 1")
        .succeeds()
        .prints(&["Checkout errors after image update"]);
}

#[test]
fn it_began_again() {
    let world = World::with_workspace();
    world.decklog("incident declare 'Login fails' --kind drill").succeeds();
    world.decklog("incident resolve 1 --override 'the dashboard is down; support confirms'").succeeds();
    world.decklog("incident reopen 1 --why 'tickets come in again'").succeeds();
    world.decklog("incident milestone 1 detected now").succeeds();
    world.decklog("incident resolve 1 --criteria 'no failed login for 30 min'").succeeds();
    let incident = world.decklog("incident show 1 --json").succeeds().json();
    assert_eq!(incident["incident"]["occurrence"], 2);
    assert_eq!(incident["incident"]["state"], "resolved");
    assert_eq!(incident["incident"]["kind"], "drill");
}

#[test]
fn every_command_speaks_json() {
    let world = World::with_workspace();
    world.decklog("runbook import shipped --json").succeeds();
    world.decklog("incident declare 'Queue stuck' --json").succeeds().json();
    world.decklog("run start hotfix-procedure --incident 1 --json").succeeds().json();
    world.decklog("postmortem draft 1 --json").succeeds().json();
    for line in [
        "person list",
        "runbook list",
        "runbook show hotfix-procedure",
        "incident list",
        "incident show 1",
        "run list",
        "run show 1",
        "postmortem show 1",
        "journal list",
        "journal show 1",
        "journal verify",
        "journal rebuild --check",
        "search hotfix",
        "backup copy.decklog",
        "doctor",
    ] {
        let said = world.decklog(&format!("{line} --json")).succeeds();
        for object in said.stdout.lines() {
            let read: Result<serde_json::Value, _> = serde_json::from_str(object);
            assert!(read.is_ok_and(|value| value.is_object()), "`{line}`: {object}");
        }
    }
}

#[test]
fn the_clock_can_be_told_to_a_replay_only() {
    let world = World::with_workspace();
    let now = "--now 2026-11-20T03:10:00Z";
    world.decklog(&format!("incident note 1 x {now}")).exits(1);
    let replay = "--workspace replay.decklog";
    world.decklog(&format!("init replay.decklog --replay --as X {now}")).succeeds();
    world.decklog(&format!("{replay} incident declare Drill {now}")).succeeds().prints(&["INC-2026-001"]);
    world.decklog(&format!("{replay} incident note 1 x")).exits(1).explains(&["--now"]);
    let advice = ["is a replay", "--now INSTANT"];
    let said = world.decklog(&format!("{replay} doctor")).succeeds().prints(&advice);
    assert!(!said.stdout.contains("asked for"), "{}", said.stdout);
    let said = world.decklog(&format!("{replay} doctor {now}")).succeeds();
    assert_eq!(said.stdout, "", "with its clock there is nothing to say");
    world.decklog(&format!("{replay} incident show 1 {now}")).succeeds().prints(&["03:10"]);
}

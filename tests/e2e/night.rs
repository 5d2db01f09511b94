//! One night by keyboard alone, from the first run to a bundle that a stranger can verify. What each screen claims is
//! compared with what was typed, and with what the command line reads from the same record.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;

use crate::stage::Stage;
use crate::window::Window;
use crate::world::World;

/// What was written down elsewhere, and when each line was: minutes ago, the last one now.
const NOTES: [&str; 10] = [
    "page: CheckoutErrorRate over 5 %",
    "my own test payment hung",
    "three pods restart",
    "status page says investigating",
    "last deploy was 01:58Z",
    "image 7.4.2 was built again",
    "support asks for an estimate",
    "told support: in 20 min",
    "lead is J. Roth",
    "the base image lost a library",
];

/// The entry that the postmortem cites.
const CITED: &str = NOTES[1];

const LOG: &str =
    "exit code 127\nerror while loading shared libraries: libpq.so.5: cannot open shared object file";
const DIGESTS: &str = "bad  sha256:c0ffee\ngood sha256:5eed";
const ROLLOUT: &str = "deployment \"checkout-api-canary\" successfully rolled out";

/// Error rates read in each observation.
const READ: [&str; 3] = ["0.41", "0.32", "0.23"];

/// Why both observations are left early.
const EARLY: &str = "three good readings on the dashboard, the lead goes on";

/// Each departure from the text: the step, what it was, and why.
const DEVIATIONS: [(&str, &str, &str); 5] = [
    ("Pause the pipeline or sync that deploys the service", "skipped", "no pipeline deploys tonight"),
    ("Stop planned node drains and upgrades", "deferred", "the node team is called"),
    ("Watch the canary", "left before the minimum", EARLY),
    ("Watch all pods", "left before the minimum", EARLY),
    ("Carry the pin to the release branch", "deferred", "the release branch is frozen until nine"),
];

#[test]
fn from_the_first_run_to_a_verified_bundle_by_keyboard() {
    let Some(stage) = Stage::set(World::new) else { return };
    let window = stage.open();

    begins(&window);
    stage.world.decklog("person add 'J. Roth' --handle roth").succeeds();
    declares(&stage, &window);
    starts(&window);
    diagnoses(&window);
    repairs(&stage, &window);
    merges_back(&window);
    completes(&stage, &window);
    resolves(&window);
    writes(&stage, &window);
    hands_over(&stage, &window);
}

/// Who one is; the shipped runbooks come along.
fn begins(window: &Window<'_>) {
    window.sees("Your name in the record").types("A. Meier\n").sees("Nothing is running");
    window.sees("The shipped runbooks are in your library").press("g r");
    window.sees("crashloop-after-image-update runbook team-platform 26 1 nothing found");
    window.sees("hotfix-procedure runbook team-platform 35 1 nothing found").sees("29 of 29");
}

/// One line is enough to declare; ten more are pasted as they were written down elsewhere.
fn declares(stage: &Stage, window: &Window<'_>) {
    window.press("Ctrl+I").sees("What is wrong, in one line").types("Checkout errors after image update\n");
    window.sees("INC-2026-001").press("Ctrl+J").sees("Note to INC-2026-001");
    let lines = NOTES.iter().zip((1..10).rev().map(|minutes| format!("-{minutes}m ")).chain([String::new()]));
    let lines: Vec<String> = lines.map(|(note, ago)| format!("{ago}{note}")).collect();
    window.pastes(&lines.join("\n")).sees("Record 10 notes").press("Ctrl+Enter").sees("10 notes recorded");
    for note in NOTES {
        window.sees(note);
    }
    let entries = entries(stage);
    for note in NOTES {
        let of_it = entries.iter().filter(|entry| entry["text"] == note && entry["actor"] == "A. Meier");
        assert_eq!(of_it.count(), 1, "once in the record: {note}");
    }
}

/// The runbook, found by a few letters and started by its key, with all it needs to know.
fn starts(window: &Window<'_>) {
    window.press("Ctrl+K").sees("Show all keys").types("crash loop").press("Ctrl+Enter");
    window.sees("Start: Crash loop after an image update").types(
        "shop\tcheckout-api\tcheckout-api-canary\tapi\tapp=checkout-api\thttps://grafana.example/d/checkout\t\
         hotfix/pin-base-image\t\trelease/7.4\n",
    );
    window.sees("Say in the incident channel").sees("step 1 of 20").is_accessible().picture("night-1-run");
}

fn diagnoses(window: &Window<'_>) {
    window.press("Ctrl+Enter").sees("step 2 of");
    window.press("s").sees("Why is it skipped?").types("no pipeline deploys tonight\n").sees("step 3 of");
    window.press("d").sees("Why is it deferred?").types("the node team is called\n").sees("step 4 of");

    // Commands stand there filled; what was seen, and values.
    window.sees("kubectl -n shop get deployment/checkout-api").sees("1 deferred");
    window.press("m").tabs_to("textbox", "restarts").types("6\t12\t8").press("Ctrl+Enter");
    // A decision.
    window.sees("step 5 of").press("1").press("Ctrl+Enter").sees("step 6 of").sees("“It only fails”");

    // Nothing is called done before its evidence is there; it is pasted where one stands.
    window.tabs_to("combobox", "reason").press("Down").press("Ctrl+Enter").sees("Attach first: output");
    attaches(window, LOG);
    window.is_accessible().picture("night-2-evidence").press("Ctrl+Enter").sees("step 7 of");

    window.press("m").press("Shift+Enter").sees("Note that goes with it").types("no probe failed\n");
    window.sees("step 8 of").press("m").tabs_to("textbox", "bad_image");
    window.types("shop/api@sha256:c0ffee\tshop/api@sha256:5eed\t01:58").press("Esc");
    // What is pasted into a field stays there: evidence is pasted where nobody types.
    window.tabs_to("button", "Attach…");
    attaches(window, DIGESTS);
    window.press("Ctrl+Enter").sees("step 9 of").press("1").press("Ctrl+Enter").sees("step 10 of");
}

/// The canary and then all pods, each watched for less than the text says: the window says so, and by when it may end.
fn repairs(stage: &Stage, window: &Window<'_>) {
    window.sees("kubectl -n shop set image deployment/checkout-api-canary api=shop/api@sha256:5eed");
    // Somebody else approves, under their own name; the operator may not.
    window.sees("NEEDS APPROVAL incident lead, not the operator").press("a").sees("WAITING FOR APPROVAL");
    window.press("a").sees("types their own handle").types("a.meier\n").sees("the operator may not approve");
    window
        .press("Ctrl+A")
        .types("roth\t\tdigest compared\n")
        .sees("APPROVED")
        .sees("J. Roth: approved, digest compared");
    window.press("m");
    attaches(window, ROLLOUT);
    window.press("Ctrl+Enter").sees("step 11 of").sees("Watch the canary");
    watches(stage, window, "step 12 of");
    window.press("1").press("Ctrl+Enter").sees("step 13 of");
    window.sees("kubectl -n shop scale deployment/checkout-api --replicas=8").press("m").press("Ctrl+Enter");
    window.sees("step 14 of").sees("Watch all pods");
    watches(stage, window, "step 15 of");
}

/// An observation: its times on the screen are those of the record, and leaving it early is said beside the button.
fn watches(stage: &Stage, window: &Window<'_>, next: &str) {
    window.sees("too early").sees("before the minimum");
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    for name in ["earliest", "latest"] {
        let instant = shown["step"][name].as_str().unwrap();
        window.sees(&format!("{}Z", &instant[11..16]));
    }
    window.press("t");
    for (number, errors) in READ.iter().enumerate() {
        window.types(&format!("0\t{errors}\t210\n")).sees(&format!("{} of 3", number + 1)).sees(errors);
    }
    window.press("Esc").press("Shift+Enter").sees("Note that goes with it");
    window.types(EARLY).press("Enter").sees(next);
}

fn merges_back(window: &Window<'_>) {
    window.press("m").tabs_to("textbox", "pin_commit").types("0a1b2c3\thttps://git.example/change/71");
    window.press("Ctrl+Enter").sees("step 16 of");
    window.press("d").sees("Why is it deferred?").types("the release branch is frozen until nine\n");
    window.sees("step 17 of").sees("2 deferred").press("m").press("Ctrl+Enter").sees("step 18 of");
    window.press("Ctrl+Enter").sees("step 19 of").press("Ctrl+Enter").sees("step 20 of");
    // Sub-items by their numbers.
    window.press("Ctrl+Enter").sees("Not confirmed yet: 1, 2").press("1").sees("Not confirmed yet: 2");
    window.press("2").loses("Not confirmed yet").press("Ctrl+Enter").sees("The end of the path");
}

/// Every departure by name; what was put off is settled or waived before the run can be called complete.
fn completes(stage: &Stage, window: &Window<'_>) {
    window.sees("2 deferred steps are open").is_accessible().picture("night-3-deviations");
    window.press("Ctrl+Enter").lacks("heading", "COMPLETE");
    window.tabs_to("button", "Waive…").press("Enter").sees("Why need it not be done?");
    window.types("no drain was planned tonight\n").sees("waived: no drain was planned tonight");
    window.sees("One deferred step is open").tabs_to("button", "Go there and settle it").press("Enter");
    window.sees("visit 2").press("m").tabs_to("textbox", "release_change");
    window.types("https://git.example/change/72").press("Ctrl+Enter");
    window.sees("The end of the path").loses("open: settle or waive").press("Ctrl+Enter");
    window.sees("COMPLETE, 1 WAIVED");
    for (step, what, why) in DEVIATIONS {
        window.sees(step).sees(what).sees(why);
    }
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    let recorded: Vec<(&str, &str, &str)> = shown["progress"]["deviations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let word = |name| one[name].as_str().unwrap_or_else(|| panic!("no {name}: {one}"));
            (word("title"), word("what"), word("why"))
        })
        .collect();
    assert_eq!(recorded.len(), DEVIATIONS.len(), "{recorded:?}");
    for ((title, what, why), (step, wanted, reason)) in recorded.into_iter().zip(DEVIATIONS) {
        assert!(title.starts_with(step), "{title}: {step}");
        assert_eq!((what, why), (wanted, reason), "{title}");
    }
    window.is_accessible().picture("night-4-complete");
}

fn resolves(window: &Window<'_>) {
    window.press("g i").sees("Mitigated").press("Shift+R").sees("Criteria that are met");
    window.types("no restart and an error rate under 0.5 % for 15 min\n").sees("resolved");
    window.sees("no restart and an error rate under 0.5 % for 15 min");
}

/// The postmortem is drafted from the record, and a section written that cites an entry of the timeline.
fn writes(stage: &Stage, window: &Window<'_>) {
    window.press("g p").sees("to be written").press("j").press("Enter");
    window
        .tabs_to("button", "Draft from the record")
        .press("Enter")
        .sees("What would have caught it earlier");
    window
        .press("Ctrl+E")
        .finds("textbox", "Summary: your words, in Markdown")
        .press("Ctrl+A")
        .types("A rebuilt image lost a library. First seen ");
    window.press("F7").sees("Cite from the timeline").types("my own test").press("Enter");
    window.loses("cite ⏎").press("End").types(", before any page.").press("Ctrl+Enter");
    window.lacks("textbox", "Summary: your words, in Markdown");
    let cited = time_of_cited(stage);
    window.sees(&format!("A rebuilt image lost a library. First seen {cited}, before any page."));
    window.is_accessible().picture("night-5-postmortem");
}

/// The bundle, and what a stranger finds in it.
fn hands_over(stage: &Stage, window: &Window<'_>) {
    window.press("Ctrl+P").sees("Export INC-2026-001").tabs_to("combobox", "New file");
    let bundle = stage.world.path("night.zip");
    window.press("Ctrl+A").types(bundle.to_str().unwrap()).press("Esc").press("Enter");
    window.sees("PASS").is_accessible().picture("night-6-export");
    stage.world.decklog("verify night.zip").succeeds().prints(&["PASS"]);

    let report = in_bundle(&bundle, "data/report.md");
    for text in [LOG, DIGESTS, ROLLOUT] {
        let name = format!("data/evidence/{}.txt", sha256(text));
        assert_eq!(in_bundle(&bundle, &name), text, "{name}");
        assert!(report.contains(&format!("SHA-256 {}", sha256(text))), "{name} in\n{report}");
    }
    let cited = format!("First seen [{}](#e-", time_of_cited(stage));
    assert!(report.contains(&cited), "`{cited}` in\n{report}");
    for (step, what, why) in DEVIATIONS {
        assert!([step, what, why].iter().all(|words| report.contains(words)), "{step}: {what} in\n{report}");
    }
    for words in NOTES.into_iter().chain(READ).chain(["by J. Roth at", "digest compared"]) {
        assert!(report.contains(words), "{words} in\n{report}");
    }
}

/// Pastes text onto the screen: it becomes evidence under the hash of exactly this text.
fn attaches(window: &Window<'_>, text: &str) {
    let hash = sha256(text);
    window.pastes(text).sees(&format!("sha256 {}…{}", &hash[..4], &hash[60..]));
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn entries(stage: &Stage) -> Vec<Value> {
    let mut shown = stage.world.decklog("incident show 1 --json").succeeds().json();
    serde_json::from_value(shown["entries"].take()).unwrap()
}

/// The time of the cited entry as a citation has it: `01:50:12Z`.
fn time_of_cited(stage: &Stage) -> String {
    let entries = entries(stage);
    let cited = entries.iter().find(|entry| entry["text"] == CITED).unwrap();
    format!("{}Z", &cited["at"].as_str().unwrap()[11..16])
}

fn in_bundle(bundle: &Path, name: &str) -> String {
    let mut bundle = ZipArchive::new(File::open(bundle).unwrap()).unwrap();
    for index in 0..bundle.len() {
        let mut file = bundle.by_index(index).unwrap();
        // All stands in one folder that is named after the bundle.
        if file.name().is_ok_and(|path| path.ends_with(name)) {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            return text;
        }
    }
    panic!("there is no {name} in the bundle")
}

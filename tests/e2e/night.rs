//! One night by keyboard alone, from the first run to a bundle that a stranger can verify.

use crate::stage::Stage;
use crate::world::World;

#[test]
fn from_the_first_run_to_a_verified_bundle_by_keyboard() {
    let Some(stage) = Stage::set(World::new) else { return };
    let window = stage.open();

    // Who one is; the shipped runbooks come along.
    window.sees("Your name in the record").types("A. Meier\n").sees("Nothing is running");

    // One line is enough to declare; ten more are pasted as they were written down elsewhere.
    window.press("Ctrl+I").sees("What is wrong, in one line").types("Checkout errors after image update\n");
    window.sees("INC-2026-001").press("Ctrl+J").sees("Note to INC-2026-001");
    window.pastes(
        "-9m page: CheckoutErrorRate over 5 %\n-8m my own test payment hung\n-7m three pods restart\n\
         -6m status page says investigating\n-5m last deploy was 01:58Z\n-4m image 7.4.2 was built again\n\
         -3m support asks for an estimate\n-2m told support: in 20 min\n-1m lead is J. Roth\nthe base image lost a library",
    );
    window
        .sees("Record 10 notes")
        .press("Ctrl+Enter")
        .sees("10 notes recorded")
        .sees("my own test payment hung");

    // The runbook, found by a few letters and started by its key.
    window.press("Ctrl+K").sees("Show all keys").types("crash loop").press("Ctrl+Enter");
    window.sees("Start: Crash loop after an image update").types("shop\tcheckout-api\n");
    window.sees("Say in the incident channel").is_accessible().picture("night-1-run");

    window.press("Ctrl+Enter").sees("step 2 of");
    window.press("s").sees("Why is it skipped?").types("no pipeline deploys tonight\n").sees("step 3 of");
    window.press("d").sees("Why is it deferred?").types("the node team is called\n").sees("step 4 of");

    // What was seen, values, and a decision.
    window.press("m").focuses("textbox", "restarts").types("6\t12\t8").press("Ctrl+Enter");
    window.sees("step 5 of").press("1").press("Ctrl+Enter").sees("step 6 of");

    // Evidence pasted where one stands.
    window.pastes("exit code 127: libpq.so.5 not found").sees("sha256");
    window.is_accessible().picture("night-2-evidence");

    // The run is stopped by name, the incident resolved, the postmortem drafted and written.
    window.press("Ctrl+K").types("stop this run").press("Enter").sees("Why");
    window.types("the image is repaired\n").sees("STOPPED");
    window.press("g i").sees("Mitigated").press("Shift+R").sees("Criteria that are met");
    window.types("no restart and an error rate under 0.5 % for 15 min\n").sees("resolved");
    window.press("g p").sees("to be written").press("j").press("Enter");
    window
        .focuses("button", "Draft from the record")
        .press("Enter")
        .sees("What would have caught it earlier");
    window.press("Ctrl+E").sees("Save").press("Ctrl+A").types("A rebuilt image lost a library.");
    window.press("Ctrl+Enter").loses("Save").sees("A rebuilt image lost a library.");
    window.is_accessible().picture("night-3-postmortem");

    window.press("Ctrl+P").sees("Export INC-2026-001").focuses("combobox", "New file");
    let bundle = stage.world.path("night.zip");
    window.press("Ctrl+A").types(bundle.to_str().unwrap()).press("Esc").press("Enter");
    window.sees("PASS").is_accessible().picture("night-4-export");
    stage.world.decklog("verify night.zip").succeeds().prints(&["PASS"]);
}

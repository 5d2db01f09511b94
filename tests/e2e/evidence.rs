//! Evidence in one gesture, from the clipboard of the system itself.

use sha2::{Digest as _, Sha256};

use crate::stage::Stage;
use crate::survive::in_a_run;

#[test]
fn what_the_clipboard_of_the_system_holds_is_pasted_as_evidence() {
    let Some(stage) = Stage::set(in_a_run) else { return };
    for line in ["run done 1", "run done 1", "run done 1", "run set 1 selector=app=checkout-api"] {
        stage.world.decklog(line).succeeds();
    }
    let window = stage.open();
    // Copying goes through the system, and so does pasting: no field has the focus.
    window.sees("step 4 of").press("c").sees("Copied").press("Ctrl+V");
    let command = "kubectl -n shop get deployment/checkout-api\n\
        kubectl -n shop get pods -l app=checkout-api -o wide\n\
        kubectl get events --all-namespaces --field-selector=reason=BackOff --sort-by=.lastTimestamp";
    let hash: String = Sha256::digest(command).iter().map(|byte| format!("{byte:02x}")).collect();
    window.sees(&format!("sha256 {}…{}", &hash[..4], &hash[60..]));
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    assert_eq!(shown["run"]["notes"][0]["evidence"][0]["hash"], hash.as_str());
}

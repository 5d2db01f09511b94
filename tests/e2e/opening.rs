//! The window opens, and opens again after the worst.

use crate::stage::Stage;
use crate::world::World;

#[test]
fn the_window_says_where_the_record_is_and_opens_again_after_a_kill() {
    let Some(stage) = Stage::set(World::with_workspace) else { return };
    let file = stage.world.workspace().display().to_string();

    let window = stage.open();
    window.sees("Nothing is running").press("g s").finds("heading", "Settings").sees(&file).is_accessible();
    window.kill();
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);

    stage.open().sees("Nothing is running").press("g s").sees(&file);
}

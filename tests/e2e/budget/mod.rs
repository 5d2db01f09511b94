//! The budgets, one file each, and what takes their time.

pub(crate) mod incident;
pub(crate) mod palette;
pub(crate) mod preview;
pub(crate) mod run;
pub(crate) mod search;
pub(crate) mod start;
mod stopwatch;
pub(crate) mod table;

use crate::stage::Stage;
use crate::world::World;

/// A stage, on which a window can be opened.
fn stage(world: impl FnOnce() -> World) -> Stage {
    Stage::set(world).expect("`cargo xtask bench --window` builds the window and names it")
}

//! Pages drawn for a look before an export, held in memory while they are looked at.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use crate::desktop::wire::Preview;
use crate::state::lock;

/// How many previews are held: the one that is shown, and the one that takes its place.
const HELD: usize = 2;

/// The latest previews.
#[derive(Default)]
pub(crate) struct Previews(Mutex<Held>);

#[derive(Default)]
struct Held {
    made: u64,
    latest: VecDeque<(String, Vec<Arc<Vec<u8>>>)>,
}

impl Previews {
    /// Holds pages, PNG each, and says where they are. The oldest preview makes room.
    pub(crate) fn hold(&self, pages: Vec<Vec<u8>>) -> Preview {
        let mut held = lock(&self.0);
        held.made += 1;
        let id = held.made.to_string();
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        held.latest.truncate(HELD - 1);
        held.latest.push_front((id.clone(), pages.into_iter().map(Arc::new).collect()));
        Preview { id, pages: count }
    }

    /// Page `number` of a preview, from 1; `None` when it is held no more.
    pub(crate) fn page(&self, id: &str, number: usize) -> Option<Arc<Vec<u8>>> {
        let held = lock(&self.0);
        let (_, pages) = held.latest.iter().find(|(held, _)| held == id)?;
        pages.get(number.checked_sub(1)?).map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::Previews;

    #[test]
    fn the_two_latest_previews_are_held() {
        let previews = Previews::default();
        let ids = [1_u8, 2, 3].map(|byte| previews.hold(vec![vec![byte], vec![byte, byte]]).id);
        assert_eq!(previews.page(&ids[0], 1), None);
        assert_eq!(previews.page(&ids[1], 1).as_deref(), Some(&vec![2]));
        assert_eq!(previews.page(&ids[2], 2).as_deref(), Some(&vec![3, 3]));
        assert_eq!(previews.page(&ids[2], 0), None);
        assert_eq!(previews.page(&ids[2], 3), None);
    }
}

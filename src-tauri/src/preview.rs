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
    /// The preview that is being drawn, or was drawn last, unless it was cancelled.
    wanted: Option<u32>,
    made: u64,
    latest: VecDeque<(String, Vec<Arc<Vec<u8>>>)>,
}

impl Previews {
    /// From now on this preview is the one that is wanted, and no other.
    pub(crate) fn begin(&self, id: u32) {
        lock(&self.0).wanted = Some(id);
    }

    /// Nobody wants this preview any more.
    pub(crate) fn cancel(&self, id: u32) {
        let mut held = lock(&self.0);
        held.wanted = held.wanted.filter(|wanted| *wanted != id);
    }

    /// Whether it is still to be drawn.
    pub(crate) fn is_wanted(&self, id: u32) -> bool {
        lock(&self.0).wanted == Some(id)
    }

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
    fn only_the_preview_asked_for_last_is_wanted_and_only_until_it_is_cancelled() {
        let previews = Previews::default();
        previews.begin(1);
        previews.begin(2);
        assert!(!previews.is_wanted(1));
        previews.cancel(1);
        assert!(previews.is_wanted(2));
        previews.cancel(2);
        assert!(!previews.is_wanted(2));
    }

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

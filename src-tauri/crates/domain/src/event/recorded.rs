//! An event together with what its record says about it.

use super::Event;
use crate::Id;

/// An event as read back from the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Id of its record.
    pub id: Id,
    /// Place in the fold: larger than that of everything it could have rested on.
    pub lam: u64,
    /// When it was recorded: UTC, RFC 3339.
    pub at: String,
    /// Who acted.
    pub actor: Id,
    /// What happened.
    pub event: Event,
}

/// The acts that still hold, in fold order: those never taken back, without the taking back itself.
///
/// `acts` are all events of one aggregate in fold order.
pub fn in_force(acts: &[Recorded]) -> impl Iterator<Item = &Recorded> {
    let undone: Vec<&Id> = acts.iter().filter_map(|act| undoes(&act.event)).collect();
    acts.iter().filter(move |act| undoes(&act.event).is_none() && !undone.contains(&&act.id))
}

/// The record that an event takes back, if that is what it does.
pub fn undoes(event: &Event) -> Option<&Id> {
    match event {
        Event::IncidentUndone(undone) => Some(&undone.of),
        Event::RunUndone(undone) => Some(&undone.of),
        _ => None,
    }
}

//! How lines that somebody types would be recorded.

use decklog_domain::time::{Clock, Precision, When, capture};
use serde::Serialize;
use ts_rs::TS;

use crate::App;
use crate::query::word;

/// One line as it would be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CapturedLine {
    /// The instant it gets: UTC; absent for the moment of recording.
    pub at: Option<String>,
    /// End of a range.
    pub until: Option<String>,
    /// How exactly that is known.
    pub precision: String,
    /// The time as typed.
    pub words: Option<String>,
    /// The words of the note.
    pub text: String,
    /// Why it cannot be recorded.
    pub problem: Option<String>,
}

impl App {
    /// How each line of a text that is not empty would be recorded now. `clock` is the one of bare times.
    pub fn captured(&self, text: &str, clock: Clock) -> Vec<CapturedLine> {
        let (now, zone) = (self.machine.now(), clock.zone(self.machine.zone()));
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines
            .map(|line| match capture(line, now, zone) {
                Ok(captured) => {
                    let When { from, until, precision, .. } =
                        captured.when.unwrap_or_else(|| When { from: None, ..When::now(now) });
                    CapturedLine {
                        at: from,
                        until,
                        precision: word(&precision),
                        words: captured.words,
                        text: captured.text,
                        problem: None,
                    }
                }
                Err(refusal) => CapturedLine {
                    at: None,
                    until: None,
                    precision: word(&Precision::Unknown),
                    words: None,
                    text: line.trim().into(),
                    problem: Some(match refusal.hint {
                        Some(hint) => format!("{}; {hint}", refusal.message),
                        None => refusal.message,
                    }),
                },
            })
            .collect()
    }
}

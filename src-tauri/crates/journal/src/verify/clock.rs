//! Clocks that went backwards: listed, not refused, because clocks do that.

use std::fmt;

use crate::record::RecordView;

/// How many jumps are listed; further ones are counted, so that memory stays bounded.
pub const MAX_LISTED_JUMPS: usize = 1000;

/// A clock that went backwards between two neighbouring records of one start of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockJump {
    /// Position of the later record.
    pub seq: u64,
    /// Which clock, and by how much.
    pub what: Jump,
}

/// A clock and its two readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    /// The wall clock (`at`).
    Wall {
        /// Reading of the record before, UTC.
        from: String,
        /// Reading of this record, UTC.
        to: String,
    },
    /// The clock since the start of the machine (`clk.ms`), in milliseconds.
    Boot {
        /// Reading of the record before.
        from: u64,
        /// Reading of this record.
        to: u64,
    },
}

impl fmt::Display for ClockJump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            Jump::Wall { from, to } => {
                write!(f, "record {}: the clock went back from {from} to {to}", self.seq)
            }
            Jump::Boot { from, to } => {
                write!(f, "record {}: the uptime went back from {from} to {to} milliseconds", self.seq)
            }
        }
    }
}

/// The last reading of both clocks, and the jumps so far.
#[derive(Debug, Default)]
pub(super) struct Watch {
    boot: String,
    ms: u64,
    at: String,
    jumps: Vec<ClockJump>,
    count: u64,
}

impl Watch {
    /// Compares with the record before, if it is of the same start of the machine.
    pub(super) fn observe(&mut self, record: &RecordView<'_>) {
        if self.boot == record.clk.boot {
            // Instants have one spelling of fixed length, so their text sorts as they do.
            if *record.at < *self.at {
                self.list(record.seq, Jump::Wall { from: self.at.clone(), to: record.at.to_string() });
            }
            if record.clk.ms < self.ms {
                self.list(record.seq, Jump::Boot { from: self.ms, to: record.clk.ms });
            }
        } else {
            replace(&mut self.boot, &record.clk.boot);
        }
        replace(&mut self.at, &record.at);
        self.ms = record.clk.ms;
    }

    fn list(&mut self, seq: u64, what: Jump) {
        self.count += 1;
        if self.jumps.len() < MAX_LISTED_JUMPS {
            self.jumps.push(ClockJump { seq, what });
        }
    }

    /// The listed jumps, and the number of all.
    pub(super) fn finish(self) -> (Vec<ClockJump>, u64) {
        (self.jumps, self.count)
    }
}

/// Takes over `new` into the memory that is there.
fn replace(old: &mut String, new: &str) {
    old.clear();
    old.push_str(new);
}

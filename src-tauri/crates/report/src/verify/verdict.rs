//! What a verification says.

use std::fmt;

use decklog_journal::verify::Chain;
use serde::Serialize;

use crate::Mode;
use crate::bundle::Export;
use crate::bundle::words::{REPLAY, one_line};

/// How many findings of one check are listed; further ones are counted.
pub const MAX_LISTED_FINDINGS: usize = 100;

/// The result of verifying a bundle. Its `Display` is the whole text, the conclusion in the last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether everything holds.
    pub outcome: Outcome,
    /// The last line: what follows from all checks.
    pub conclusion: &'static str,
    /// What the export says of itself; `None` when that could not be read.
    pub export: Option<Export>,
    /// One for each thing that was checked, in order.
    pub checks: Vec<Check>,
    /// The journals as they were found.
    pub journals: Vec<VerifiedJournal>,
    /// Number of records that hold.
    pub records: u64,
    /// Number of payloads that are those of their records.
    pub payloads: u64,
}

/// Whether a bundle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Everything holds, as far as an unsigned bundle can show.
    Pass,
    /// Something does not, or could not be checked.
    Fail,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name, one word.
    pub name: &'static str,
    /// What was found to hold; empty when something does not.
    pub summary: String,
    /// What does not hold, at most [`MAX_LISTED_FINDINGS`].
    pub findings: Vec<Finding>,
    /// How many findings there were.
    pub finding_count: u64,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where: a path, a line of it, a byte of the ZIP.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// A journal as it was found in the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifiedJournal {
    /// Origin; `None` when there was no record.
    pub origin: Option<String>,
    /// Number of records.
    pub size: u64,
    /// Root of the Merkle tree over them (RFC 6962), in hexadecimal.
    pub root: String,
    /// Number of records whose actor no key proved.
    pub unauthenticated: u64,
    /// Clocks that went backwards: listed, because clocks do that.
    pub clock_jumps: Vec<String>,
    /// How many times clocks went backwards.
    pub clock_jump_count: u64,
}

impl Verdict {
    /// Every listed finding, in the order of the checks.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.checks.iter().flat_map(|check| &check.findings)
    }

    /// The verdict when only these checks were possible.
    pub(super) fn of(checks: Vec<Check>) -> Verdict {
        let pass = checks.iter().all(|check| check.finding_count == 0);
        let (outcome, conclusion) = match pass {
            true => (Outcome::Pass, "PASS, unsigned: shows accidents, not forgery"),
            false => (Outcome::Fail, "FAIL"),
        };
        Verdict { outcome, conclusion, export: None, checks, journals: Vec::new(), records: 0, payloads: 0 }
    }
}

impl Check {
    pub(super) fn new(name: &'static str) -> Check {
        Check { name, summary: String::new(), findings: Vec::new(), finding_count: 0 }
    }

    /// Says what holds, once everything was checked.
    pub(super) fn holds(&mut self, summary: String) {
        if self.finding_count == 0 {
            self.summary = summary;
        }
    }

    pub(super) fn find(&mut self, place: impl Into<String>, what: impl fmt::Display) {
        self.finding_count += 1;
        if self.findings.len() < MAX_LISTED_FINDINGS {
            self.findings.push(Finding { place: place.into(), what: what.to_string() });
        }
    }
}

impl From<Chain> for VerifiedJournal {
    fn from(chain: Chain) -> VerifiedJournal {
        VerifiedJournal {
            origin: chain.origin,
            size: chain.size,
            root: chain.root.to_string(),
            unauthenticated: chain.unauthenticated,
            clock_jumps: chain.jumps.iter().map(ToString::to_string).collect(),
            clock_jump_count: chain.jump_count,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(export) = &self.export {
            if export.mode == Mode::Replay {
                writeln!(f, "{REPLAY}\n")?;
            }
            writeln!(f, "{}", one_line(&export.what))?;
            writeln!(f, "exported {} by {}\n", one_line(&export.made_at), one_line(&export.who))?;
        }
        self.checks.iter().try_for_each(|check| check.fmt(f))?;
        for journal in &self.journals {
            writeln!(f, "\njournal {}", journal.origin.as_deref().unwrap_or("without records"))?;
            writeln!(f, "size    {}\nroot    {}", journal.size, journal.root)?;
            writeln!(f, "actors  {} of {} not authenticated", journal.unauthenticated, journal.size)?;
            journal.clock_jumps.iter().try_for_each(|jump| writeln!(f, "clock   {jump}"))?;
            more(f, journal.clock_jump_count, journal.clock_jumps.len())?;
        }
        if self.export.is_some() {
            writeln!(f, "\npayloads of {} of {} records", self.payloads, self.records)?;
        }
        write!(f, "\n{}", self.conclusion)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.finding_count {
            0 => writeln!(f, "ok    {:<9} {}", self.name, self.summary)?,
            1 => writeln!(f, "FAIL  {:<9} 1 finding", self.name)?,
            count => writeln!(f, "FAIL  {:<9} {count} findings", self.name)?,
        }
        for finding in &self.findings {
            writeln!(f, "      {}: {}", finding.place, finding.what)?;
        }
        more(f, self.finding_count, self.findings.len())
    }
}

fn more(f: &mut fmt::Formatter<'_>, all: u64, listed: usize) -> fmt::Result {
    match all.saturating_sub(listed as u64) {
        0 => Ok(()),
        more => writeln!(f, "      and {more} more"),
    }
}

//! What may be typed. The comments of this folder are the help texts: `decklog help` is the reference.

pub(crate) mod export;
pub(crate) mod incident;
pub(crate) mod journal;
pub(crate) mod person;
pub(crate) mod postmortem;
pub(crate) mod run;
pub(crate) mod runbook;
pub(crate) mod values;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use decklog_domain::Id;

/// Follow the runbook, keep the record, learn from it, prove it.
///
/// Decklog keeps what happened during an incident in an append-only, tamper-evident journal: who followed which runbook,
/// what was seen, decided and left out. A workspace is one file on this machine; nothing leaves it by itself.
#[derive(Debug, Parser)]
#[command(name = "decklog", version, arg_required_else_help = true, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Paragraphs on one line each: clap breaks them where the terminal ends.
const AFTER_HELP: &str = "\
Incidents and runs are named by number (`INC-2026-014`, or `14` for one of this year) or id, runbooks by short name, \
title or id, people by handle.

Times are `now`, `-5m`, `03:10`, `03:10 CET`, `about 03:10`, `2026-11-20 03:10` or ISO 8601; a bare time is read in the \
zone that TZ names. What is printed is UTC.

Exit codes: 0 ok, 1 refused or failed, 2 usage, 3 workspace not usable, 4 incomplete (verify).";

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// The workspace file; without it the one that DECKLOG_WORKSPACE names, else the one in this user's data folder.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) workspace: Option<PathBuf>,
    /// In whose name this is recorded: a handle; without it, the person bound to the operating-system user.
    #[arg(long, global = true, value_name = "HANDLE")]
    pub(crate) actor: Option<String>,
    /// Print one JSON object, or one per line for lists; errors too, on standard error.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Identity of this command, a UUID of your own: the same one again changes nothing.
    #[arg(long, global = true, value_name = "UUID", value_parser = values::id)]
    pub(crate) cmd: Option<Id>,
    /// The present moment in a replay workspace, as ISO 8601 (chance comes from DECKLOG_SEED).
    #[arg(long, global = true, value_name = "INSTANT", value_parser = values::instant)]
    pub(crate) now: Option<DateTime<Utc>>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new workspace.
    Init(Init),
    /// The people in the record, and which of them you are.
    #[command(subcommand)]
    Person(person::Person),
    /// Runbooks: bring them in, read them, check them.
    #[command(subcommand)]
    Runbook(runbook::Runbook),
    /// Incidents: declare, note, resolve.
    #[command(subcommand)]
    Incident(incident::Incident),
    /// Follow a runbook step by step.
    #[command(subcommand)]
    Run(run::Run),
    /// Postmortems, drafted from the record.
    #[command(subcommand)]
    Postmortem(postmortem::Postmortem),
    /// The journal itself: every record, and whether it still holds.
    #[command(subcommand)]
    Journal(journal::Journal),
    /// Write an incident, its runs and its postmortem into one new file.
    Export(export::Export),
    /// Check a bundle that somebody gave you.
    ///
    /// Prints PASS or FAIL with the reasons; exit 1 when something in it does not hold. Needs no workspace.
    Verify {
        /// The ZIP, or the folder it was unpacked into.
        bundle: PathBuf,
    },
    /// Find runbooks, incidents, timeline entries and postmortems by their words.
    Search {
        /// Words that must all occur.
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// At most so many results.
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
    },
    /// Copy the workspace into a new file, and check the copy.
    ///
    /// The copy is a workspace: name it with --workspace to use it, or put it where the lost one was.
    Backup {
        /// The new file; one that exists is never overwritten.
        file: PathBuf,
    },
    /// Say what is wrong with the workspace and how to mend it; exit 1 when something is.
    Doctor,
    /// Replay the sample incident into a folder, export and verify it.
    ///
    /// Clock and chance are told, so that it gives the same bytes each time. An earlier demo in the folder is replaced.
    Demo {
        /// The folder; made when it is missing.
        dir: PathBuf,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, all commands in one (roff).
    Man,
}

/// Make a new workspace.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The file to make; without it the one --workspace names, else the usual place.
    pub(crate) file: Option<PathBuf>,
    /// Your name in the record; without it the name of the operating-system user.
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) person: Option<String>,
    /// Your handle, the short name for the command line; made from the name when absent.
    #[arg(long)]
    pub(crate) handle: Option<String>,
    /// Name of the workspace; made from the file's name when absent.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Make a replay: it takes its time from --now and its chance from DECKLOG_SEED, and gives the same bytes each time.
    #[arg(long, requires = "now")]
    pub(crate) replay: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn what_may_be_typed_fits_together() {
        super::Cli::command().debug_assert();
    }
}

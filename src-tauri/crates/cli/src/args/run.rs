//! `decklog run`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::values;

/// Follow a runbook step by step.
///
/// RUN may be left out while exactly one run is open. Each command prints the step that is current afterwards.
#[derive(Debug, Subcommand)]
pub(crate) enum Run {
    /// Begin to follow a runbook; its text is frozen into the run.
    Start {
        /// Short name, title or id of the runbook.
        runbook: String,
        /// The incident it belongs to.
        #[arg(long, value_name = "INCIDENT")]
        incident: Option<String>,
        /// Practice; never counted.
        #[arg(long)]
        drill: bool,
        /// Values of inputs.
        #[arg(long, num_args = 1.., value_name = "NAME=VALUE", value_parser = values::assignment)]
        set: Vec<(String, String)>,
    },
    /// All runs, the latest first.
    List,
    /// Print the current step.
    Show {
        /// Number or id of the run.
        run: Option<String>,
        /// List all steps, with what became of them.
        #[arg(long)]
        steps: bool,
    },
    /// The current step is done.
    Done(Done),
    /// Start the runbook that the current step calls, as a run of its own.
    Child(OneRun),
    /// The current step is done without the approval or the evidence that it asks for.
    Override {
        #[command(flatten)]
        done: Done,
        /// Why.
        #[arg(long, allow_hyphen_values = true)]
        why: String,
    },
    /// Ask for the approval that the current step needs; it cannot be taken back.
    Ask(OneRun),
    /// Decide on the approval that was asked for, under your own name (`--actor HANDLE`); it cannot be taken back.
    Approve(Verdict),
    /// No approval came in time: go where the text says.
    Timeout(OneRun),
    /// Write down what was read during an observation.
    #[command(override_usage = "decklog run read [RUN] NAME=VALUE… [--note TEXT]")]
    Read {
        /// What was read; a first argument without `=` is the run.
        #[arg(required = true, value_name = "NAME=VALUE", allow_hyphen_values = true)]
        words: Vec<String>,
        /// A note made with it.
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        note: Option<String>,
    },
    /// What the step gives as a reason to abort has come: go where the text says.
    Abort(Reason),
    /// The current step does not apply here.
    Na(Reason),
    /// Leave the current step out.
    Skip(Reason),
    /// Put the current step off; it is to be settled (`run back`) or waived before completion.
    Defer(Reason),
    /// The current step did not give the expected result.
    Fail(Reason),
    /// Confirm sub-items of the current step.
    #[command(override_usage = "decklog run tick [RUN] N,…\n       decklog run tick RUN N…")]
    Tick {
        /// Numbers of sub-items; with more than one argument, the first is the run.
        #[arg(required = true, value_name = "N")]
        words: Vec<String>,
    },
    /// Give values of inputs that were left out at the start, or others than before.
    #[command(override_usage = "decklog run set [RUN] NAME=VALUE…")]
    Set {
        /// The values; a first argument without `=` is the run.
        #[arg(required = true, value_name = "NAME=VALUE", allow_hyphen_values = true)]
        words: Vec<String>,
    },
    /// Add a note at the current step.
    #[command(allow_missing_positional = true)]
    Note {
        /// Number or id of the run.
        run: Option<String>,
        /// What happened, in your words; `-` reads them from the standard input.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// A file to keep with it; may be repeated.
        #[arg(long, value_name = "FILE")]
        evidence: Vec<PathBuf>,
    },
    /// Go back to an earlier step, to a deferred one, or resume after Rollback or Escalate.
    Back {
        /// Number or id of the run; a single argument that names no run is the step.
        run: Option<String>,
        /// Id or title of the step; the step before when absent.
        step: Option<String>,
    },
    /// Go to the Rollback section.
    Rollback(OneRun),
    /// Go to the Escalate section.
    Escalate(OneRun),
    /// Take back your last act in the run; both stay in the journal.
    Undo(OneRun),
    /// A deferred step need not be done.
    #[command(allow_missing_positional = true)]
    Waive {
        /// Number or id of the run.
        run: Option<String>,
        /// Id or title of the step.
        step: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Call the run complete; lists where it departed from the text.
    Complete(OneRun),
    /// End the run early.
    Stop {
        /// Number or id of the run.
        run: Option<String>,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// A run by itself.
#[derive(Debug, Args)]
pub(crate) struct OneRun {
    /// Number or id of the run.
    pub(crate) run: Option<String>,
}

/// What closes a step as written.
#[derive(Debug, Args)]
pub(crate) struct Done {
    /// Number or id of the run.
    pub(crate) run: Option<String>,
    /// What you saw.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) saw: Option<String>,
    /// The answer of a decision: its words, how they begin, or its number.
    #[arg(long, value_name = "ANSWER")]
    pub(crate) choose: Option<String>,
    /// Values that the step asks to write down.
    #[arg(long, num_args = 1.., value_name = "NAME=VALUE", value_parser = values::assignment)]
    pub(crate) set: Vec<(String, String)>,
    /// A file that shows it; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Vec<PathBuf>,
    /// What a dangerous step asks to type.
    #[arg(long, value_name = "TARGET", allow_hyphen_values = true)]
    pub(crate) confirm: Option<String>,
    /// A note made with it.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) note: Option<String>,
    /// Confirm all sub-items that are still open.
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) expected: ExpectedStep,
}

/// What is decided on a request for approval: approved, unless said otherwise.
#[derive(Debug, Args)]
pub(crate) struct Verdict {
    /// Number or id of the run.
    pub(crate) run: Option<String>,
    /// It must not be done.
    #[arg(long)]
    pub(crate) deny: bool,
    /// Not like this; what must change stands in the reason.
    #[arg(long, conflicts_with = "deny")]
    pub(crate) changes: bool,
    /// Why; needed unless it is approved.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) why: Option<String>,
    /// How it is known, when you type it for the approver, e.g. `by phone, read back`.
    #[arg(long, value_name = "HOW", allow_hyphen_values = true)]
    pub(crate) known: Option<String>,
}

/// What closes a step otherwise.
#[derive(Debug, Args)]
pub(crate) struct Reason {
    /// Number or id of the run.
    pub(crate) run: Option<String>,
    /// Why.
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) why: String,
    /// A file that shows it; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) expected: ExpectedStep,
}

/// The step somebody means to close.
#[derive(Debug, Args)]
pub(crate) struct ExpectedStep {
    /// Id or title of the step you mean: refused when the current step is another one.
    #[arg(long, value_name = "STEP")]
    pub(crate) step: Option<String>,
}

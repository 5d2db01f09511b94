//! `decklog runbook`.

use std::path::PathBuf;

use clap::Subcommand;

/// Runbooks: bring them in, read them, check them.
#[derive(Debug, Subcommand)]
pub(crate) enum Runbook {
    /// Import Markdown files, or all those in a folder; exit 1 when one could not be read.
    ///
    /// The bytes are kept as they are. A file imported before becomes a new revision when its bytes changed, and all of
    /// it happens in one transaction.
    Import {
        /// Files or folders, or the word `shipped` for the runbooks and templates that come with Decklog.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// All runbooks by title.
    List,
    /// Print the latest revision of a runbook, byte for byte.
    Show {
        /// Short name, title or id.
        #[arg(value_name = "RUNBOOK")]
        name: String,
        /// As HTML: nothing in it runs or is fetched.
        #[arg(long)]
        html: bool,
    },
    /// Print the training questions of a runbook, or answer them; exit 1 when it was not passed.
    ///
    /// All are answered at once, and each attempt stands in the record. The explanations are printed afterwards.
    Quiz {
        /// Short name, title or id.
        #[arg(value_name = "RUNBOOK")]
        name: String,
        /// The options chosen for each question in order, as letters: `a c` or, where several are right, `ab c`.
        #[arg(value_name = "LETTERS")]
        answers: Vec<String>,
    },
    /// Check files and print what is wrong with line and fix; exit 1 on errors. Needs no workspace.
    Lint {
        /// The files.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Print how a file is read: its class, its steps with their lines, its findings. Needs no workspace.
    Steps {
        /// The file.
        path: PathBuf,
    },
}

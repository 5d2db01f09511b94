//! What a use case can fail with.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use decklog_domain::{Refusal, RefusalCode};
use decklog_store::StoreError;
use serde::Serialize;
use ts_rs::TS;

/// Why a use case did not come to its end. Nothing half-done stays behind.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The command was not carried out: an ordinary outcome.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The workspace cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file named by the person cannot be read or written.
    #[error("{}: {message}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What happened.
        message: String,
    },
    /// The person's settings cannot be used.
    #[error("settings at {}: {message}", path.display())]
    Settings {
        /// File or folder.
        path: PathBuf,
        /// What happened.
        message: String,
    },
    /// The person called it off.
    #[error("cancelled")]
    Cancelled,
    /// A report could not be made.
    #[error("the report could not be made: {0}")]
    Report(String),
}

/// An error as it crosses to a window or into `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    /// What to act on: a refusal's code, or `workspace`, `file`, `settings`, `report`, `cancelled`.
    pub code: String,
    /// What happened and what was kept.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl AppError {
    /// A file that cannot be read or written.
    pub fn file(path: &Path, message: impl Display) -> AppError {
        AppError::File { path: path.into(), message: crate::file::said(&message) }
    }

    /// Settings that cannot be used.
    pub fn settings(path: &Path, message: impl Display) -> AppError {
        AppError::Settings { path: path.into(), message: message.to_string() }
    }

    /// Something that was named and does not exist.
    pub fn unknown(message: impl Into<String>, hint: impl Into<String>) -> AppError {
        Refusal::new(RefusalCode::Unknown, message).hint(hint).into()
    }

    /// The error as data.
    pub fn problem(&self) -> Problem {
        let (code, hint) = match self {
            AppError::Refused(refusal) => {
                let code = serde_json::to_value(refusal.code).ok().and_then(|v| v.as_str().map(String::from));
                (code.unwrap_or_default(), refusal.hint.clone())
            }
            AppError::Store(_) => ("workspace".into(), None),
            AppError::File { .. } => ("file".into(), None),
            AppError::Settings { .. } => ("settings".into(), None),
            AppError::Cancelled => ("cancelled".into(), None),
            AppError::Report(_) => ("report".into(), None),
        };
        let message = match self {
            AppError::Cancelled => "it was cancelled; no file was written".into(),
            other => other.to_string(),
        };
        Problem { code, message, hint }
    }
}

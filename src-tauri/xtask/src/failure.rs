//! Why a command stopped.

use std::fmt;

/// A reason to stop, with what to do about it when that is known.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    remedy: Option<String>,
}

impl Failure {
    /// A failure whose message says enough.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None }
    }

    /// Adds what the reader can do.
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "xtask: {}", self.what)?;
        match &self.remedy {
            Some(remedy) => write!(out, "\n  to do: {remedy}"),
            None => Ok(()),
        }
    }
}

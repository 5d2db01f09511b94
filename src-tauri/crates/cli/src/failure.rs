//! How a command fails: the message, and the one place that knows exit codes.

use std::io::{self, Write as _};
use std::process::ExitCode;

use decklog_app::{AppError, Problem};

/// Why a command did not end well.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The application said why.
    App(AppError),
    /// The words of the command line do not fit together: what, and what to do.
    Usage(String, &'static str),
    /// What was looked for is not in order; it was printed already.
    Findings,
    /// Nobody reads our output any more: no error.
    Pipe,
    /// The output could not be written.
    Output(io::Error),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Failure {
        Failure::App(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Pipe,
            _ => Failure::Output(error),
        }
    }
}

impl Failure {
    /// 0 ok, 1 refused or failed, 2 usage, 3 workspace not usable.
    fn exit(&self) -> u8 {
        match self {
            Failure::Pipe => 0,
            Failure::App(AppError::Store(_) | AppError::Settings { .. }) => 3,
            Failure::Usage(..) => 2,
            Failure::App(_) | Failure::Findings | Failure::Output(_) => 1,
        }
    }

    /// What to say about it; `None` when nothing is to be said.
    pub(crate) fn problem(&self) -> Option<Problem> {
        let problem = |code: &str, message: String, hint: Option<&str>| {
            Some(Problem { code: code.into(), message, hint: hint.map(Into::into) })
        };
        match self {
            Failure::Pipe | Failure::Findings => None,
            Failure::App(error) => Some(error.problem()),
            Failure::Usage(message, hint) => problem("usage", message.clone(), Some(hint)),
            Failure::Output(error) => {
                // Output is written when the work is done: a script that tries again would do it twice.
                let hint = "what the command was to record is recorded; look before you repeat it";
                problem("output", format!("the output could not be written: {error}"), Some(hint))
            }
        }
    }

    /// Says on standard error what went wrong, and gives the exit code.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        if let Some(problem) = self.problem() {
            print(&problem, json);
        }
        ExitCode::from(self.exit())
    }
}

/// Words that clap could not read, or help that was asked for.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    // The flags were not parsed, so this looks for the word itself.
    if error.use_stderr() && std::env::args_os().any(|word| word == "--json") {
        let message = error.render().to_string();
        let message = message.trim().trim_start_matches("error: ").to_string();
        print(&Problem { code: "usage".into(), message, hint: Some("see `decklog help`".into()) }, true);
    } else {
        // Nothing is left to be told when even this cannot be written.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn print(problem: &Problem, json: bool) {
    let text = match (json, &problem.hint) {
        (true, _) => serde_json::to_string(problem).unwrap_or_default(),
        (false, Some(hint)) => format!("decklog: {}\n  {hint}", problem.message),
        (false, None) => format!("decklog: {}", problem.message),
    };
    // Nothing is left to be told when even this cannot be written.
    let _ = writeln!(io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn each_failure_has_its_exit_code() {
        let unknown = AppError::unknown("there is no run `9`", "see `decklog run list`");
        assert_eq!(Failure::from(unknown).exit(), 1);
        assert_eq!(Failure::from(AppError::file(Path::new("a"), "gone")).exit(), 1);
        assert_eq!(Failure::from(AppError::settings(Path::new("a"), "gone")).exit(), 3);
        assert_eq!(Failure::Usage("no".into(), "yes").exit(), 2);
        assert_eq!(Failure::Findings.exit(), 1);
        let missing = decklog_app::App::open(
            Path::new("/nonexistent/a.decklog"),
            decklog_app::Access::ReadOnly,
            decklog_app::Machine::Replay(decklog_app::Replay {
                seed: "test".into(),
                now: chrono::DateTime::UNIX_EPOCH,
                zone: Default::default(),
            }),
        );
        assert_eq!(missing.err().map(|error| Failure::from(error).exit()), Some(3));
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let closed = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((closed.exit(), closed.problem()), (0, None));
        assert_eq!(Failure::from(io::Error::other("full")).exit(), 1);
    }
}

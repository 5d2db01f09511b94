//! Making findings.

use decklog_domain::runbook_text::{Diagnostic, Level};

/// A finding on a range of lines. `fix` says what to do.
pub(crate) fn finding(
    level: Level,
    code: &str,
    lines: (u32, u32),
    message: impl Into<String>,
    fix: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        code: code.to_owned(),
        level,
        line: lines.0,
        end_line: lines.1,
        message: message.into(),
        fix: fix.into(),
    }
}

/// The text says something else than it seems to say.
pub(crate) fn error(
    code: &str,
    lines: (u32, u32),
    message: impl Into<String>,
    fix: impl Into<String>,
) -> Diagnostic {
    finding(Level::Error, code, lines, message, fix)
}

/// Something that should be mended.
pub(crate) fn warning(
    code: &str,
    lines: (u32, u32),
    message: impl Into<String>,
    fix: impl Into<String>,
) -> Diagnostic {
    finding(Level::Warning, code, lines, message, fix)
}

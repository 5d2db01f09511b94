//! The words that tell instructions from descriptions. English; rules, not names of files.
//!
//! The lists stand in `words/`, one entry a line, sorted.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::sections::Role;
use crate::blocks::{Block, Kind};

/// A list of words or phrases, one a line.
struct Words(&'static str);

/// Headings of text that is read, not followed.
const CONTEXT: Words = Words(include_str!("words/context.txt"));
/// Headings of links and appendices: they win over what stands below them.
const REFERENCE: Words = Words(include_str!("words/reference.txt"));
/// Headings of what to do.
const PROCEDURE: Words = Words(include_str!("words/procedure.txt"));
/// First words of a condition with an instruction behind it.
const CONDITIONS: Words = Words(include_str!("words/conditions.txt"));

/// Verbs that runbooks begin instructions with.
static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("words/verbs.txt").lines().collect());
/// Words before the verb that change nothing.
static LEAD_INS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("words/lead-ins.txt").lines().collect());

impl Words {
    /// The text begins with an entry that ends where a word ends.
    fn begin(&self, text: &str) -> bool {
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        self.0.lines().any(|entry| text.strip_prefix(entry).is_some_and(ends))
    }

    /// The text ends with an entry, as a word of its own.
    fn end(&self, text: &str) -> bool {
        self.0.lines().any(|entry| text.strip_suffix(entry).is_some_and(|rest| rest.ends_with(' ')))
    }
}

/// What a heading says about the text below it.
pub(super) fn role(heading: &str) -> Role {
    let words = normal(heading);
    if words.is_empty() {
        return Role::Unknown;
    }
    if REFERENCE.begin(&words) {
        return Role::Reference;
    }
    if is_step_heading(heading) {
        return Role::Procedure;
    }
    if CONTEXT.begin(&words) {
        return Role::Context;
    }
    if PROCEDURE.begin(&words) || PROCEDURE.end(&words) || is_imperative(&words) || is_gerund(&words) {
        return Role::Procedure;
    }
    Role::Unknown
}

/// "Step 3", "Phase 2: …", "2. Restart it", "**Step 1:** …".
pub(super) fn is_step_heading(text: &str) -> bool {
    let lower = text.trim().trim_start_matches(['*', '_', ' ']).to_lowercase();
    let numbered = ["step ", "phase ", "stage "].iter().find_map(|word| lower.strip_prefix(word));
    numbered.is_some_and(|rest| rest.trim_start_matches('#').starts_with(|c: char| c.is_ascii_digit()))
        || lower.split_once(['.', ')']).is_some_and(|(number, rest)| {
            !number.is_empty()
                && number.len() < 3
                && number.bytes().all(|b| b.is_ascii_digit())
                && rest.starts_with(' ')
        })
}

/// The text tells what to do: it begins with a verb, asks a question, or says when to do what.
pub(super) fn is_instruction(text: &str) -> bool {
    let words = normal(text);
    is_imperative(&words) || conditional(&words) || text.trim().ends_with('?')
}

fn is_imperative(words: &str) -> bool {
    let mut rest =
        words.split(' ').skip_while(|word| LEAD_INS.contains(word.trim_end_matches(','))).peekable();
    let Some(first) = rest.next() else { return false };
    let first = first.trim_end_matches([',', ':', ';', '.', '!']);
    VERBS.contains(first)
}

fn conditional(words: &str) -> bool {
    CONDITIONS.begin(words) && words.split([',', ':', ';']).skip(1).any(|clause| is_imperative(clause.trim()))
}

/// A heading that tells what to do, or names it: "Restart the pods", "Restarting the pods".
pub(super) fn names_activity(heading: &str) -> bool {
    is_instruction(heading) || is_gerund(&normal(heading))
}

/// "Restarting the pods", "Temporarily removing a node".
fn is_gerund(words: &str) -> bool {
    let first = words.split(' ').find(|word| !word.ends_with("ly")).unwrap_or_default();
    first.len() > 5 && first.ends_with("ing") && first != "something" && first != "everything"
}

/// Text that is still to be written.
pub(super) fn is_todo(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['#', '*', '`', '/', ' ']);
    text.starts_with("TODO") || text == "TBD" || text.to_lowercase().starts_with("todo:")
}

/// The code below a paragraph like this is what comes back, not what is typed.
pub(super) fn announces_output(text: &str) -> bool {
    let lower = text.to_lowercase();
    let last = lower.trim().trim_end_matches(':').rsplit(". ").next().unwrap_or_default().to_owned();
    [
        "expected output",
        "output",
        "you should see",
        "should look like",
        "looks like",
        "look like",
        "for example",
        "example",
        "following error",
        "error message",
        "will return",
        "returns",
        "should return",
        "response",
        "result",
        "similar to",
        "you will see",
        "you see",
        "shows",
        "should show",
        "will show",
        "e.g.",
        "like this",
        "such as",
    ]
    .iter()
    .any(|cue| last.contains(cue))
        && !announces_command(&last)
}

/// "run the following", "use this command".
pub(super) fn announces_command(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "run ",
        "running ",
        "execute",
        "command",
        "ssh ",
        "use the following",
        "using the following",
        "do the following",
    ]
    .iter()
    .any(|cue| lower.contains(cue))
        || is_imperative(&normal(text))
}

/// Inline code that is typed into a shell.
pub(super) fn is_command(code: &str) -> bool {
    let code = code.trim();
    code.contains(' ')
        && code.starts_with(|c: char| c.is_ascii_lowercase() || c == '$' || c == '.' || c == '/' || c == '!')
}

/// A code block in a shell's language.
pub(super) fn is_script(block: &Block) -> bool {
    let Kind::Fence { info } = &block.kind else { return false };
    let lang = info.split_whitespace().next().unwrap_or_default().to_lowercase();
    ["sh", "bash", "shell", "zsh", "console", "powershell", "shell-session"].contains(&lang.as_str())
}

/// Headings that reports of an incident have; true for those that hardly anything else has.
pub(super) fn postmortem_heading(heading: &str) -> Option<bool> {
    let words = normal(heading);
    let only_there = [
        "timeline",
        "root cause",
        "root causes",
        "action items",
        "what went well",
        "what went wrong",
        "where we got lucky",
        "contributing factors",
        "what happened",
        "five whys",
        "5 whys",
        "trigger",
    ];
    let also_there = ["impact", "detection", "resolution", "lessons learned", "lessons learnt", "summary"];
    if begins_with(&words, &only_there) {
        return Some(true);
    }
    begins_with(&words, &also_there).then_some(false)
}

/// Lower case, without numbering, marks and emoji in front.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let start = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    start.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([':', '.', '!', '?']).to_owned()
}

fn begins_with(words: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| {
        words
            .strip_prefix(entry)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_instruction, is_step_heading, role};
    use crate::foreign::sections::Role;

    #[test]
    fn instructions_are_told_from_descriptions() {
        for text in [
            "Check the logs",
            "Then restart it",
            "If it is down, restart it",
            "Is it up?",
            "You should open it",
        ] {
            assert!(is_instruction(text), "{text}");
        }
        for text in ["The node is down", "Chef runs every hour", "Disk usage"] {
            assert!(!is_instruction(text), "{text}");
        }
    }

    #[test]
    fn headings_say_what_is_below() {
        assert_eq!(role("Impact"), Role::Context);
        assert_eq!(role("Appendix A: restart it"), Role::Reference);
        assert_eq!(role("How to restart"), Role::Procedure);
        assert_eq!(role("Restarting pods"), Role::Procedure);
        assert_eq!(role("Kafka"), Role::Unknown);
        assert!(
            is_step_heading("Step 3: go") && is_step_heading("2. Restart") && !is_step_heading("2024 review")
        );
    }
}

//! The words that tell instructions from descriptions. English; rules, not names of files.

use super::sections::Role;
use crate::blocks::{Block, Kind};

/// Headings of text that is read, not followed.
const CONTEXT: &[&str] = &[
    "about",
    "abstract",
    "architecture",
    "audience",
    "background",
    "benefits",
    "caveats",
    "changelog",
    "concepts",
    "contact",
    "contacts",
    "context",
    "contents",
    "deficiencies",
    "definition",
    "definitions",
    "dependencies",
    "description",
    "design",
    "details",
    "example",
    "examples",
    "expected results",
    "faq",
    "features",
    "general",
    "glossary",
    "goal",
    "goals",
    "history",
    "historical",
    "impact",
    "introduction",
    "known issues",
    "limitations",
    "list of",
    "location",
    "logging",
    "meaning",
    "metrics",
    "monitoring",
    "motivation",
    "notes",
    "objective",
    "objectives",
    "overview",
    "owner",
    "ownership",
    "participants",
    "performance",
    "possible causes",
    "potential causes",
    "prerequisites",
    "principles",
    "purpose",
    "rationale",
    "requirements",
    "responsibilities",
    "root cause",
    "scope",
    "service level",
    "severity",
    "structure",
    "success",
    "summary",
    "symptom",
    "symptoms",
    "table of contents",
    "terminology",
    "terms",
    "timeline",
    "tools",
    "types of",
    "understanding",
    "what is",
    "what does",
    "why",
    "who",
    "when to use",
    "how does",
    "how it works",
    "some general",
    "common causes",
    "training",
    "values",
    "variables",
    "configuration",
];

/// Headings of links and appendices: they win over what stands below them.
const REFERENCE: &[&str] = &[
    "additional information",
    "additional reading",
    "additional resources",
    "appendix",
    "credits",
    "external",
    "further reading",
    "further information",
    "see also",
    "links",
    "licence",
    "license",
    "more information",
    "reading",
    "reference",
    "references",
    "related",
    "resources",
    "useful links",
    "sources",
];

/// Headings of what to do.
const PROCEDURE: &[&str] = &[
    "action",
    "actions",
    "alternative",
    "check",
    "checklist",
    "checks",
    "cleanup",
    "containment",
    "corrective action",
    "debugging",
    "diagnose",
    "diagnosis",
    "diagnostic",
    "diagnostics",
    "eradication",
    "escalation",
    "first steps",
    "getting started",
    "guide",
    "handling",
    "how do i",
    "how to",
    "immediate",
    "implementation",
    "installation",
    "instructions",
    "investigation",
    "mitigation",
    "mitigations",
    "next steps",
    "playbook",
    "post-incident",
    "preparation",
    "preparing",
    "procedure",
    "procedures",
    "process",
    "quick start",
    "recover",
    "recovery",
    "remediation",
    "repair",
    "resolution",
    "resolve",
    "response",
    "restore",
    "roll back",
    "rollback",
    "rollout",
    "runbook",
    "setup",
    "solution",
    "solutions",
    "steps",
    "test",
    "tests",
    "testing",
    "to do",
    "triage",
    "troubleshooting",
    "tutorial",
    "upgrade",
    "usage",
    "verification",
    "verify",
    "what to do",
    "workaround",
    "workflow",
];

/// Verbs that runbooks begin instructions with.
const VERBS: &[&str] = &[
    "abort",
    "accept",
    "access",
    "ack",
    "acknowledge",
    "acquire",
    "activate",
    "add",
    "adjust",
    "advise",
    "alert",
    "allow",
    "analyse",
    "analyze",
    "announce",
    "append",
    "apply",
    "approve",
    "archive",
    "ask",
    "assess",
    "assign",
    "assume",
    "attach",
    "attempt",
    "audit",
    "authenticate",
    "authorize",
    "avoid",
    "back",
    "backup",
    "begin",
    "block",
    "boot",
    "bring",
    "browse",
    "build",
    "bump",
    "call",
    "cancel",
    "capture",
    "change",
    "check",
    "checkout",
    "choose",
    "clean",
    "clear",
    "click",
    "clone",
    "close",
    "collect",
    "combine",
    "comment",
    "commit",
    "communicate",
    "compare",
    "compile",
    "complete",
    "compute",
    "conduct",
    "configure",
    "confirm",
    "connect",
    "consider",
    "consult",
    "contact",
    "contain",
    "continue",
    "convert",
    "coordinate",
    "copy",
    "cordon",
    "correct",
    "correlate",
    "create",
    "cut",
    "deactivate",
    "debug",
    "decide",
    "declare",
    "decommission",
    "decrease",
    "decrypt",
    "delegate",
    "delete",
    "deploy",
    "describe",
    "destroy",
    "detach",
    "detect",
    "determine",
    "develop",
    "diagnose",
    "dig",
    "disable",
    "disconnect",
    "discuss",
    "display",
    "do",
    "document",
    "double-check",
    "download",
    "drain",
    "drop",
    "dump",
    "edit",
    "eject",
    "eliminate",
    "email",
    "enable",
    "encrypt",
    "engage",
    "ensure",
    "enter",
    "escalate",
    "establish",
    "estimate",
    "evaluate",
    "examine",
    "execute",
    "exit",
    "expand",
    "explain",
    "explore",
    "export",
    "extend",
    "extract",
    "fail",
    "failover",
    "fetch",
    "file",
    "fill",
    "filter",
    "find",
    "finish",
    "fix",
    "flush",
    "focus",
    "follow",
    "force",
    "forward",
    "gather",
    "generate",
    "get",
    "give",
    "go",
    "grab",
    "grant",
    "grep",
    "halt",
    "hand",
    "have",
    "identify",
    "implement",
    "import",
    "improve",
    "include",
    "increase",
    "inform",
    "initiate",
    "inspect",
    "install",
    "invalidate",
    "investigate",
    "invite",
    "invoke",
    "isolate",
    "issue",
    "join",
    "keep",
    "kill",
    "label",
    "launch",
    "leave",
    "let",
    "limit",
    "link",
    "list",
    "load",
    "locate",
    "lock",
    "log",
    "login",
    "look",
    "lower",
    "maintain",
    "make",
    "manually",
    "mark",
    "merge",
    "migrate",
    "mitigate",
    "modify",
    "monitor",
    "mount",
    "move",
    "name",
    "navigate",
    "note",
    "notify",
    "observe",
    "obtain",
    "open",
    "optimize",
    "order",
    "page",
    "parse",
    "paste",
    "patch",
    "pause",
    "perform",
    "pick",
    "pin",
    "ping",
    "plan",
    "point",
    "post",
    "prepare",
    "press",
    "prevent",
    "print",
    "prioritize",
    "proceed",
    "promote",
    "protect",
    "provide",
    "provision",
    "publish",
    "pull",
    "purge",
    "push",
    "put",
    "quarantine",
    "query",
    "raise",
    "re-enable",
    "re-run",
    "reach",
    "read",
    "reboot",
    "rebuild",
    "reconnect",
    "record",
    "recover",
    "recreate",
    "redeploy",
    "redirect",
    "reduce",
    "refer",
    "refresh",
    "register",
    "reimage",
    "reinstall",
    "release",
    "reload",
    "remediate",
    "remember",
    "remove",
    "rename",
    "renew",
    "repair",
    "repeat",
    "replace",
    "replay",
    "replicate",
    "report",
    "reproduce",
    "request",
    "rerun",
    "reschedule",
    "reset",
    "resize",
    "resolve",
    "respond",
    "restart",
    "restore",
    "restrict",
    "resume",
    "resync",
    "retrieve",
    "retry",
    "return",
    "reverse",
    "revert",
    "review",
    "revoke",
    "roll",
    "rollback",
    "rotate",
    "run",
    "save",
    "say",
    "scale",
    "scan",
    "schedule",
    "scroll",
    "search",
    "secure",
    "see",
    "select",
    "send",
    "set",
    "setup",
    "share",
    "show",
    "shut",
    "shutdown",
    "sign",
    "silence",
    "simulate",
    "skip",
    "snapshot",
    "sort",
    "specify",
    "spin",
    "split",
    "ssh",
    "start",
    "stay",
    "stop",
    "submit",
    "summarize",
    "suspend",
    "switch",
    "sync",
    "tag",
    "tail",
    "taint",
    "take",
    "talk",
    "tell",
    "terminate",
    "test",
    "throttle",
    "touch",
    "trace",
    "track",
    "transfer",
    "treat",
    "triage",
    "trigger",
    "truncate",
    "try",
    "tune",
    "turn",
    "type",
    "unblock",
    "uncordon",
    "understand",
    "undo",
    "uninstall",
    "unlock",
    "unmount",
    "unset",
    "update",
    "upgrade",
    "upload",
    "use",
    "utilize",
    "validate",
    "verify",
    "view",
    "visit",
    "wait",
    "watch",
    "weigh",
    "whitelist",
    "wipe",
    "work",
    "write",
    "zip",
];

/// Words before the verb that change nothing.
const LEAD_INS: &[&str] = &[
    "please",
    "then",
    "next",
    "first",
    "firstly",
    "secondly",
    "second",
    "third",
    "finally",
    "lastly",
    "now",
    "also",
    "optionally",
    "optional",
    "again",
    "and",
    "or",
    "otherwise",
    "alternatively",
    "afterwards",
    "simply",
    "just",
    "always",
    "carefully",
    "quickly",
    "immediately",
    "manually",
    "you",
    "should",
    "must",
    "can",
    "need",
    "to",
    "we",
    "will",
    "may",
    "want",
    "have",
    "always",
    "do",
    "not",
    "never",
    "so",
    "once",
    "done",
];

/// First words of a condition with an instruction behind it.
const CONDITIONS: &[&str] =
    &["if", "when", "once", "after", "before", "in case", "should", "for each", "unless", "while", "from"];

/// What a heading says about the text below it.
pub(super) fn role(heading: &str) -> Role {
    let words = normal(heading);
    if words.is_empty() {
        return Role::Unknown;
    }
    if begins_with(&words, REFERENCE) {
        return Role::Reference;
    }
    if is_step_heading(heading) {
        return Role::Procedure;
    }
    if begins_with(&words, CONTEXT) || begins_with(words.trim_end_matches(" overview"), CONTEXT) {
        return Role::Context;
    }
    if begins_with(&words, PROCEDURE)
        || ends_with(&words, PROCEDURE)
        || is_imperative(&words)
        || is_gerund(&words)
    {
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
        words.split(' ').skip_while(|word| LEAD_INS.contains(&word.trim_end_matches(','))).peekable();
    let Some(first) = rest.next() else { return false };
    let first = first.trim_end_matches([',', ':', ';', '.', '!']);
    VERBS.binary_search(&first).is_ok()
}

fn conditional(words: &str) -> bool {
    CONDITIONS.iter().any(|c| words.strip_prefix(c).is_some_and(|rest| rest.starts_with(' ')))
        && words.split([',', ':', ';']).skip(1).any(|clause| is_imperative(clause.trim()))
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
    let upper = text.get(..4).unwrap_or_default();
    upper == "TODO" || upper == "TBD" || text == "TBD" || text.to_lowercase().starts_with("todo:")
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

fn ends_with(words: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| words.strip_suffix(entry).is_some_and(|rest| rest.ends_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::{VERBS, is_instruction, is_step_heading, role};
    use crate::foreign::sections::Role;

    #[test]
    fn verbs_are_sorted_for_the_search() {
        let sorted: Vec<_> = VERBS.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
        assert!(sorted.is_empty(), "{sorted:?}");
    }

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

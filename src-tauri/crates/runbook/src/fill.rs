//! Values into `{{name}}`, so that a command does what it says and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::invisible;
use crate::shell::{Shell, hyphens_begin_a_comment, quoted_positions};

/// Names that every run knows without declaring them.
pub const BUILT_IN: [&str; 4] = ["run.id", "run.started", "incident.id", "operator"];

/// A text with its variables, or why they are not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text with every value in place, or the text as it was when `missing` or `refused` is not empty.
    pub text: String,
    /// Where the values stand in `text`, in bytes, in order; empty while nothing is filled.
    pub marks: Vec<Range<usize>>,
    /// Known variables without a value, in order of their first use.
    pub missing: Vec<String>,
    /// Variables whose value cannot stand here, with the reason.
    pub refused: Vec<(String, String)>,
}

/// A `{{name}}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
}

/// Fills the variables of a fence.
///
/// `lang` is the language word of its info string. `known` are the names of inputs and records; they and
/// [`BUILT_IN`] are variables, any other `{{…}}` stays as it is. In a shell's fence a value of
/// `[A-Za-z0-9_./:@%+=,-]+` goes in bare and any other one quoted for that shell; inside quotes of the source, in
/// here-documents and in other languages only such a bare value fits. What a shell or language reads as more than itself
/// (`%` in `cmd`, `@` and `,` in PowerShell, `--` in SQL) is not bare there. Control, invisible and bidirectional
/// characters are refused everywhere. Nothing is filled until everything can be.
pub fn fill(text: &str, lang: &str, values: &BTreeMap<String, String>, known: &BTreeSet<String>) -> Filled {
    let uses = uses(text, |name| known.contains(name) || BUILT_IN.contains(&name));
    let shell = Shell::of(lang);
    let comments = hyphens_begin_a_comment(lang);
    let quoted = quoted_positions(text, shell, uses.iter().map(|u| u.range.start));
    let mut filled = Filled {
        text: String::with_capacity(text.len()),
        marks: Vec::new(),
        missing: Vec::new(),
        refused: Vec::new(),
    };
    let mut at = 0;
    for (usage, quoted) in uses.iter().zip(quoted) {
        filled.text.push_str(&text[at..usage.range.start]);
        at = usage.range.end;
        match values.get(&usage.name) {
            None if filled.missing.contains(&usage.name) => {}
            None => filled.missing.push(usage.name.clone()),
            Some(value) if comments && value.contains("--") => {
                refuse(&mut filled, usage, format!("`--` begins a comment in {lang}"));
            }
            Some(value) => match place(value, shell, quoted) {
                Ok(text) => {
                    let from = filled.text.len();
                    filled.text.push_str(&text);
                    filled.marks.push(from..filled.text.len());
                }
                Err(why) => refuse(&mut filled, usage, why),
            },
        }
    }
    filled.text.push_str(&text[at..]);
    if !filled.missing.is_empty() || !filled.refused.is_empty() {
        filled.text = text.to_owned();
        filled.marks.clear();
    }
    filled
}

/// Puts the values that are known into a text for people, as they are: nothing is quoted, and what a value holds is not
/// looked at again. Variables without a value stay.
pub fn words(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for usage in uses(text, |name| values.contains_key(name)) {
        filled.push_str(&text[at..usage.range.start]);
        filled.push_str(&values[&usage.name]);
        at = usage.range.end;
    }
    filled.push_str(&text[at..]);
    filled
}

/// Every `{{name}}` whose name is a variable, in order.
pub(crate) fn uses(text: &str, is_variable: impl Fn(&str) -> bool) -> Vec<Use> {
    let mut uses = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|i| at + i) {
        // `{{{x}}}` is another tool's; the innermost pair counts.
        let Some(close) = text[open + 2..].find("}}").map(|i| open + 2 + i) else { break };
        let name = text[open + 2..close].trim();
        if !name.contains("{{") && is_variable(name) {
            uses.push(Use { name: name.to_owned(), range: open..close + 2 });
            at = close + 2;
        } else {
            at = open + 1;
        }
    }
    uses
}

/// Says once why a variable cannot stand here.
fn refuse(filled: &mut Filled, usage: &Use, why: String) {
    if !filled.refused.iter().any(|(name, _)| *name == usage.name) {
        filled.refused.push((usage.name.clone(), why));
    }
}

fn place(value: &str, shell: Option<Shell>, quoted: bool) -> Result<String, String> {
    if let Some(c) = value.chars().find(|c| matches!(c, '\n' | '\t') || invisible::is_invisible(*c)) {
        return Err(format!("the value holds {}, which cannot be seen in a command", invisible::name(c)));
    }
    let special = shell.and_then(|shell| value.chars().find(|c| shell.is_special(*c)));
    if is_bare(value) && special.is_none() {
        return Ok(value.to_owned());
    }
    let allowed = "letters, digits and _ . / : @ % + = , -";
    match shell {
        Some(Shell::Cmd) if special.is_some() => Err("this shell reads `%` as the mark of a variable".into()),
        Some(_) if quoted => {
            Err(format!("it stands inside quotes or a here-document, where only {allowed} are safe"))
        }
        Some(shell) => {
            shell.quote(value).ok_or_else(|| format!("this shell cannot quote it; only {allowed} are safe"))
        }
        None => Err(format!("outside a shell's block only {allowed} are safe")),
    }
}

fn is_bare(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "_./:@%+=,-".contains(c))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Filled, fill, words};

    fn filled(text: &str, lang: &str, value: &str) -> Filled {
        let values = BTreeMap::from([("x".to_owned(), value.to_owned())]);
        fill(text, lang, &values, &BTreeSet::from(["x".to_owned(), "y".to_owned()]))
    }

    #[test]
    fn bare_or_quoted() {
        assert_eq!(filled("get {{x}} -n {{ x }}", "sh", "shop-1").text, "get shop-1 -n shop-1");
        assert_eq!(filled("get {{x}}", "bash", "a b").text, "get 'a b'");
        assert_eq!(filled("get {{x}}", "sh", "it's").text, r"get 'it'\''s'");
        assert_eq!(filled("get {{x}}", "sh", "").text, "get ''");
        assert_eq!(filled("get {{x}}", "fish", r"a'\b").text, r"get 'a\'\\b'");
        assert_eq!(filled("get {{x}}", "powershell", "it's ‘so’").text, "get 'it''s ‘‘so’’'");
    }

    #[test]
    fn marks_are_where_the_values_stand() {
        let got = filled("get {{x}} -n {{ x }}", "sh", "a b");
        let marked: Vec<&str> = got.marks.iter().map(|mark| &got.text[mark.clone()]).collect();
        assert_eq!(marked, ["'a b'", "'a b'"]);
        assert_eq!(filled("a {{x}} {{y}}", "sh", "1").marks, []);
    }

    #[test]
    fn hostile_values_are_quoted_or_refused() {
        for value in
            ["; rm -rf ~", "$(id)", "`id`", "| sh", "&& id", "\" ; id ; \"", "' ; id ; '", "${IFS}id"]
        {
            let text = filled("ping {{x}}", "sh", value).text;
            assert_eq!(text, format!("ping '{}'", value.replace('\'', r"'\''")));
            assert_eq!(filled("ping \"{{x}}\"", "sh", value).refused.len(), 1, "{value}");
            assert_eq!(filled("ping {{x}}", "sql", value).refused.len(), 1, "{value}");
        }
        for value in ["\n id", "a\u{202E}b", "a\u{200B}", "a\rb", "a\tb", "\u{1B}[2J"] {
            let got = filled("ping {{x}}", "sh", value);
            assert_eq!((got.text.as_str(), got.refused.len()), ("ping {{x}}", 1), "{value:?}");
        }
    }

    #[test]
    fn what_a_shell_or_language_reads_as_more_than_itself_is_not_bare() {
        assert_eq!(filled("get {{x}}", "pwsh", "a,b").text, "get 'a,b'");
        assert_eq!(filled("get {{x}}", "pwsh", "@a").text, "get '@a'");
        assert_eq!(filled("get \"{{x}}\"", "pwsh", "a,b").refused.len(), 1);
        assert_eq!(filled("get {{x}}", "sh", "a,b@c%d").text, "get a,b@c%d");
        assert_eq!(filled("get {{x}}", "cmd", "shop-1").text, "get shop-1");
        let got = filled("get {{x}}", "cmd", "%PATH%").refused;
        assert_eq!(got, [("x".to_owned(), "this shell reads `%` as the mark of a variable".to_owned())]);
        for lang in ["sql", "SQL", "postgresql", "plsql", "cql"] {
            let got = filled("delete from t where id = {{x}} and shop = 4", lang, "1--");
            assert_eq!((got.marks.len(), got.refused.len()), (0, 1), "{lang}");
            assert_eq!(filled("where id = {{x}}", lang, "-1").text, "where id = -1", "{lang}");
        }
        assert_eq!(filled("rate({{x}})", "promql", "a--b").text, "rate(a--b)");
    }

    #[test]
    fn nothing_is_filled_while_a_value_is_missing() {
        let got = filled("a {{x}} {{y}} {{y}}", "sh", "1");
        assert_eq!((got.text.as_str(), got.missing), ("a {{x}} {{y}} {{y}}", vec!["y".to_owned()]));
        assert_eq!(filled("a {{operator}}", "sh", "1").missing, ["operator"]);
    }

    #[test]
    fn prose_is_filled_in_one_pass() {
        let values = [("a", "{{b}}"), ("b", "{{a}} it's"), ("c", "}}")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(words("{{a}}, {{ b }}: {{d}} {{.Names}}", &values), "{{b}}, {{a}} it's: {{d}} {{.Names}}");
        assert_eq!(words("{{a{{c}} {{a}}{{b}}", &values), "{{a}} {{b}}{{a}} it's");
        assert_eq!(words("no variable", &values), "no variable");
    }

    #[test]
    fn other_braces_stay() {
        let text = "docker ps --format '{{.Names}}' {{{x}}} {{ range }}";
        assert_eq!(filled(text, "sh", "1").text, "docker ps --format '{{.Names}}' {1} {{ range }}");
        assert_eq!(filled("{{x", "sh", "1").text, "{{x");
    }
}

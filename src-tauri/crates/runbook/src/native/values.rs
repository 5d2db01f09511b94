//! What stands after a label.

use decklog_domain::runbook_text::{
    Approval, Danger, Decision, EvidenceField, Pointer, Reading, RecordField, Reference, ValueKind, Wait,
};

use crate::blocks::{Block, Span, SpanKind};
use crate::content::one_line;
use crate::duration;
use crate::headings::Targets;
use crate::source::Source;

/// The Markdown after a label, with its links and code taken out of the same pass.
pub(super) struct Value {
    /// On one line, without the colon.
    pub(super) text: String,
    /// Words and destination of each link.
    links: Vec<(String, String)>,
    codes: Vec<String>,
    /// Plain text without the label.
    plain: String,
    /// Markdown after the first link.
    after_link: String,
}

impl Value {
    /// What follows `label` in its paragraph.
    pub(super) fn after(source: &Source<'_>, block: &Block, label: &Span) -> Value {
        let rest = |from: usize| source.slice(from..block.range.end);
        let mut spans: Vec<&Span> = block.spans.iter().filter(|s| s.range.start >= label.range.end).collect();
        spans.sort_by_key(|s| s.range.start);
        let mut links = Vec::new();
        let mut codes = Vec::new();
        let mut after_link = String::new();
        for span in spans {
            let words = one_line(block.span_text(span));
            match &span.kind {
                SpanKind::Link { to } => {
                    if links.is_empty() {
                        after_link = one_line(rest(span.range.end));
                    }
                    links.push((words, to.clone()));
                }
                SpanKind::Code => codes.push(words),
                SpanKind::Strong | SpanKind::Image => {}
            }
        }
        Value {
            text: one_line(without_colon(rest(label.range.end))),
            links,
            codes,
            plain: one_line(without_colon(block.plain.get(label.text.end..).unwrap_or_default())),
            after_link,
        }
    }

    /// The link, when the text is one link and nothing else.
    pub(super) fn only_link(&self) -> Option<(&String, &String)> {
        match self.links.as_slice() {
            [(words, to)] if self.plain.trim_end_matches('.') == words.trim_end_matches('.') => {
                Some((words, to))
            }
            _ => None,
        }
    }

    /// The first in-page link, else the words.
    pub(super) fn pointer(&self, targets: &Targets) -> Pointer {
        self.link(targets).unwrap_or_else(|_| Pointer { text: self.text.clone(), target: None })
    }

    /// The first in-page link.
    pub(super) fn link(&self, targets: &Targets) -> Result<Pointer, String> {
        let (words, to) = self
            .links
            .iter()
            .find(|(_, to)| to.starts_with('#'))
            .ok_or("a link to a heading of this file is missing")?;
        Ok(Pointer { text: words.clone(), target: targets.resolve(to) })
    }

    /// Every in-page link, at least one.
    pub(super) fn all_links(&self, targets: &Targets) -> Result<Vec<Pointer>, String> {
        self.link(targets)?;
        let inside = self.links.iter().filter(|(_, to)| to.starts_with('#'));
        Ok(inside.map(|(words, to)| Pointer { text: words.clone(), target: targets.resolve(to) }).collect())
    }
}

fn without_colon(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix(':').unwrap_or(text)
}

pub(super) fn decision(question: String) -> Decision {
    Decision { question, answers: Vec::new() }
}

/// `role`, optionally `, not the operator` and `× 2`. `earlier` holds a timeout that was read before it.
pub(super) fn approval(text: &str, earlier: Option<Approval>) -> Result<Approval, String> {
    let mut approval = earlier.unwrap_or_else(no_approval);
    for (position, part) in text.split(',').enumerate() {
        let (part, count) = split_count(part.trim())?;
        approval.count = count.unwrap_or(approval.count);
        if position == 0 {
            approval.role = part.to_owned();
        } else if part.eq_ignore_ascii_case("not the operator") {
            approval.not_operator = true;
        } else if !part.is_empty() {
            return Err(format!("after the role only `not the operator` and `× 2` are known, not `{part}`"));
        }
    }
    if approval.role.is_empty() {
        return Err("the role that approves is missing".to_owned());
    }
    Ok(approval)
}

fn no_approval() -> Approval {
    Approval { role: String::new(), not_operator: false, count: 1, timeout_s: None, timeout_to: None }
}

fn split_count(part: &str) -> Result<(&str, Option<u32>), String> {
    let Some((before, number)) = part.rsplit_once(['×', 'x']) else { return Ok((part, None)) };
    let separate = before.is_empty() || before.ends_with(' ');
    let Ok(count) = number.trim().parse::<u32>() else { return Ok((part, None)) };
    if !separate {
        return Ok((part, None));
    }
    match count {
        1..=20 => Ok((before.trim(), Some(count))),
        _ => Err("the number of approvals is 1 to 20".to_owned()),
    }
}

/// `10 min, then [x](#y)`.
pub(super) fn approval_timeout(
    value: &Value,
    targets: &Targets,
    approval: &mut Option<Approval>,
) -> Result<(), String> {
    let form = "write `10 min, then [heading](#heading)`";
    let (seconds, rest) = duration::leading(&value.text).ok_or(form)?;
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    if !rest.starts_with("then ") {
        return Err(form.to_owned());
    }
    let to = value.link(targets)?;
    let approval = approval.get_or_insert_with(no_approval);
    approval.timeout_s = Some(seconds);
    approval.timeout_to = Some(to);
    Ok(())
}

pub(super) fn wait(text: &str) -> Result<Wait, String> {
    let (min_s, max_s) = duration::window(text)
        .ok_or("write a time such as `15–30 min`, the shorter first (units s, min, h)")?;
    Ok(Wait { min_s, max_s })
}

/// `every 5 min: error rate (percent), restarts (number)`.
pub(super) fn reading(text: &str) -> Result<Reading, String> {
    let form = "write `every 5 min: name (number), name (percent)`";
    let (every_s, rest) = text.strip_prefix("every ").and_then(duration::leading).ok_or(form)?;
    let list = rest.trim_start().strip_prefix(':').ok_or(form)?;
    let values =
        split_outside_brackets(list).into_iter().map(reading_value).collect::<Result<Vec<_>, _>>()?;
    if every_s == 0 || values.is_empty() {
        return Err(form.to_owned());
    }
    Ok(Reading { every_s, values })
}

fn reading_value(text: &str) -> Result<RecordField, String> {
    let text = text.trim();
    let (name, kind) = match text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        Some((name, kind)) => (name, value_kind(kind)?),
        None => (text, ValueKind::Text),
    };
    let name = name.trim().trim_matches('`');
    if name.is_empty() {
        return Err("a value to read has no name".to_owned());
    }
    Ok(RecordField { name: name.to_owned(), kind, prompt: String::new() })
}

fn split_outside_brackets(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// `` `name` (type) prompt ``; without a type it is text.
pub(super) fn record(text: &str) -> Result<RecordField, String> {
    let form = "write `` `name` (type) question ``";
    let (name, rest) = text.strip_prefix('`').and_then(|t| t.split_once('`')).ok_or(form)?;
    let name = name.trim();
    if !is_variable(name) {
        return Err(format!("`{name}` is no variable name: letters, digits and `_`, a letter first"));
    }
    let rest = rest.trim();
    let (kind, prompt) = match rest.strip_prefix('(') {
        Some(inner) => {
            let (kind, prompt) = inner.split_once(')').ok_or("the bracket of the type is not closed")?;
            (value_kind(kind)?, prompt.trim())
        }
        None => (ValueKind::Text, rest),
    };
    Ok(RecordField { name: name.to_owned(), kind, prompt: prompt.to_owned() })
}

/// A name that can stand between `{{` and `}}`.
pub(crate) fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// `text`, `number`, `percent`, `duration`, `time`, `choice: a, b`, `url`, `secret: reference`.
pub(super) fn value_kind(text: &str) -> Result<ValueKind, String> {
    let text = text.trim();
    let word = text.to_lowercase();
    Ok(match word.as_str() {
        "text" => ValueKind::Text,
        "number" => ValueKind::Number,
        "percent" => ValueKind::Percent,
        "duration" => ValueKind::Duration,
        "time" => ValueKind::Time,
        "url" => ValueKind::Url,
        "secret: reference" | "secret:reference" => ValueKind::SecretReference,
        _ if word.starts_with("choice:") => {
            let words = text["choice:".len()..].split(',').map(str::trim).filter(|t| !t.is_empty());
            let choices: Vec<String> = words.map(str::to_owned).collect();
            if choices.is_empty() {
                return Err("a choice needs words to choose from".to_owned());
            }
            ValueKind::Choice { choices }
        }
        _ => {
            return Err(format!(
                "`{text}` is no type; known are text, number, percent, duration, time, choice: a, b, url"
            ));
        }
    })
}

/// `output (required), screenshot`.
pub(super) fn evidence(text: &str) -> Result<Vec<EvidenceField>, String> {
    let mut fields = Vec::new();
    for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let (word, required) = match part.strip_suffix("(required)") {
            Some(word) => (word.trim(), true),
            None => (part, false),
        };
        let kind = word.to_lowercase();
        if !["output", "screenshot", "file", "note", "link"].contains(&kind.as_str()) {
            return Err(format!(
                "`{word}` is no kind of evidence; known are output, screenshot, file, note, link"
            ));
        }
        fields.push(EvidenceField { kind, required });
    }
    Ok(fields)
}

pub(super) fn gate(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "strict" => Ok(true),
        "advisory" => Ok(false),
        _ => Err("a gate is `strict` or `advisory`".to_owned()),
    }
}

/// ``consequence (type `target`)``.
pub(super) fn danger(text: &str) -> Danger {
    let target = text.strip_suffix(')').and_then(|t| t.rsplit_once("(type "));
    match target {
        Some((consequence, target)) => Danger {
            consequence: consequence.trim().to_owned(),
            confirm: Some(target.trim().trim_matches('`').to_owned()).filter(|t| !t.is_empty()),
        },
        None => Danger { consequence: text.to_owned(), confirm: None },
    }
}

/// ``[title](./other.md) with `a={{b}}` ``.
pub(super) fn reference(value: &Value) -> Result<Reference, String> {
    let (title, path) =
        value.links.iter().find(|(_, to)| !to.starts_with('#')).ok_or("a link to another file is missing")?;
    let rest = value.after_link.trim().trim_end_matches('.');
    let pairs: Vec<String> = if rest.is_empty() {
        Vec::new()
    } else {
        let list = rest.strip_prefix("with ").ok_or("after the link only `with name=value` is known")?;
        match value.codes.as_slice() {
            [] => list.split([',', ' ']).filter(|p| !p.is_empty()).map(str::to_owned).collect(),
            codes => codes.to_vec(),
        }
    };
    let mut with = std::collections::BTreeMap::new();
    for pair in pairs {
        let (name, text) = pair.split_once('=').ok_or_else(|| format!("`{pair}` is not `name=value`"))?;
        with.insert(name.trim().to_owned(), text.trim().to_owned());
    }
    Ok(Reference { title: title.clone(), path: path.clone(), with })
}

//! `decklog runbook quiz`.

use std::collections::BTreeSet;

use decklog_app::Command;
use decklog_app::query::{QuestionView, TrainingView};
use serde_json::json;

use crate::failure::Failure;
use crate::session::Session;
use crate::show::prose::wrap_after;

pub(super) fn quiz(session: &mut Session, name: String, answers: &[String]) -> Result<(), Failure> {
    if answers.is_empty() {
        let view = session.read()?.training(&name)?;
        if session.out.json() {
            return Ok(session.out.value(&view)?);
        }
        return Ok(session.out.line(questions(&view))?);
    }
    let chosen: Vec<BTreeSet<u32>> = answers.iter().map(|word| letters(word)).collect::<Result<_, _>>()?;
    let app = session.write()?;
    let request = session.request(Command::TakeTraining { runbook: name.clone(), answers: chosen.clone() });
    let recorded = session.execute(&app, request)?;
    let view = app.training(&name)?;
    let record = recorded.records.first().map(|record| record.id.clone()).unwrap_or_default();
    let attempt = view.attempts.iter().find(|attempt| attempt.record == record);
    if session.out.json() {
        session.out.value(&json!({ "recorded": recorded, "attempt": attempt }))?;
    } else {
        for (number, (question, chosen)) in view.questions.iter().zip(&chosen).enumerate() {
            session.out.line(marked(number, question, chosen))?;
        }
        if let Some(attempt) = attempt {
            let word = if attempt.passed { "PASSED" } else { "NOT PASSED" };
            session
                .out
                .line(format!("{word}  {} of {}, {} % needed", attempt.right, attempt.of, view.pass_mark))?;
        }
    }
    if attempt.is_some_and(|attempt| attempt.passed) { Ok(()) } else { Err(Failure::Findings) }
}

fn letter(index: usize) -> char {
    char::from(b'a' + u8::try_from(index.min(25)).unwrap_or(25))
}

/// `ac` as the indexes 0 and 2.
fn letters(word: &str) -> Result<BTreeSet<u32>, Failure> {
    let index = |c: char| c.is_ascii_alphabetic().then(|| u32::from(c.to_ascii_lowercase()) - u32::from('a'));
    word.chars().map(index).collect::<Option<_>>().ok_or_else(|| {
        let message = format!("`{word}` are no letters of options; nothing was recorded");
        Failure::Usage(message, "one word for each question, such as `a bc d`")
    })
}

fn questions(view: &TrainingView) -> String {
    if view.questions.is_empty() {
        return "This runbook has no training questions.".into();
    }
    let mut lines = Vec::new();
    for (number, question) in view.questions.iter().enumerate() {
        let several = if question.right.len() > 1 { " (several are right)" } else { "" };
        lines.push(wrap_after(
            &format!("{}. ", number + 1),
            "   ",
            &format!("{}{several}", question.question),
        ));
        lines.extend(options(question, |_| "  "));
        lines.push(String::new());
    }
    lines.push(format!("{} % right answers are needed.", view.pass_mark));
    for attempt in &view.attempts {
        let word = if attempt.passed { "passed" } else { "not passed" };
        let (right, of) = (attempt.right, attempt.of);
        lines.push(format!(
            "{}  {}: {word}, {right} of {of}, revision {}",
            attempt.at, attempt.by, attempt.revision
        ));
    }
    lines.join("\n")
}

fn marked(number: usize, question: &QuestionView, chosen: &BTreeSet<u32>) -> String {
    let right: BTreeSet<u32> = question.right.iter().copied().collect();
    let word = if right == *chosen { "right" } else { "wrong" };
    let mut lines = vec![wrap_after(&format!("{}. {word}: ", number + 1), "   ", &question.question)];
    lines.extend(options(question, |index| match (right.contains(&index), chosen.contains(&index)) {
        (true, true) => "✓ ",
        (true, false) => "→ ",
        (false, true) => "✗ ",
        (false, false) => "  ",
    }));
    lines.join("\n")
}

fn options(question: &QuestionView, mark: impl Fn(u32) -> &'static str) -> Vec<String> {
    let option = |(index, text): (usize, &String)| {
        wrap_after(&format!("  {}{}: ", mark(index as u32), letter(index)), "       ", text)
    };
    question.options.iter().enumerate().map(option).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::letters;

    #[test]
    fn letters_name_options() {
        assert_eq!(letters("aC").unwrap(), [0, 2].into());
        assert!(letters("1").is_err());
    }
}

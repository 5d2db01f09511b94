//! The questions of a runbook's training section, answered by a person.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Event, Flag, RunbookTrainingTaken};
use crate::runbook_text::{Document, Question};
use crate::{Id, Refusal, RefusalCode};

/// Percent of right answers that is needed when the front matter names no `training_pass`.
pub const PASS_MARK: u32 = 80;

/// The pass mark of a runbook, percent.
pub fn pass_mark(document: &Document) -> u32 {
    document.meta.training_pass.unwrap_or(PASS_MARK).min(100)
}

impl Question {
    /// Indexes of the right options.
    pub fn right(&self) -> BTreeSet<u32> {
        (0..).zip(&self.options).filter(|(_, option)| option.right).map(|(index, _)| index).collect()
    }
}

/// Decides what an attempt is worth.
///
/// `answers` are the indexes of the options chosen for each question, in the order of the questions. A question is
/// right when exactly its right options were chosen.
///
/// # Errors
/// When there are no questions, one was left unanswered, or an option does not exist.
pub fn take(
    runbook: &Id,
    revision: u32,
    document: &Document,
    answers: &[BTreeSet<u32>],
) -> Result<Event, Refusal> {
    let questions = &document.training;
    if questions.is_empty() {
        let message = format!("`{}` has no training questions; nothing was recorded", document.title);
        return Err(Refusal::new(RefusalCode::NotNow, message));
    }
    let open: Vec<String> = (0..questions.len())
        .filter(|index| answers.get(*index).is_none_or(BTreeSet::is_empty))
        .map(|index| (index + 1).to_string())
        .collect();
    if !open.is_empty() {
        let message = format!("not answered yet: question {}; nothing was recorded", open.join(", "));
        return Err(Refusal::new(RefusalCode::Missing, message));
    }
    let mut answer = BTreeMap::new();
    let mut right = 0;
    for (index, (question, chosen)) in questions.iter().zip(answers).enumerate() {
        let words: Option<Vec<&str>> =
            chosen.iter().map(|at| Some(question.options.get(*at as usize)?.text.as_str())).collect();
        let Some(words) = words else {
            let message = format!("question {} has no such option; nothing was recorded", index + 1);
            return Err(Refusal::new(RefusalCode::BadValue, message));
        };
        right += u32::from(*chosen == question.right());
        answer.insert(format!("{}. {}", index + 1, question.question), words.join("; "));
    }
    let of = questions.len() as u32;
    let pass_mark = pass_mark(document);
    Ok(Event::RunbookTrainingTaken(RunbookTrainingTaken {
        runbook: runbook.clone(),
        revision,
        right,
        of,
        pass_mark,
        passed: Flag::from(right * 100 >= pass_mark * of),
        title: document.title.clone(),
        answer,
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::run::Tale;
    use crate::runbook_text::QuizOption;

    fn taken(answers: &[&[u32]]) -> Result<RunbookTrainingTaken, Refusal> {
        let mut tale = Tale::of(&["a"]);
        let question = |right: &[bool]| Question {
            question: "which?".into(),
            options: right.iter().map(|right| QuizOption { text: "this".into(), right: *right }).collect(),
            answer: String::new(),
            line: 1,
        };
        tale.document.training = vec![question(&[true, false]), question(&[true, true, false])];
        tale.document.meta.training_pass = Some(51);
        let answers: Vec<BTreeSet<u32>> = answers.iter().map(|of| of.iter().copied().collect()).collect();
        match take(&tale.run().id, 3, &tale.document, &answers)? {
            Event::RunbookTrainingTaken(taken) => Ok(taken),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_question_is_right_when_exactly_its_right_options_were_chosen() {
        let both = taken(&[&[0], &[0, 1]]).unwrap();
        assert_eq!((both.right, both.of, both.passed), (2, 2, Flag::Yes));
        assert_eq!(both.answer["2. which?"], "this; this");
        for half in [[&[0][..], &[0][..]], [&[0], &[0, 1, 2]], [&[1], &[1, 0]]] {
            let half = taken(&half).unwrap();
            assert_eq!((half.right, half.passed), (1, Flag::No), "{half:?}");
        }
    }

    #[test]
    fn nothing_is_scored_before_all_is_answered() {
        assert_eq!(taken(&[&[0]]).unwrap_err().code, RefusalCode::Missing);
        assert_eq!(taken(&[&[0], &[]]).unwrap_err().code, RefusalCode::Missing);
        assert_eq!(taken(&[&[0], &[3]]).unwrap_err().code, RefusalCode::BadValue);
    }
}

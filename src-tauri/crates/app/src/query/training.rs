//! The training questions of a runbook, and who has answered them.

use decklog_domain::training::pass_mark;
use decklog_runbook::html::safe_html;
use serde::Serialize;
use ts_rs::TS;

use super::Names;
use crate::{App, AppError, names};

/// The questions of the latest revision, and all attempts.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TrainingView {
    /// Percent of right answers that is needed.
    pub pass_mark: u32,
    /// The questions in order.
    pub questions: Vec<QuestionView>,
    /// What people came to, the latest first.
    pub attempts: Vec<AttemptView>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct QuestionView {
    /// The question.
    pub question: String,
    /// What to choose from.
    pub options: Vec<String>,
    /// Indexes of the right options.
    pub right: Vec<u32>,
    /// The explanation as safe HTML, for afterwards.
    pub answer_html: String,
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AttemptView {
    /// Its record.
    pub record: String,
    /// Name of the person.
    pub by: String,
    /// When: UTC.
    pub at: String,
    /// Which revision of the runbook.
    pub revision: u32,
    /// How many were answered right.
    pub right: u32,
    /// How many there were.
    pub of: u32,
    /// It was enough.
    pub passed: bool,
}

impl App {
    /// The training questions of a runbook, and who has answered them.
    ///
    /// # Errors
    /// When there is none of this name, or the workspace cannot be read.
    pub fn training(&self, name: &str) -> Result<TrainingView, AppError> {
        let document = self.runbook(name)?.document;
        self.workspace.read(|snapshot| {
            let people = Names::read(snapshot)?;
            let row = names::runbook(snapshot, name)?;
            let questions = document.training.iter().map(|question| QuestionView {
                question: question.question.clone(),
                options: question.options.iter().map(|option| option.text.clone()).collect(),
                right: question.right().into_iter().collect(),
                answer_html: safe_html(&question.answer),
            });
            let attempts = snapshot.trainings(&row.id)?.into_iter().map(|row| AttemptView {
                by: people.of(&row.person),
                record: row.record,
                at: row.at,
                revision: row.revision,
                right: row.right,
                of: row.of,
                passed: row.passed,
            });
            Ok(TrainingView {
                pass_mark: pass_mark(&document),
                questions: questions.collect(),
                attempts: attempts.collect(),
            })
        })
    }
}

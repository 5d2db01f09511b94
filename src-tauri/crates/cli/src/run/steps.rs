//! Acts in a run: which run is meant, what the act was decided on, and the step that comes next.

use std::path::PathBuf;

use decklog_app::query::RunView;
use decklog_app::{App, AppError, Basis, Command, Recorded, Request};
use decklog_domain::run::{At, RunCommand};
use decklog_domain::{Refusal, RefusalCode};
use serde_json::json;

use crate::failure::Failure;
use crate::session::Session;
use crate::show;

/// An act with what goes with it.
pub(super) struct Act {
    pub(super) command: RunCommand,
    pub(super) attach: Vec<PathBuf>,
    /// The step somebody named; without it, the one that is current when the command begins.
    pub(super) basis: Option<At>,
}

impl From<RunCommand> for Act {
    fn from(command: RunCommand) -> Act {
        Act { command, attach: Vec::new(), basis: None }
    }
}

/// Records an act and prints the step that is current then.
pub(super) fn act(
    session: &mut Session,
    run: Option<String>,
    decide: impl FnOnce(&RunView) -> Result<Act, Failure>,
) -> Result<(), Failure> {
    let app = session.write()?;
    let (recorded, view) = record(session, &app, run, decide)?;
    print(session, &app, &recorded, &view)
}

/// Calls a run complete: where it departed from its text, then how it ended.
pub(super) fn complete(session: &mut Session, run: Option<String>) -> Result<(), Failure> {
    let app = session.write()?;
    let (recorded, view) = record(session, &app, run, |_| Ok(RunCommand::Complete.into()))?;
    if !session.out.json() {
        session.out.line(show::run::deviations(&view, &app.people()?))?;
        session.out.line("")?;
    }
    print(session, &app, &recorded, &view)
}

/// Goes back; a single word that names no run is the step.
pub(super) fn back(session: &mut Session, run: Option<String>, step: Option<String>) -> Result<(), Failure> {
    let app = session.write()?;
    let (run, to) = match (run, step) {
        (Some(word), None) if !names_a_run(&app, &word)? => (None, Some(word)),
        both => both,
    };
    let (recorded, view) = record(session, &app, run, |_| Ok(RunCommand::Back { to }.into()))?;
    print(session, &app, &recorded, &view)
}

fn names_a_run(app: &App, word: &str) -> Result<bool, Failure> {
    match app.run(word) {
        Ok(_) => Ok(true),
        Err(AppError::Refused(refusal)) if refusal.code == RefusalCode::Unknown => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn record(
    session: &mut Session,
    app: &App,
    run: Option<String>,
    decide: impl FnOnce(&RunView) -> Result<Act, Failure>,
) -> Result<(Recorded, RunView), Failure> {
    let run = which(session, app, run)?;
    let seen = app.run(&run)?;
    let Act { command, attach, basis } = decide(&seen)?;
    let current = seen.run.current.map(|current| current.at);
    let request = session.request(Command::Run { run: run.clone(), act: command });
    let request = Request { basis: basis.or(current).map(Basis::Step), attach, ..request };
    let recorded = session.execute(app, request)?;
    Ok((recorded, app.run(&run)?))
}

fn print(session: &mut Session, app: &App, recorded: &Recorded, view: &RunView) -> Result<(), Failure> {
    session.tell(app, recorded)?;
    if session.out.json() {
        return Ok(session.out.value(&json!({ "recorded": recorded, "run": view }))?);
    }
    Ok(session.out.line(show::run::view(view))?)
}

/// The run that was named, or the only open one, saying which.
pub(super) fn which(session: &mut Session, app: &App, run: Option<String>) -> Result<String, Failure> {
    if let Some(run) = run {
        return Ok(run);
    }
    let mut open = app.runs()?;
    open.retain(|run| run.footer == "RUNNING");
    match open.as_slice() {
        [only] => {
            session.out.message(format!("The open run is {}.", only.number))?;
            Ok(only.number.clone())
        }
        [] => {
            let refusal = Refusal::new(RefusalCode::Missing, "no run is open");
            Err(AppError::from(refusal.hint("name one of `decklog run list`, or start one")).into())
        }
        several => {
            let numbers: Vec<&str> = several.iter().map(|run| run.number.as_str()).collect();
            let message = format!("{} runs are open", several.len());
            let hint = format!("name one: {}", numbers.join(", "));
            Err(AppError::from(Refusal::new(RefusalCode::Ambiguous, message).hint(hint)).into())
        }
    }
}

/// The step somebody means, as it must be current for the act: by id or title.
///
/// A step that is not current gets the visit 0, which no step has: the act is then refused as decided on another
/// state, unless the same command had been carried out before.
pub(super) fn named(view: &RunView, name: &str) -> Result<At, Failure> {
    let found = view.outline.iter().find(|step| step.id == name || step.title.eq_ignore_ascii_case(name));
    let Some(step) = found else {
        let message = format!("this runbook has no step `{name}`; nothing was recorded");
        return Err(AppError::unknown(message, "see `decklog run show --steps`").into());
    };
    let current = view.run.current.as_ref().filter(|current| current.at.step == step.id);
    Ok(At { step: step.id.clone(), visit: current.map_or(0, |current| current.at.visit) })
}

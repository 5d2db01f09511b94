//! `decklog run`: what each command is, as data.

use std::collections::BTreeMap;
use std::path::PathBuf;

use decklog_app::query::RunView;
use decklog_app::{App, Command};
use decklog_domain::run::{self, RunCommand};
use serde_json::json;

use super::steps::{self, Act};
use crate::args;
use crate::args::run::{Done, Reason, Run};
use crate::args::values::assignment;
use crate::failure::Failure;
use crate::session::Session;
use crate::show;

pub(super) fn run(session: &mut Session, run: Run) -> Result<(), Failure> {
    match run {
        Run::Start { runbook, incident, drill, set } => {
            let inputs = set.into_iter().collect();
            start(session, Command::StartRun { runbook, incident, drill, inputs })
        }
        Run::List => {
            let rows = session.read()?.runs()?;
            let empty = "No run was started yet: `decklog run start RUNBOOK`.";
            Ok(session.out.list(&rows, empty, show::run::row)?)
        }
        Run::Show { run, steps } => {
            let app = session.read()?;
            show(session, &app, run, steps)
        }
        Run::Done(args) => done(session, args, RunCommand::Done),
        Run::Override { done: args, why } => done(session, args, |done| RunCommand::Override { why, done }),
        Run::Child(one) => child(session, one.run),
        Run::Ask(one) => steps::act(session, one.run, |_| Ok(RunCommand::RequestApproval.into())),
        Run::Approve(verdict) => approve(session, verdict),
        Run::Timeout(one) => steps::act(session, one.run, |_| Ok(RunCommand::ApprovalTimeout.into())),
        Run::Read { words, note } => {
            let (run, values) = assignments(words, "write it like `run read RUN restarts=0`")?;
            steps::act(session, run, |_| Ok(RunCommand::TakeReading { values, note }.into()))
        }
        Run::Abort(reason) => otherwise(session, reason, |why| RunCommand::Abort { why }),
        Run::Na(reason) => otherwise(session, reason, |why| RunCommand::NotApplicable { why }),
        Run::Skip(reason) => otherwise(session, reason, |why| RunCommand::Skip { why }),
        Run::Defer(reason) => otherwise(session, reason, |why| RunCommand::Defer { why }),
        Run::Fail(reason) => otherwise(session, reason, |why| RunCommand::Fail { why }),
        Run::Tick { words } => {
            let (run, tasks) = sub_items(words)?;
            steps::act(session, run, |_| Ok(Act::from(RunCommand::Tick { tasks })))
        }
        Run::Set { words } => {
            let (run, values) = assignments(words, "write it like `run set RUN namespace=shop`")?;
            steps::act(session, run, |_| Ok(RunCommand::SetValues { values }.into()))
        }
        Run::Note { run, text, evidence } => {
            let text = session.text(text)?;
            steps::act(session, run, |_| Ok(Act { attach: evidence, ..RunCommand::Note { text }.into() }))
        }
        Run::Back { run, step } => steps::back(session, run, step),
        Run::Rollback(one) => steps::act(session, one.run, |_| Ok(RunCommand::Rollback.into())),
        Run::Escalate(one) => steps::act(session, one.run, |_| Ok(RunCommand::Escalate.into())),
        Run::Undo(one) => steps::act(session, one.run, |_| Ok(RunCommand::Undo.into())),
        Run::Waive { run, step, why } => {
            steps::act(session, run, |_| Ok(RunCommand::Waive { step, why }.into()))
        }
        Run::Complete(one) => steps::complete(session, one.run),
        Run::Stop { run, why } => steps::act(session, run, |_| Ok(RunCommand::Stop { why }.into())),
    }
}

fn start(session: &mut Session, command: Command) -> Result<(), Failure> {
    let app = session.write()?;
    let request = session.request(command);
    let recorded = session.execute(&app, request)?;
    let id = recorded.records.first().map(|record| record.subject.clone()).unwrap_or_default();
    let view = app.run(&id)?;
    if session.out.json() {
        return Ok(session.out.value(&json!({ "recorded": recorded, "run": view }))?);
    }
    session.out.line(show::run::view(&view))?;
    let missing = inputs_without_value(&app, &view)?;
    if !missing.is_empty() {
        session.out.message(show::prose::wrap(
            &format!(
                "These inputs have no value: {}. Commands that name them stay unfilled until you give them: \
                 `decklog run set {} NAME=VALUE`.",
                missing.join(", "),
                view.run.number
            ),
            0,
            0,
        ))?;
    }
    Ok(())
}

/// Starts the runbook that the current step calls.
fn child(session: &mut Session, run: Option<String>) -> Result<(), Failure> {
    let app = session.write()?;
    let run = steps::which(session, &app, run)?;
    start(session, Command::StartChild { run })
}

/// Required inputs of the runbook that the run was started without.
fn inputs_without_value(app: &App, view: &RunView) -> Result<Vec<String>, Failure> {
    let inputs = app.runbook(view.run.runbook.as_str())?.document.inputs;
    let missing = inputs.into_iter().filter(|i| i.required && !view.run.values.contains_key(&i.name));
    Ok(missing.map(|input| input.name).collect())
}

fn show(session: &mut Session, app: &App, run: Option<String>, outline: bool) -> Result<(), Failure> {
    let view = app.run(&steps::which(session, app, run)?)?;
    if session.out.json() {
        return Ok(session.out.value(&view)?);
    }
    Ok(session.out.line(if outline { show::run::outline(&view) } else { show::run::view(&view) })?)
}

fn done(
    session: &mut Session,
    args: Done,
    command: impl FnOnce(run::Done) -> RunCommand,
) -> Result<(), Failure> {
    let what = command(run::Done {
        saw: args.saw,
        choose: args.choose,
        set: args.set.into_iter().collect(),
        confirm: args.confirm,
        note: args.note,
        all: args.all,
    });
    closing(session, args.run, what, args.evidence, args.expected.step)
}

fn approve(session: &mut Session, verdict: args::run::Verdict) -> Result<(), Failure> {
    let decision = match (verdict.deny, verdict.changes) {
        (true, _) => run::Verdict::Denied,
        (_, true) => run::Verdict::ChangesRequested,
        _ => run::Verdict::Approved,
    };
    let (why, known) = (verdict.why, verdict.known);
    steps::act(session, verdict.run, |_| Ok(RunCommand::DecideApproval { decision, why, known }.into()))
}

fn otherwise(session: &mut Session, reason: Reason, what: fn(String) -> RunCommand) -> Result<(), Failure> {
    closing(session, reason.run, what(reason.why), reason.evidence, reason.expected.step)
}

/// Closes the current step, which must be the expected one when one was named.
fn closing(
    session: &mut Session,
    run: Option<String>,
    command: RunCommand,
    attach: Vec<PathBuf>,
    expected: Option<String>,
) -> Result<(), Failure> {
    steps::act(session, run, |view| {
        let basis = expected.map(|name| steps::named(view, &name)).transpose()?;
        Ok(Act { command, attach, basis })
    })
}

/// The run, when there is more than one argument, and the numbers of sub-items.
fn sub_items(mut words: Vec<String>) -> Result<(Option<String>, Vec<u32>), Failure> {
    let run = (words.len() > 1).then(|| words.remove(0));
    let numbers = words.iter().flat_map(|word| word.split(','));
    let tasks: Result<Vec<u32>, _> = numbers.map(|number| number.trim().parse()).collect();
    let usage = |_| {
        let message = format!("`{}` are no numbers of sub-items; nothing was recorded", words.join(" "));
        Failure::Usage(message, "write them like `run tick 1,3` or `run tick RUN 1 3`")
    };
    Ok((run, tasks.map_err(usage)?))
}

/// The run, when the first argument is no assignment, and the values; `example` shows how they are written.
fn assignments(
    mut words: Vec<String>,
    example: &'static str,
) -> Result<(Option<String>, BTreeMap<String, String>), Failure> {
    let run = words.first().is_some_and(|word| !word.contains('=')).then(|| words.remove(0));
    let pairs = words.iter().map(|word| {
        assignment(word).map_err(|_| {
            let message = format!("`{word}` is no assignment; nothing was recorded");
            Failure::Usage(message, example)
        })
    });
    let values: BTreeMap<String, String> = pairs.collect::<Result<_, _>>()?;
    if values.is_empty() {
        let message = "no value was given; nothing was recorded".to_owned();
        return Err(Failure::Usage(message, example));
    }
    Ok((run, values))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(Into::into).collect()
    }

    #[test]
    fn the_first_of_several_arguments_of_tick_is_the_run() {
        assert_eq!(sub_items(words("2")).unwrap(), (None, vec![2]));
        assert_eq!(sub_items(words("1,3")).unwrap(), (None, vec![1, 3]));
        assert_eq!(sub_items(words("7 1 3")).unwrap(), (Some("7".into()), vec![1, 3]));
        assert_eq!(sub_items(words("RUN-2026-001 2,4")).unwrap(), (Some("RUN-2026-001".into()), vec![2, 4]));
        assert!(matches!(sub_items(words("RUN-2026-001")), Err(Failure::Usage(..))));
    }

    #[test]
    fn a_first_argument_of_set_that_is_no_assignment_is_the_run() {
        let selector = BTreeMap::from([("selector".to_string(), "app=checkout-api".to_string())]);
        assert_eq!(assignments(words("selector=app=checkout-api"), "").unwrap(), (None, selector.clone()));
        assert_eq!(
            assignments(words("7 selector=app=checkout-api"), "").unwrap(),
            (Some("7".into()), selector)
        );
        for usage in ["7", "7 namespace", "namespace=shop 7", "7 =shop"] {
            assert!(matches!(assignments(words(usage), ""), Err(Failure::Usage(..))), "{usage}");
        }
    }
}

//! The commands, carried out.

mod export;
mod incident;
mod init;
mod journal;
mod man;
mod person;
mod postmortem;
mod quiz;
mod runbook;
mod runs;
mod steps;
mod workspace;

use std::process::ExitCode;

use clap::CommandFactory as _;

use crate::args::{Cli, Command};
use crate::failure::Failure;
use crate::session::Session;

/// Carries out what was typed.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let mut session = Session::new(cli.global);
    let done = carry_out(&mut session, cli.command).and_then(|()| Ok(session.out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // What was printed before belongs in front of the message; a second failure has nobody to be told.
            let _ = session.out.flush();
            failure.report(session.out.json())
        }
    }
}

fn carry_out(session: &mut Session, command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(init) => init::init(session, init),
        Command::Person(person) => person::person(session, person),
        Command::Runbook(runbook) => runbook::runbook(session, runbook),
        Command::Incident(incident) => incident::incident(session, incident),
        Command::Run(run) => runs::run(session, run),
        Command::Postmortem(postmortem) => postmortem::postmortem(session, postmortem),
        Command::Journal(journal) => journal::journal(session, journal),
        Command::Export(export) => export::export(session, export),
        Command::Verify { bundle } => export::verify(session, &bundle),
        Command::Search { words, limit } => workspace::search(session, &words.join(" "), limit),
        Command::Backup { file } => workspace::backup(session, &file),
        Command::Doctor => workspace::doctor(session),
        Command::Demo { dir } => export::demo(session, &dir),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "decklog", &mut script);
            Ok(session.out.bytes(&script)?)
        }
        Command::Man => Ok(session.out.bytes(&man::page(Cli::command())?)?),
    }
}

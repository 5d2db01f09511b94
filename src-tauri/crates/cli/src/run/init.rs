//! `decklog init`.

use decklog_app::{App, Machine, NewWorkspace, os_user};
use serde_json::json;

use crate::args::Init;
use crate::failure::Failure;
use crate::session::Session;

pub(super) fn init(session: &mut Session, init: Init) -> Result<(), Failure> {
    let path = match init.file {
        Some(file) => file,
        None => session.workspace()?,
    };
    let machine = session.machine();
    if matches!(machine, Machine::Replay(_)) && !init.replay {
        let message = "--now is taken by a replay workspace only; nothing was made";
        return Err(Failure::Usage(message.into(), "add --replay, or leave out --now"));
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let new = NewWorkspace {
        name: init.name.or(stem).unwrap_or_else(|| "workspace".into()),
        person: init.person.unwrap_or_else(os_user),
        handle: init.handle,
    };
    let app = App::create(&path, &new, machine)?;
    let me = app.people()?.into_iter().find(|person| person.me);
    if session.out.json() {
        return Ok(session.out.value(&json!({ "workspace": app.about()?, "person": me }))?);
    }
    session.out.line(path.to_string_lossy())?;
    if let Some(me) = me {
        session.out.message(format!("A new workspace; you are {} ({}).", me.name, me.handle))?;
    }
    session.out.message("Next: `decklog runbook import shipped`, or your own folder of Markdown.")?;
    Ok(())
}

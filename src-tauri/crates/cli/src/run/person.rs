//! `decklog person`.

use decklog_app::query::PersonView;
use decklog_app::{App, Command};
use serde_json::json;

use crate::args::person::Person;
use crate::failure::Failure;
use crate::session::Session;
use crate::show::prose;

pub(super) fn person(session: &mut Session, person: Person) -> Result<(), Failure> {
    match person {
        Person::Add { name, handle } => {
            let app = session.write()?;
            let request = session.request(Command::AddPerson { handle, name });
            let recorded = session.execute(&app, request)?;
            let subject = recorded.records.first().map(|record| record.subject.clone());
            let added = app.people()?.into_iter().find(|person| Some(&person.id) == subject.as_ref());
            if session.out.json() {
                return Ok(session.out.value(&json!({ "recorded": recorded, "person": added }))?);
            }
            Ok(added.map_or(Ok(()), |person| session.out.line(line(&person)))?)
        }
        Person::List => {
            let people = session.read()?.people()?;
            Ok(session.out.list(&people, "Nobody is in the record yet.", line)?)
        }
        Person::Use { handle } => {
            let app = session.write()?;
            app.use_person(&handle)?;
            me(session, &app)
        }
    }
}

fn me(session: &mut Session, app: &App) -> Result<(), Failure> {
    let me = app.people()?.into_iter().find(|person| person.me);
    match me {
        Some(me) if session.out.json() => Ok(session.out.value(&me)?),
        Some(me) => Ok(session.out.message(format!("You are {} ({}).", me.name, me.handle))?),
        None => Ok(()),
    }
}

fn line(person: &PersonView) -> String {
    format!("{} {:<16}  {}", if person.me { '*' } else { ' ' }, person.handle, prose::one_line(&person.name))
}

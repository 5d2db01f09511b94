//! `decklog journal`.

use serde_json::json;

use crate::args::journal::Journal;
use crate::failure::Failure;
use crate::out::Out;
use crate::session::Session;
use crate::show::times;

use decklog_app::query::RecordView;

pub(super) fn journal(session: &mut Session, journal: Journal) -> Result<(), Failure> {
    match journal {
        Journal::List => list(session),
        Journal::Show { record } => {
            let record = session.read()?.record(&record)?;
            if session.out.json() {
                return Ok(session.out.value(&record)?);
            }
            Ok(show(&mut session.out, &record)?)
        }
        Journal::Verify => verify(session),
        Journal::Rebuild { check } => rebuild(session, check),
    }
}

fn list(session: &mut Session) -> Result<(), Failure> {
    let app = session.read()?;
    let mut log = String::new();
    let mut output = Ok(());
    // A reader that has gone away ends the walk through a journal that may be long.
    let walked = app.records(|record| {
        output = line(&mut session.out, &record, &mut log);
        match &output {
            Ok(()) => Ok(()),
            Err(error) => Err(decklog_app::AppError::file(app.path(), error)),
        }
    });
    output?;
    Ok(walked?)
}

fn line(out: &mut Out, record: &RecordView, log: &mut String) -> std::io::Result<()> {
    if out.json() {
        return out.value(record);
    }
    if *log != record.log {
        log.clone_from(&record.log);
        out.line(format!("journal {log}"))?;
    }
    out.line(format!(
        "{:>7}  {}  {:<28}  {}",
        record.seq,
        times::second(&record.at),
        record.kind,
        record.actor
    ))
}

fn show(out: &mut Out, record: &RecordView) -> std::io::Result<()> {
    let rows = [
        ("record", format!("{}#{}", record.log, record.seq)),
        ("id", record.id.clone()),
        ("type", record.kind.clone()),
        ("recorded", times::second(&record.at)),
        ("actor", format!("{} (known by {})", record.actor, record.known)),
        ("leaf", record.leaf.clone()),
        ("body", record.body.clone()),
        ("payload", record.payload.clone()),
    ];
    rows.iter().try_for_each(|(name, value)| out.line(format!("{name:<9} {value}")))
}

fn verify(session: &mut Session) -> Result<(), Failure> {
    // That somebody checked is recorded where that is possible; a copy on a read-only medium, a damaged file and
    // somebody who is not in the record can be checked all the same.
    let recorded = session.write().and_then(|app| Ok(app.verify_journal()?));
    let found = match recorded {
        Ok(found) => found,
        Err(failure @ Failure::Pipe | failure @ Failure::Output(_)) => return Err(failure),
        Err(_) => {
            let found = session.read()?.verify_journal()?;
            session.out.message("This check itself could not be recorded.")?;
            found
        }
    };
    if session.out.json() {
        let journals = found.journals.iter().map(|journal| {
            json!({
                "log": journal.info.origin,
                "sealed": journal.info.sealed,
                "records": journal.chain.size,
                "root": journal.chain.root.to_string(),
                "clock_jumps": journal.chain.jump_count,
                "unauthenticated": journal.chain.unauthenticated,
            })
        });
        let faults = found
            .faults
            .iter()
            .map(|fault| json!({ "log": fault.origin, "seq": fault.seq, "message": fault.message }));
        session.out.value(&json!({
            "holds": found.holds(),
            "records": found.records(),
            "fault_count": found.fault_count,
            "journals": journals.collect::<Vec<_>>(),
            "faults": faults.collect::<Vec<_>>(),
        }))?;
    } else {
        for journal in &found.journals {
            let sealed = if journal.info.sealed { ", sealed" } else { "" };
            session.out.line(format!("journal {}{sealed}", journal.info.origin))?;
            session.out.line(format!("  records  {}", journal.chain.size))?;
            session.out.line(format!("  root     {}", journal.chain.root))?;
            if journal.chain.jump_count > 0 {
                session.out.line(format!("  the clock went backwards {} times", journal.chain.jump_count))?;
            }
        }
        for fault in &found.faults {
            let place = fault.seq.map(|seq| format!("#{seq}")).unwrap_or_default();
            session.out.line(format!("FAULT {}{place}: {}", fault.origin, fault.message))?;
        }
        let more = found.fault_count.saturating_sub(found.faults.len() as u64);
        if more > 0 {
            session.out.line(format!("and {more} more"))?;
        }
        session.out.line(match found.fault_count {
            0 => format!("PASS  all {} records hold", found.records()),
            n => format!("FAIL  {n} faults; {} records hold", found.records()),
        })?;
    }
    if found.holds() { Ok(()) } else { Err(Failure::Findings) }
}

fn rebuild(session: &mut Session, check: bool) -> Result<(), Failure> {
    let rebuilt = if check { session.read()?.check_projections()? } else { session.write()?.rebuild()? };
    let changed = rebuilt.changed_tables();
    if session.out.json() {
        session.out.value(&json!({
            "unchanged": rebuilt.unchanged(),
            "changed_tables": changed,
            "words": rebuilt.words_before,
        }))?;
    } else {
        let tables = rebuilt.after.len();
        session.out.line(match (rebuilt.unchanged(), check) {
            (true, _) => format!("All {tables} lists are what the journal gives."),
            (false, true) => "The lists differ from what the journal gives.".into(),
            (false, false) => "The lists differed from what the journal gives and were made anew.".into(),
        })?;
        for table in &changed {
            session.out.line(format!("  {table}"))?;
        }
        if let Some(words) = &rebuilt.words_before {
            session.out.line(format!("  search: {words}"))?;
        }
        if check && !rebuilt.unchanged() {
            session.out.message("Make them anew with `decklog journal rebuild`.")?;
        }
    }
    if check && !rebuilt.unchanged() { Err(Failure::Findings) } else { Ok(()) }
}

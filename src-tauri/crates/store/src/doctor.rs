//! What is wrong with a workspace and how to mend it.

use rusqlite::Connection;

use crate::{ReadOnlyReason, Snapshot, StoreError, Workspace, file_system, projection, schema, verify};

/// Below this many free bytes recording may soon fail.
const LITTLE_SPACE: u64 = 256 * 1024 * 1024;

/// A log larger than this was not folded into the file for long.
const LARGE_LOG: u64 = 128 * 1024 * 1024;

/// One thing to know about a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether something is wrong, or is only worth knowing.
    pub wrong: bool,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl Finding {
    fn wrong(what: impl Into<String>, mend: &str) -> Self {
        Self { wrong: true, what: what.into(), mend: mend.to_owned() }
    }

    fn note(what: impl Into<String>, mend: &str) -> Self {
        Self { wrong: false, what: what.into(), mend: mend.to_owned() }
    }
}

impl Workspace {
    /// Looks at file, journals, projections and surroundings; empty when there is nothing to say. Changes nothing.
    ///
    /// # Errors
    /// Only what keeps the file from being read at all.
    pub fn doctor(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        // Whoever asked for reading only knows why.
        if let Some(reason) = self.read_only.as_ref().filter(|reason| **reason != ReadOnlyReason::Asked) {
            findings.push(Finding::note(format!("nothing can be recorded: {reason}"), "see the reason"));
        }
        self.read(|snapshot| {
            structure(snapshot.conn, &mut findings)?;
            journals(snapshot, &self.host.device, &mut findings)?;
            projections(snapshot.conn, &mut findings)
        })?;
        // Lists of a journal that does not hold say nothing more.
        if !findings.iter().any(|finding| finding.wrong) {
            self.lists(&mut findings);
        }
        self.surroundings(&mut findings);
        Ok(findings)
    }

    /// Compares the lists with what the journal gives, on a copy.
    fn lists(&self, findings: &mut Vec<Finding>) {
        match self.check_projections() {
            Ok(check) if check.unchanged() => {}
            Ok(check) => {
                let tables = check.changed_tables().join(", ");
                let what = match check.words_before {
                    Some(words) if tables.is_empty() => format!("the search index is not sound: {words}"),
                    _ => format!("lists differ from what the journal gives: {tables}"),
                };
                findings.push(Finding::wrong(what, "run `journal rebuild`: the journal itself holds"));
            }
            Err(error) => findings.push(Finding::note(
                format!("the lists could not be compared with the journal: {error}"),
                "free some space, or copy the workspace elsewhere, and run this again",
            )),
        }
    }

    fn surroundings(&self, findings: &mut Vec<Finding>) {
        if let Some(free) = file_system::free_bytes(&self.path)
            && free < LITTLE_SPACE
        {
            let megabytes = free / (1024 * 1024);
            findings.push(Finding::wrong(
                format!("only {megabytes} MiB are free on the disk"),
                "free some space",
            ));
        }
        if file_system::wal_bytes(&self.path) > LARGE_LOG {
            findings.push(Finding::note(
                "the log beside the workspace has grown large",
                "close every window and command that has the workspace open; the last one folds it in",
            ));
        }
        for left in file_system::leftovers(&self.path) {
            findings.push(Finding::note(
                format!("{} was left by a copy or creation that was interrupted", left.display()),
                "delete it when nothing else is running",
            ));
        }
    }
}

fn structure(conn: &Connection, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let mend = "keep a copy of the file and restore the newest backup that verifies";
    let mut quick_check = conn.prepare("PRAGMA quick_check(20)")?;
    for line in quick_check.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            findings.push(Finding::wrong(format!("the database is not sound: {line}"), mend));
        }
    }
    let mut foreign_keys = conn.prepare("PRAGMA foreign_key_check")?;
    for table in foreign_keys.query_map([], |row| row.get::<_, String>(0))? {
        findings.push(Finding::wrong(format!("a row of {} points at nothing", table?), mend));
    }
    let triggers: i64 = conn.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'
         AND tbl_name IN ('journal', 'record', 'payload', 'checkpoint')",
        [],
        |row| row.get(0),
    )?;
    if triggers < schema::GUARDS {
        findings.push(Finding::wrong(
            "the triggers that keep journal rows from being changed are missing",
            "run `journal verify`: somebody may have edited the file with another program",
        ));
    }
    Ok(())
}

fn journals(snapshot: &Snapshot<'_>, device: &str, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let found = verify::verify(snapshot)?;
    for fault in &found.faults {
        let place = fault.seq.map_or_else(String::new, |seq| format!(", record {seq}"));
        findings.push(Finding::wrong(
            format!("journal {}{place}: {}", fault.origin, fault.message),
            "keep a copy of the file; compare it with the newest backup and the exports that verify",
        ));
    }
    if !found.journals.iter().any(|journal| !journal.info.sealed && journal.info.device == device) {
        findings.push(Finding::note(
            "the open journal belongs to another device",
            "nothing: the next record seals it and begins a journal of this device",
        ));
    }
    let jumps: u64 = found.journals.iter().map(|journal| journal.chain.jump_count).sum();
    if jumps > 0 {
        findings.push(Finding::note(
            format!("a clock went backwards {jumps} times between records"),
            "nothing: reports list it; check the time service of the machine",
        ));
    }
    Ok(())
}

fn projections(conn: &Connection, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    if schema::projection_version(conn)? != Some(i64::from(projection::VERSION)) {
        findings.push(Finding::wrong(
            "the lists were folded by another version of the program",
            "run `journal rebuild`",
        ));
    }
    Ok(())
}

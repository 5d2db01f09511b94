//! What is wrong is said clearly, nothing is lost, and the exit code tells scripts.

use std::path::{Path, PathBuf};
use std::process::Command;

use decklog_store::Host;
use decklog_store::{Access, Workspace};

use crate::skipped;
use crate::world::World;

/// A workspace with an incident and a note, not open anywhere.
fn world() -> World {
    let world = World::with_workspace();
    world.decklog("incident declare 'Queue stuck'").succeeds();
    world.decklog("incident note 1 'seen before'").succeeds();
    world
}

/// All that was recorded is still there, and more can be recorded.
fn nothing_is_lost(world: &World) {
    world.decklog("incident show 1").succeeds().prints(&["Queue stuck", "seen before"]);
    world.decklog("journal verify").succeeds().prints(&["PASS"]);
    world.decklog("journal rebuild --check").succeeds();
    world.decklog("incident note 1 'and work goes on'").succeeds();
}

/// Every way to look and to record ends like this, and the file stays as it is.
fn is_not_usable(world: &World, words: &[&str]) {
    let before = std::fs::read(world.workspace()).ok();
    for line in
        ["incident list", "incident note 1 x", "journal list", "search queue", "doctor", "journal verify"]
    {
        world.decklog(line).exits(3).explains(words);
    }
    assert!(std::fs::read(world.workspace()).ok() == before, "the file was changed");
}

#[test]
fn a_workspace_that_is_none() {
    let world = World::new();
    is_not_usable(&world, &["there is no workspace", "init"]);
    for (bytes, words) in [("", "it is empty"), ("shopping list", "it is not a database")] {
        world.write("workspace.decklog", bytes);
        is_not_usable(&world, &["is not a Decklog workspace", words, "left as it is"]);
        world.decklog("init --as X").exits(3).explains(&["exists already"]);
    }
    std::fs::remove_file(world.workspace()).unwrap();
    let other = rusqlite::Connection::open(world.workspace()).unwrap();
    other.execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1);").unwrap();
    drop(other);
    is_not_usable(&world, &["database of another program"]);
    std::fs::remove_file(world.workspace()).unwrap();
    std::fs::create_dir(world.workspace()).unwrap();
    world.decklog("incident list").exits(3).explains(&["it is a folder"]);
}

#[test]
fn a_truncated_workspace() {
    let world = world();
    let whole = std::fs::read(world.workspace()).unwrap();
    for length in [20, 99, 100, 4096, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        std::fs::write(world.workspace(), &whole[..length]).unwrap();
        is_not_usable(&world, &["Nothing was changed", "restore the newest backup"]);
    }
    std::fs::write(world.workspace(), &whole).unwrap();
    nothing_is_lost(&world);
}

#[test]
fn a_page_that_was_overwritten() {
    let world = world();
    let whole = std::fs::read(world.workspace()).unwrap();
    for page in 1..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..(page + 1) * 4096].fill(0x5a);
        std::fs::write(world.workspace(), &damaged).unwrap();
        // Some pages are only needed for what nobody asked: what matters is a clear end and that verifying finds it.
        for line in ["incident show 1", "journal verify", "doctor"] {
            let said = world.decklog(line);
            assert!(matches!(said.code, Some(0 | 1 | 3)), "page {page}: `{line}` ends with {:?}", said.code);
            assert!(!said.stderr.contains("panicked"), "page {page}: {}", said.stderr);
        }
    }
    std::fs::write(world.workspace(), &whole).unwrap();
    nothing_is_lost(&world);
}

#[test]
fn a_workspace_of_a_newer_version() {
    let world = world();
    let version = |version: Option<i64>| {
        let conn = rusqlite::Connection::open(world.workspace()).unwrap();
        let before: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        conn.pragma_update(None, "user_version", version.unwrap_or(before)).unwrap();
        before
    };
    let ours = version(Some(9999));
    world.decklog("incident note 1 x").exits(3).explains(&["newer version", "Update the program"]);
    world.decklog("incident show 1").succeeds().prints(&["seen before"]);
    world.decklog("journal verify").succeeds().prints(&["PASS"]);
    assert_eq!(version(Some(ours)), 9999, "nothing brought the file to another version");
    nothing_is_lost(&world);
}

#[test]
fn a_workspace_with_an_unknown_event_type() {
    let world = world();
    world.decklog("backup before.decklog").succeeds();
    let device = std::fs::read_to_string(world.path("home/laptop/config/decklog/device")).unwrap();
    // A later program knows the type; its projections may keep it apart, which this one's cannot.
    let later = Host { device: device.trim().to_owned(), app: "9.0.0".to_owned(), known: |_| true };
    drop(Workspace::open(&world.workspace(), Access::ReadWrite, later).unwrap());
    let conn = rusqlite::Connection::open(world.workspace()).unwrap();
    conn.execute("INSERT INTO record_type (type) VALUES ('weather.observed')", []).unwrap();
    drop(conn);
    world.decklog("incident note 1 x").exits(3).explains(&["newer version", "weather.observed"]);
    world.decklog("incident show 1").succeeds().prints(&["seen before"]);
    std::fs::copy(world.path("before.decklog"), world.workspace()).unwrap();
    nothing_is_lost(&world);
}

#[test]
fn a_workspace_whose_device_changed() {
    let mut world = world();
    world.move_to("desktop");
    nothing_is_lost(&world);
    let journals = |world: &World| {
        let found = world.decklog("journal verify --json").succeeds().json();
        let journals = found["journals"].as_array().unwrap().clone();
        (journals.len(), journals.iter().filter(|journal| journal["sealed"] == true).count())
    };
    assert_eq!(journals(&world), (2, 1), "the first journal is sealed, a second one goes on");
    world.move_to("laptop");
    nothing_is_lost(&world);
    assert_eq!(journals(&world), (3, 2), "a sealed journal is never opened again");
}

/// A small file system in memory; gone when dropped.
struct Mount(PathBuf);

impl Mount {
    /// `None` where mounting is not permitted, which is said.
    fn new(at: PathBuf, size: &str) -> Option<Mount> {
        std::fs::create_dir_all(&at).unwrap();
        if mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], &at) {
            return Some(Mount(at));
        }
        skipped::say(1, "mounting a tmpfs is not permitted here");
        None
    }

    fn refuse_writes(&self) {
        assert!(mount(&["-o", "remount,ro"], &self.0));
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    Command::new("mount").args(arguments).arg(at).output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_workspace_on_a_read_only_mount() {
    let world = world();
    let Some(mount) = Mount::new(world.path("mnt"), "16m") else { return };
    std::fs::copy(world.workspace(), world.path("mnt/w.decklog")).unwrap();
    mount.refuse_writes();
    let there = "--workspace mnt/w.decklog";
    world.decklog(&format!("{there} incident note 1 x")).exits(3).explains(&["takes no writes", "Copy it"]);
    world.decklog(&format!("{there} incident show 1")).succeeds().prints(&["seen before"]);
    world.decklog(&format!("{there} search queue")).succeeds().prints(&["INC-"]);
    world.decklog(&format!("{there} journal verify")).succeeds().prints(&["PASS"]);
    world.decklog(&format!("{there} journal rebuild --check")).succeeds();
    world.decklog(&format!("{there} export 1 --format json --out seen.json")).succeeds();
    assert!(std::fs::read_to_string(world.path("seen.json")).unwrap().contains("seen before"));
    world.decklog("init mnt/new.decklog --as X").exits(3);
}

#[test]
fn a_full_disk() {
    let world = World::new();
    let Some(_mount) = Mount::new(world.path("mnt"), "3m") else { return };
    let there = "--workspace mnt/w.decklog";
    world.decklog("init mnt/w.decklog --as 'A. Meier'").succeeds();
    world.decklog(&format!("{there} incident declare 'Queue stuck'")).succeeds();
    let mut kept = 0;
    let full = loop {
        // Bytes without a pattern, so that nothing makes them smaller.
        let mut bytes = vec![0_u8; 300_000];
        let mut state = 0x9e37_79b9_u32 + kept;
        for byte in &mut bytes {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = (state >> 24) as u8;
        }
        world.write("evidence.bin", bytes);
        let said = world.decklog(&format!(
            "{there} incident resolve 1 --criteria 'criteria {kept}' --evidence evidence.bin"
        ));
        if said.code != Some(0) {
            break said;
        }
        kept += 1;
        assert!(kept < 50, "the disk is never full");
        let again = world.decklog(&format!("{there} incident reopen 1 --why again"));
        if again.code != Some(0) {
            break again;
        }
    };
    full.exits(3).explains(&["the disk is full", "everything recorded before is kept"]);
    assert!(kept > 0);
    let shown = world.decklog(&format!("{there} incident show 1")).succeeds();
    shown.prints(&[&format!("criteria {}", kept - 1)]);
    // The check reads all there is, whether or not it can be recorded.
    world.decklog(&format!("{there} journal verify")).succeeds().prints(&["PASS"]);

    std::fs::copy(world.path("mnt/w.decklog"), world.workspace()).unwrap();
    for side in ["-wal", "-shm"] {
        let name = format!("w.decklog{side}");
        if world.path("mnt").join(&name).exists() {
            std::fs::copy(world.path("mnt").join(&name), world.path(&format!("workspace.decklog{side}")))
                .unwrap();
        }
    }
    world.decklog("incident note 1 'with room again'").succeeds();
    world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn runbooks_that_are_hardly_any() {
    let world = world();
    let ten = "a line of ten megabytes, over and over\n".repeat(270_000);
    let files: [(&str, &[u8], &str); 5] = [
        ("yaml", b"---\nrunbook: 1\ntitle: [broken\n---\n\n# Broken\n\n## A\n\nDo it.\n", "front"),
        ("bytes", b"# Caf\xe9\n\n1. Look at \xff\xfe the queue\n", ""),
        ("large", ten.as_bytes(), "2 MiB"),
        ("empty", b"", ""),
        ("zeros", &[0; 4096], ""),
    ];
    for (name, bytes, words) in files {
        world.write(&format!("{name}.md"), bytes);
        let imported = world.decklog(&format!("runbook import {name}.md")).succeeds().prints(&["imported"]);
        imported.explains(&["1 imported", "0 failed"]);
        let shown = world.process(crate::world::program()).args(["runbook", "show", name]).output().unwrap();
        assert!(shown.stdout == bytes, "{name}: other bytes come back");
        let file = world.decklog(&format!("runbook steps {name}.md --json")).succeeds().json();
        let said = file["diagnostics"].to_string();
        assert!(said.contains(words), "{name}: `{words}` is not said in {said}");
        assert_eq!(
            file["class"] == "empty",
            ["large", "empty", "zeros"].contains(&name),
            "{name}: {}",
            file["class"]
        );
    }
    world.decklog("runbook lint yaml.md").succeeds().prints(&["front-matter-not-read"]);
    for name in ["large", "empty"] {
        world
            .decklog(&format!("run start {name}"))
            .exits(1)
            .explains(&["has no steps to follow", "no run was started"]);
    }
    world.decklog("run start bytes").succeeds();
    world.decklog("runbook import nowhere.md").exits(1).prints(&["failed"]);
    nothing_is_lost(&world);
}

#[test]
fn names_and_times_that_nobody_can_read() {
    let world = world();
    let records = |world: &World| world.decklog("journal list").succeeds().stdout.lines().count();
    let before = records(&world);
    for (line, words) in [
        ("incident show 99", &["there is no incident `99`", "incident list"][..]),
        ("incident note 99 x", &["there is no incident `99`", "nothing was recorded"]),
        ("incident show INC-1999-001", &["there is no incident"]),
        ("postmortem show 99", &["there is no incident"]),
        ("export 99 --out x.zip", &["there is no incident"]),
        ("run start nothing", &["there is no runbook `nothing`", "nothing was recorded"]),
        ("run show 99", &["there is no run `99`"]),
        ("journal show 9999", &["there is no record `9999`"]),
        ("incident note 1 x --at 'half past'", &["half past"]),
        ("incident note 1 x --at 03:10X", &["03:10X"]),
        ("incident note 1 x --at '03:10 CST'", &["CST"]),
        ("incident note 1 x --at 2026-02-30T03:00Z", &["2026-02-30"]),
        ("incident milestone 1 detected yesternight", &["yesternight"]),
        ("incident declare Errors --started soon", &["soon"]),
        ("runbook show nothing", &["there is no runbook `nothing`"]),
        ("runbook show nothing --html", &["there is no runbook `nothing`"]),
        ("run show", &["no run is open"]),
        ("incident note 1 x --actor nobody", &["there is no person `nobody`", "nothing was recorded"]),
        ("incident resolve 1", &["criteria"]),
        ("incident reopen 1 --why x", &["not resolved"]),
    ] {
        let said = world.decklog(line).exits(1).explains(words);
        // A command that only looks has nothing to record.
        let looks = line.contains(" show") || line.starts_with("export");
        assert!(!looks || !said.stderr.contains("recorded"), "`{line}`\n{}", said.stderr);
        assert_eq!(records(&world), before, "`{line}` recorded something");
    }
    for line in ["incident note", "incident declare X --severity SEV9", "run skip 1", "no-such-command", ""] {
        world.decklog(line).exits(2);
    }
    world.decklog("incident note 99 x --json").exits(1).explains(&["{\"code\":\"unknown\""]);
    assert!(!world.path("x.zip").exists());
    nothing_is_lost(&world);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_holds_nobody_up() {
    let world = world();
    world.write("folder/good.md", "# Good\n\n1. Look at the queue\n");
    assert!(Command::new("mkfifo").arg(world.path("folder/pipe.md")).status().unwrap().success());
    let imported = world.decklog("runbook import folder").exits(1).prints(&["it is a pipe or a device"]);
    imported.explains(&["1 imported", "1 failed"]);
    world.decklog("runbook import /dev/zero").exits(1).prints(&["it is a pipe or a device"]);
    world.decklog("incident resolve 1 --criteria x --evidence /dev/zero").exits(1).explains(&["too large"]);
    world.decklog("runbook lint folder/good.md /dev/zero").exits(1).explains(&["files are read up to"]);
    nothing_is_lost(&world);
}

#[test]
fn a_zone_that_is_none_is_said() {
    let world = world();
    let said = world
        .process(crate::world::program())
        .args(["incident", "note", "1", "errors", "--at", "03:10"])
        .env("TZ", "Nowhere/Bad")
        .output()
        .unwrap();
    assert!(said.status.success());
    assert!(String::from_utf8_lossy(&said.stderr).contains("TZ is `Nowhere/Bad`"), "{said:?}");
    world.decklog("incident note 1 x --at ''").exits(2);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_does_not_ask_to_do_it_twice() {
    let world = world();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = world.process(crate::world::program());
    let said = command.args(["incident", "note", "1", "once"]).stdout(full).output().unwrap();
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stderr).contains("look before you repeat"), "{said:?}");
    world.decklog("incident show 1").succeeds().prints(&["once"]);
}

#[test]
fn an_ending_that_names_no_format() {
    let world = world();
    world.decklog("export 1 --out report.docx").exits(2).explains(&[
        "`.docx`",
        "nothing was written",
        ".pdf",
    ]);
    assert!(!world.path("report.docx").exists());
}

#[test]
fn doctor_compares_the_lists_with_the_journal() {
    let world = world();
    world.decklog("doctor").succeeds();
    let other = rusqlite::Connection::open(world.workspace()).unwrap();
    other.execute("UPDATE incident SET title = 'Something else'", []).unwrap();
    drop(other);
    world.decklog("doctor").exits(1).prints(&["lists differ", "incident", "journal rebuild"]);
    world.decklog("journal rebuild").succeeds();
    world.decklog("doctor").succeeds();
    nothing_is_lost(&world);
}

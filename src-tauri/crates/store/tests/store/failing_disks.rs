//! A medium without writes and a full disk, on small memory file systems; mounting them needs root.

use decklog_store::{Access, ReadOnlyReason, StoreError, Workspace};

use crate::mount::Mount;
use crate::support::{Counter, LAPTOP, content, create_at, host, size};

#[test]
fn a_medium_without_writes_is_read() {
    let Some(mount) = Mount::new("4m") else { return };
    let mut fresh = Counter(0);
    drop(create_at(&mount.join("w.decklog"), LAPTOP, &mut fresh).unwrap());
    mount.refuse_writes();
    let workspace = Workspace::open(&mount.join("w.decklog"), Access::ReadWrite, host(LAPTOP)).unwrap();
    assert_eq!(workspace.read_only(), Some(&ReadOnlyReason::Media));
    assert_eq!(size(&workspace), 1);
    assert!(workspace.verify().unwrap().holds());
    assert!(workspace.check_projections().unwrap().unchanged());
    let draft = content(&mut fresh, b"x");
    let outcome = workspace.write(&mut fresh, |tx| tx.append(draft));
    assert!(matches!(outcome, Err(StoreError::ReadOnly(ReadOnlyReason::Media))), "{outcome:?}");
    let elsewhere = tempfile::tempdir().unwrap();
    workspace.backup(&elsewhere.path().join("copy.decklog")).unwrap();
    let refused = create_at(&mount.join("new.decklog"), LAPTOP, &mut fresh).err().unwrap();
    assert!(matches!(refused, StoreError::ReadOnly(ReadOnlyReason::Media)), "{refused}");
}

#[test]
fn records_that_wait_in_a_log_are_not_silently_left_out() {
    let Some(mount) = Mount::new("16m") else { return };
    let mut fresh = Counter(0);
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("w.decklog");
    let workspace = create_at(&here, LAPTOP, &mut fresh).unwrap();
    let draft = content(&mut fresh, b"in the log only");
    workspace.write(&mut fresh, |tx| tx.append(draft)).unwrap();
    // As after a crash: the log is still there.
    for suffix in ["", "-wal"] {
        let name = format!("w.decklog{suffix}");
        std::fs::copy(folder.path().join(&name), mount.join(&name)).unwrap();
    }
    mount.refuse_writes();
    match Workspace::open(&mount.join("w.decklog"), Access::ReadWrite, host(LAPTOP)) {
        Ok(workspace) => assert_eq!(size(&workspace), 2),
        Err(error) => {
            assert!(matches!(error, StoreError::NotReadableHere(_)), "{error}");
            assert!(error.to_string().contains("w.decklog-wal"), "{error}");
        }
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_recorded() {
    let Some(mount) = Mount::new("2m") else { return };
    let mut fresh = Counter(0);
    let workspace = create_at(&mount.join("w.decklog"), LAPTOP, &mut fresh).unwrap();
    let mut recorded = size(&workspace);
    let mut n = 0_u32;
    let error = loop {
        n += 1;
        assert!(n < 1000, "the disk never filled up");
        let bytes: Vec<u8> = (0..20_000_u32).map(|i| (i.wrapping_mul(n) >> 3) as u8).collect();
        let draft = content(&mut fresh, &bytes);
        match workspace.write(&mut fresh, |tx| tx.append(draft)) {
            Ok(_) => recorded += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert!(recorded > 5);
    assert_eq!(size(&workspace), recorded);
    assert!(workspace.verify().unwrap().holds());
    let refused = workspace.backup(&mount.join("copy.decklog")).unwrap_err();
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    drop(workspace);
    let workspace = Workspace::open(&mount.join("w.decklog"), Access::ReadWrite, host(LAPTOP)).unwrap();
    assert_eq!(size(&workspace), recorded);
    assert!(workspace.verify().unwrap().holds());
}

#[test]
fn a_full_disk_leaves_no_half_made_workspace() {
    let Some(mount) = Mount::new("64k") else { return };
    let error = create_at(&mount.join("w.decklog"), LAPTOP, &mut Counter(0)).err().unwrap();
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert_eq!(std::fs::read_dir(mount.folder()).unwrap().count(), 0);
}

#[test]
fn a_full_disk_is_still_read() {
    let Some(mount) = Mount::new("1m") else { return };
    drop(create_at(&mount.join("w.decklog"), LAPTOP, &mut Counter(0)).unwrap());
    mount.fill();
    for (access, reason) in
        [(Access::ReadWrite, ReadOnlyReason::DiskFull), (Access::ReadOnly, ReadOnlyReason::Asked)]
    {
        let workspace = Workspace::open(&mount.join("w.decklog"), access, host(LAPTOP)).unwrap();
        assert_eq!(workspace.read_only(), Some(&reason));
        assert_eq!(size(&workspace), 1);
        assert!(workspace.verify().unwrap().holds());
    }
    mount.free();
    let workspace = Workspace::open(&mount.join("w.decklog"), Access::ReadWrite, host(LAPTOP)).unwrap();
    assert_eq!(workspace.read_only(), None);
}

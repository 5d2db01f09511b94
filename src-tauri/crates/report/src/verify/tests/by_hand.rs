//! The instructions in README-VERIFY.txt, followed word for word.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use super::folder::unpack_to;
use super::*;
use crate::bundle::fixture::PHOTO;

/// Runs the commands of the README in the folder of a bundle; `None` when the tools are not here.
fn by_hand(folder: &Path, readme: &str) -> Option<bool> {
    let tools = ["python3", "sha256sum"];
    if tools.iter().any(|tool| Command::new(tool).arg("--version").output().is_err()) {
        return None;
    }
    let checks = readme.lines().filter(|line| line.starts_with("sha256sum "));
    let python = readme.split_once("python3 - <<'END'\n").unwrap().1.split_once("\nEND\n").unwrap().0;
    let mut commands: Vec<_> = checks.map(|line| ("sh", "-c", line)).collect();
    assert_eq!(commands.len(), 2);
    commands.push(("python3", "-c", python));
    let run =
        |(tool, option, text)| Command::new(tool).args([option, text]).current_dir(folder).output().unwrap();
    Some(commands.into_iter().map(run).all(|output| output.status.success()))
}

/// A stranger without this program comes to the same result.
#[test]
fn a_check_by_hand_agrees() {
    let sample = Memory::sample();
    let readme = String::from_utf8(sample.files[layout::README].clone()).unwrap();
    let change = |path: &str, from: &str, to: &str| {
        sample.clone().with(path, |content| replace(content, from, to)).with_manifests()
    };
    let photo = format!("data/evidence/{}.png", Hash::of(PHOTO));
    let cases = [
        sample.clone(),
        sample.clone().with("data/report.md", |content| content[0] ^= 1),
        sample.clone().with(layout::BAGIT, |content| content[0] ^= 1),
        change(layout::RECORDS, "note_added", "note_adder"),
        change(layout::RECORDS, "\"seq\":1", "\"seq\": 1"),
        change(layout::PAYLOADS, "Pods", "Dogs"),
        change(layout::PAYLOADS, "\"number\":4", "\"number\":5"),
        change(layout::EXPORT, "\"size\": 5", "\"size\": 4"),
        change(layout::EXPORT, "\"replay\"", "\"live\""),
        change(layout::EXPORT, "\"root\": \"", "\"root\": \"0"),
        change(layout::EXPORT, "\"payloads\": 6", "\"payloads\": 5"),
        sample.clone().with(layout::PAYLOADS, |content| content.truncate(content.len() / 2)).with_manifests(),
        sample.clone().with(&photo, |content| content.push(0)).with_manifests(),
        sample.clone().without(&photo).with_manifests(),
    ];
    for (index, case) in cases.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        unpack_to(folder.path(), case);
        let Some(holds) = by_hand(folder.path(), &readme) else {
            // Past the test runner, which keeps what a passing test prints.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {} cases: sha256sum or python3 is missing",
                cases.len()
            );
            return;
        };
        assert_eq!(holds, verify_folder(folder.path()).outcome == Outcome::Pass, "case {index}");
        assert_eq!(holds, index == 0, "case {index}");
    }
}

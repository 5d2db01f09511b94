//! The tour of the README works as it stands there.

use std::path::Path;

use crate::world::{World, program};

#[test]
fn the_tour_of_the_readme_runs() {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    let readme = std::fs::read_to_string(checkout.join("README.md")).unwrap();
    let tour = readme.split("\n## ").find(|section| section.starts_with("A five-minute tour")).unwrap();
    let fences: Vec<&str> =
        tour.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(fences.len() >= 4, "the tour lost its commands");

    let world = World::new();
    // The tour is taken in the checkout; the files it makes are not wanted there.
    std::os::unix::fs::symlink(checkout.join("runbooks"), world.path("runbooks")).unwrap();
    let path = std::env::join_paths(
        std::iter::once(program().parent().unwrap().to_path_buf())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let output = world
        .process("sh")
        .args(["-e", "-u", "-c", &fences.concat()])
        .env("PATH", path.unwrap())
        .env_remove("DECKLOG_WORKSPACE")
        .output()
        .unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stdout}\n{stderr}");
    assert!(stdout.contains("PASS, unsigned"), "{stdout}");
}

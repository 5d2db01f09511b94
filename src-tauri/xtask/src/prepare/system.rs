//! Packages of the operating system.

use std::fs;
use std::process::Command;

use crate::command;
use crate::failure::Failure;

/// What is needed of the system, under the names its distributions give it.
pub(crate) struct Needs {
    debian: &'static [&'static str],
    fedora: &'static str,
    arch: &'static str,
    /// Modules that `pkg-config` knows when all is there.
    modules: &'static [&'static str],
    /// Programs that are on the path when all is there.
    programs: &'static [&'static str],
}

/// A C compiler: SQLite is built from source.
pub(crate) const COMPILER: Needs =
    Needs { debian: &["build-essential"], fedora: "gcc", arch: "base-devel", modules: &[], programs: &[] };

/// Also the web view that the window is made of; git, by which the files to check are found; and what the tests of the
/// window need: a screen without a monitor, a driver, a session bus, and a font for what the window's own fonts lack.
pub(crate) const WINDOW: Needs = Needs {
    debian: &[
        "build-essential",
        "dbus",
        "fonts-dejavu-core",
        "git",
        "libwebkit2gtk-4.1-dev",
        "pkg-config",
        "webkit2gtk-driver",
        "xvfb",
    ],
    fedora: "dbus-daemon dejavu-sans-fonts gcc git pkgconf webkit2gtk4.1-devel xorg-x11-server-Xvfb, and WebKitWebDriver",
    arch: "base-devel dbus git ttf-dejavu webkit2gtk-4.1 xorg-server-xvfb, and WebKitWebDriver",
    modules: &["webkit2gtk-4.1"],
    programs: &["Xvfb", "WebKitWebDriver", "dbus-daemon", "setpriv"],
};

/// Installs what is missing on Debian 12+, Ubuntu 22.04+ and their kin. Elsewhere, says what is missing.
pub(crate) fn ensure(needs: &Needs) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return ensure_compiler_of_vendor();
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    if is_debian_kin(&release) { ensure_by_apt(needs) } else { ensure_elsewhere_on_linux(needs) }
}

fn ensure_by_apt(needs: &Needs) -> Result<(), Failure> {
    let missing: Vec<&str> = needs.debian.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    println!("installing system packages with apt: {packages}");
    let by_hand = format!("as root: apt-get update && apt-get install {packages}");

    let root = command::read_quietly(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root && !command::succeeds(Command::new("sudo").arg("--version")) {
        return Err(Failure::new("system packages are missing, and there is no sudo to install them with")
            .remedy(by_hand));
    }
    let apt = |words: &[&str]| {
        let mut whole = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        whole.extend(words);
        if !root {
            whole.insert(0, "sudo");
        }
        let mut apt = Command::new(whole.remove(0));
        command::run(apt.args(whole)).map_err(|failure| {
            Failure::new(format!("{failure}\napt could not install {packages}")).remedy(&by_hand)
        })
    };
    apt(&["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install)
}

fn is_installed(package: &str) -> bool {
    let mut ask = Command::new("dpkg-query");
    ask.args(["--show", "--showformat=${db:Status-Status}", package]);
    command::read_quietly(&mut ask).is_some_and(|status| status == "installed")
}

fn ensure_elsewhere_on_linux(needs: &Needs) -> Result<(), Failure> {
    let mut missing = Vec::new();
    if !command::succeeds(Command::new("cc").arg("--version")) {
        missing.push("a C compiler");
    }
    let known = |module: &&str| command::succeeds(Command::new("pkg-config").args(["--exists", module]));
    if !needs.modules.iter().all(known) {
        missing.push("WebKitGTK 4.1 with its headers");
    }
    missing.extend(needs.programs.iter().filter(|program| !is_on_path(program)));
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("missing: {}", missing.join(", "))).remedy(format!(
        "only Debian, Ubuntu and their kin are served here. Fedora: dnf install {}; Arch: pacman -S {}",
        needs.fedora, needs.arch
    )))
}

fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// macOS and Windows bring the web view; the compiler comes from the vendor.
fn ensure_compiler_of_vendor() -> Result<(), Failure> {
    if cfg!(target_os = "macos") && !command::succeeds(Command::new("xcode-select").arg("-p")) {
        return Err(Failure::new("Apple's command line tools are missing").remedy("xcode-select --install"));
    }
    // On Windows, this program could not have been linked without the build tools.
    Ok(())
}

/// Whether an os-release text (freedesktop.org, os-release(5)) is of Debian or of a system made from it.
fn is_debian_kin(release: &str) -> bool {
    release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches(['"', '\'']).split_whitespace())
        .any(|name| name == "debian" || name == "ubuntu")
}

#[cfg(test)]
mod tests {
    use super::is_debian_kin;

    #[test]
    fn kin_of_debian_are_known_by_their_os_release() {
        assert!(is_debian_kin("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"));
        assert!(is_debian_kin("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_debian_kin("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian_kin("ID=fedora\nVARIANT_ID=debian\n"));
        assert!(!is_debian_kin("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n"));
        assert!(!is_debian_kin(""));
    }
}

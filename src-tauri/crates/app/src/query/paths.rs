//! Completions of a path that somebody types.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use crate::machine;

/// How many completions are given.
const MOST: usize = 50;

/// At most fifty files and folders that `prefix` may become, by name; folders end in `/`. `~` is the home folder.
/// Hidden ones are given once a dot was typed. A folder that cannot be read has none.
pub fn paths(prefix: &str) -> Vec<String> {
    let home = machine::home();
    let cut = prefix.rfind(['/', MAIN_SEPARATOR]).map_or(0, |at| at + 1);
    let (folder, name) = prefix.split_at(cut);
    let place = match (folder.strip_prefix('~'), home) {
        (Some(rest), Some(home)) if rest.starts_with(['/', MAIN_SEPARATOR]) => {
            home.join(rest.trim_start_matches(['/', MAIN_SEPARATOR]))
        }
        _ if folder.is_empty() && prefix == "~" => return vec!["~/".into()],
        _ if folder.is_empty() => Path::new(".").into(),
        _ => Path::new(folder).into(),
    };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<String> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            // Only a name that is text can be typed.
            let full = entry.file_name().into_string().ok()?;
            let hidden = full.starts_with('.') && !name.starts_with('.');
            if hidden || !full.starts_with(name) {
                return None;
            }
            let slash = if entry.path().is_dir() { "/" } else { "" };
            Some(format!("{folder}{full}{slash}"))
        })
        .collect();
    found.sort();
    found.truncate(MOST);
    found
}

/// The path that somebody typed, with a leading `~` as the home folder; any other path is as it was.
pub fn from_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), machine::home()) {
        (Ok(rest), Some(home)) if rest.as_os_str().is_empty() => home,
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.into(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::{from_home, paths};
    use crate::machine;

    #[test]
    fn a_leading_tilde_is_the_home_folder() {
        let home = machine::home().unwrap();
        assert_eq!(from_home(Path::new("~")), home);
        assert_eq!(from_home(Path::new("~/logs/a.txt")), home.join("logs/a.txt"));
        for other in ["~roth/a.txt", "./~/a.txt", "/tmp/~", "a~"] {
            assert_eq!(from_home(Path::new(other)), Path::new(other));
        }
        // What is attached is looked for there.
        let missing = [Path::new("~/no such file of decklog").to_path_buf()];
        let error = crate::attach::read(&missing).err().unwrap().to_string();
        assert!(error.starts_with(&home.display().to_string()), "{error}");
    }

    #[test]
    fn names_are_completed_and_folders_end_in_a_slash() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("{}/{name}", folder.path().display());
        std::fs::create_dir(folder.path().join("runbooks")).unwrap();
        for name in ["run.md", "other.md", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(paths(&at("ru")), [at("run.md"), at("runbooks/")]);
        assert_eq!(paths(&at("")), [at("other.md"), at("run.md"), at("runbooks/")]);
        assert_eq!(paths(&at(".")), [at(".hidden")]);
        assert_eq!(paths(&at("none/x")), Vec::<String>::new());
        for n in 0..60 {
            std::fs::write(folder.path().join(format!("many{n}")), "").unwrap();
        }
        assert_eq!(paths(&at("many")).len(), 50);
        assert_eq!(paths("~"), ["~/"]);
    }
}

//! Which workspace file is shown, and opening it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use decklog_app::{Access, App, AppError, Machine, NewWorkspace, Problem, default_workspace, demo};

use crate::desktop::wire::WorkspaceState;
use crate::problem::problem;
use crate::state::Shown;

/// Name of the sample's file, beside the user's own workspace.
const SAMPLE: &str = "sample.decklog";

/// The user's own workspace file, the same as for the command line: `DECKLOG_WORKSPACE`, else the system's place for
/// a user's data. The file need not exist.
///
/// # Errors
/// When the system names no such place.
pub(crate) fn own_path() -> Result<PathBuf, Problem> {
    let named = std::env::var_os("DECKLOG_WORKSPACE").filter(|path| !path.is_empty());
    let Some(named) = named else {
        return default_workspace().map_err(|error| error.problem());
    };
    std::path::absolute(named).map_err(|error| {
        let message = format!("DECKLOG_WORKSPACE names no file: {error}.");
        problem("settings", message, "give the whole path of the workspace file")
    })
}

/// Opens the user's own workspace, or says why it is not to be had.
pub(crate) fn own(path: &Result<PathBuf, Problem>) -> Result<Arc<Shown>, WorkspaceState> {
    let unusable = |path: &Path, problem| WorkspaceState::Unusable { path: text(path), problem };
    let path = path.as_ref().map_err(|problem| unusable(Path::new(""), problem.clone()))?;
    if !path.exists() {
        return Err(WorkspaceState::Missing { path: text(path) });
    }
    match at(path) {
        Ok(app) => Ok(Arc::new(Shown::new(app))),
        Err(error) => Err(unusable(path, error.problem())),
    }
}

/// Opens a workspace to record, or where that is not possible to read.
///
/// # Errors
/// When it cannot be read either; the file is as it was.
pub(crate) fn at(path: &Path) -> Result<App, AppError> {
    let app = match file(path, Access::ReadWrite) {
        // A replay takes time and chance from whoever writes it, not from this machine.
        Err(AppError::Refused(_)) => file(path, Access::ReadOnly)?,
        other => other?,
    };
    // A file of a later version may open and still hold nothing this program can read.
    app.about()?;
    Ok(app)
}

/// Opens a workspace file for the time and chance of this machine.
///
/// # Errors
/// As [`App::open`].
pub(crate) fn file(path: &Path, access: Access) -> Result<App, AppError> {
    App::open(path, access, Machine::Live)
}

/// Makes the user's own workspace and adds the person who makes it.
///
/// # Errors
/// When the name is empty, a file is in the way, or the place takes no writes; no file is left then.
pub(crate) fn create(path: &Path, person: &str) -> Result<App, Problem> {
    let person = person.trim();
    if person.is_empty() {
        let message = "No workspace was made: the record needs a name for you.";
        return Err(problem("bad_value", message, "type the name that others know you by"));
    }
    let name =
        path.file_stem().map_or_else(|| "workspace".into(), |stem| stem.to_string_lossy().into_owned());
    let new = NewWorkspace { name, person: person.into(), handle: None };
    App::create(path, &new, Machine::Live).map_err(|error| error.problem())
}

/// Opens the sample beside the user's own workspace; when it is missing, it is replayed first.
///
/// # Errors
/// When it cannot be made or opened; nothing else is touched.
pub(crate) fn sample(own: &Path) -> Result<App, Problem> {
    let path = own.with_file_name(SAMPLE);
    if !path.exists() {
        make_sample(&path)?;
    }
    file(&path, Access::ReadOnly).map_err(|error| error.problem())
}

/// Replays the sample in a folder beside its place and moves the finished file there.
fn make_sample(path: &Path) -> Result<(), Problem> {
    let failed = |error: std::io::Error| AppError::file(path, error).problem();
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let place = tempfile::Builder::new().prefix(".sample-").tempdir_in(folder).map_err(failed)?;
    let made = demo(place.path()).map_err(|error| error.problem())?;
    std::fs::rename(made.workspace, path).map_err(failed)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use decklog_app::Mode;

    use super::{at, create, own, sample};
    use crate::desktop::wire::WorkspaceState;

    #[test]
    fn a_workspace_is_missing_then_open_then_unusable() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("deep/workspace.decklog");
        assert!(matches!(own(&Ok(path.clone())), Err(WorkspaceState::Missing { .. })));

        assert_eq!(create(&path, "  ").err().map(|problem| problem.code), Some("bad_value".into()));
        drop(create(&path, "A. Meier").unwrap());
        let shown = own(&Ok(path.clone())).unwrap_or_else(|_| unreachable!());
        assert_eq!(shown.app.people().unwrap()[0].name, "A. Meier");
        assert!(create(&path, "B. Roth").is_err());
        drop(shown);

        std::fs::write(&path, "no workspace").unwrap();
        let Err(WorkspaceState::Unusable { problem, .. }) = own(&Ok(path.clone())) else { unreachable!() };
        assert!(problem.message.contains("is not a Decklog workspace"), "{}", problem.message);
        assert_eq!(std::fs::read(&path).unwrap(), b"no workspace");
    }

    #[test]
    fn the_sample_is_made_once_and_opened_to_read() {
        let place = tempfile::tempdir().unwrap();
        let own = place.path().join("workspace.decklog");
        let app = sample(&own).unwrap();
        assert_eq!((app.mode(), app.read_only().is_some()), (Mode::Replay, true));
        let records = app.about().unwrap().records;
        drop(app);
        // By its path, it is opened to read as well.
        let app = at(&place.path().join("sample.decklog")).unwrap();
        assert!(app.read_only().is_some());
        assert_eq!(app.about().unwrap().records, records);
        assert!(!own.exists());
    }
}

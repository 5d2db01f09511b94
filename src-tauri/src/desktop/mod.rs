//! The command `desktop`: what only the window needs, of the shell and of the system it runs on.

mod clipboard;
mod link;
pub(crate) mod pasted;
mod pick;
pub(crate) mod wire;

use std::path::Path;
use std::sync::atomic::Ordering;

use decklog_app::{App, Problem};
use tauri::{AppHandle, Manager as _};
use tauri_plugin_notification::NotificationExt as _;

use self::wire::{DesktopAnswer, DesktopRequest, Preview, Start};
use crate::check::{Asked, check};
use crate::problem::{off_thread, problem};
use crate::state::Shell;
use crate::{announce::OwnWork, open, window};

/// Answers a [`DesktopRequest`] under the same name.
///
/// # Errors
/// What was asked could not be done; the problem says why, and what was kept.
#[tauri::command]
pub(crate) async fn desktop(handle: AppHandle, request: DesktopRequest) -> Result<DesktopAnswer, Problem> {
    off_thread(move || answer(&handle, request)).await
}

fn answer(handle: &AppHandle, request: DesktopRequest) -> Result<DesktopAnswer, Problem> {
    use {DesktopAnswer as Answer, DesktopRequest as Ask};
    let shell = handle.state::<Shell>();
    Ok(match request {
        Ask::Start => Answer::Start(shell.start()?),
        Ask::CreateWorkspace { name } => {
            Answer::CreateWorkspace(show(&shell, open::create(shell.own()?, &name)?)?)
        }
        Ask::OpenWorkspace { path } => {
            let app = open::at(&decklog_app::query::from_home(Path::new(&path)))
                .map_err(|error| error.problem())?;
            Answer::OpenWorkspace(show(&shell, app)?)
        }
        Ask::OpenSample => Answer::OpenSample(show(&shell, open::sample(shell.own()?)?)?),
        Ask::UsePerson { handle: person } => Answer::UsePerson(use_person(handle, &shell, &person)?),
        Ask::Keep { key, value } => Answer::Keep(shell.shown()?.keep(&key, value.as_deref())?),
        Ask::Copy { text } => Answer::Copy(clipboard::copy(handle, text)?),
        Ask::OpenLink { url } => Answer::OpenLink(link::open(handle, &url)?),
        Ask::Reveal { path } => Answer::Reveal(link::reveal(handle, &path)?),
        Ask::Pick { what, name } => Answer::Pick(pick::pick(handle, what, name)),
        Ask::KeepPasted { name, base64 } => {
            let path = pasted::keep(shell.own()?, &name, &base64)?;
            Answer::KeepPasted(path.to_string_lossy().into_owned())
        }
        Ask::Notify => {
            notify(handle);
            Answer::Notify(())
        }
        Ask::JournalState => Answer::JournalState(shell.shown()?.check.state()),
        Ask::Verify => Answer::Verify(check(handle, &shell.shown()?, Asked::ByAPerson)),
        Ask::CancelExport => {
            shell.cancel_export.store(true, Ordering::SeqCst);
            Answer::CancelExport(())
        }
        Ask::Zoom { percent } => Answer::Zoom(zoom(handle, percent)?),
        Ask::Preview { incident, id } => Answer::Preview(preview(&shell, &incident, id)?),
        Ask::CancelPreview { id } => {
            shell.previews.cancel(id);
            Answer::CancelPreview(())
        }
    })
}

/// Shows the pages at this size.
fn zoom(handle: &AppHandle, percent: u32) -> Result<(), Problem> {
    window::zoom(handle, f64::from(percent.clamp(80, 200)) / 100.0)
        .map_err(|error| problem("desktop", format!("The size was not changed: {error}."), "try again"))
}

/// Shows a workspace that was just opened.
fn show(shell: &Shell, app: App) -> Result<Start, Problem> {
    shell.show(app);
    shell.start()
}

/// Binds a person to the operating-system user.
fn use_person(handle: &AppHandle, shell: &Shell, person: &str) -> Result<(), Problem> {
    let shown = shell.shown()?;
    let own = OwnWork::begin(&shown);
    shown.app.use_person(person).map_err(|error| error.problem())?;
    own.announce(handle);
    Ok(())
}

/// Says that a timer is due, without names or values, because anybody may see the screen. The window shows the same,
/// so a system that shows no notifications is no failure.
fn notify(handle: &AppHandle) {
    let _ = handle.notification().builder().title("Decklog").body("A timer is due").show();
}

/// Draws the pages of a PDF export on a connection of its own, until it is cancelled or another preview is asked for.
fn preview(shell: &Shell, incident: &str, id: u32) -> Result<Preview, Problem> {
    shell.previews.begin(id);
    let app = shell.shown()?.open_again(decklog_app::Access::ReadOnly)?;
    let pages =
        app.preview_pages(incident, &|| shell.previews.is_wanted(id)).map_err(|error| error.problem())?;
    Ok(shell.previews.hold(pages))
}

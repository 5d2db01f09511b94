//! The words of the command `desktop`, generated into `ui/src/wire`.

use std::collections::BTreeMap;

use decklog_app::Problem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window can ask of the shell.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum DesktopRequest {
    /// What the window begins with. Asked again, it looks again at a workspace that could not be opened.
    Start,
    /// Makes the user's own workspace, and the person who makes it, bound to the operating-system user.
    CreateWorkspace {
        /// Name of the person in the record.
        name: String,
    },
    /// Shows another workspace; when it cannot be opened, the present one stays.
    OpenWorkspace {
        /// The file.
        path: String,
    },
    /// Shows the sample, which is made when it is missing; it is open for reading only.
    OpenSample,
    /// From now on, that person acts.
    UsePerson {
        /// Their handle.
        handle: String,
    },
    /// Remembers something about the window in the workspace, outside the record.
    Keep {
        /// Its name.
        key: String,
        /// Null to forget it.
        value: Option<String>,
    },
    /// Puts text on the system's clipboard.
    Copy {
        /// The text, as it is.
        text: String,
    },
    /// Opens an address in the system's browser or mail program.
    OpenLink {
        /// `http`, `https` or `mailto`.
        url: String,
    },
    /// Shows a file in the system's file manager.
    Reveal {
        /// The file or folder.
        path: String,
    },
    /// Shows the pages larger or smaller.
    Zoom {
        /// 80 to 200; 100 is the normal size.
        percent: u32,
    },
    /// Lets somebody choose in a dialog of the system.
    Pick {
        /// What.
        what: Pick,
        /// For `save`: the name to suggest.
        name: Option<String>,
    },
    /// Keeps something pasted as a file, so that it can be attached.
    KeepPasted {
        /// What to call it; its ending says what it is.
        name: String,
        /// Its bytes.
        base64: String,
    },
    /// Says through the system that a timer is due.
    Notify,
    /// What the last check of the journal found.
    JournalState,
    /// Checks the journal now; that it was asked for is recorded.
    Verify,
    /// Stops the export at work, if there is one.
    CancelExport,
    /// Draws the pages that an export as PDF would hold.
    Preview {
        /// Number or id of the incident.
        incident: String,
        /// What the window calls it, to stop it by. A later one stops it as well.
        id: u32,
    },
    /// Stops a preview that is being drawn.
    CancelPreview {
        /// As it was asked for.
        id: u32,
    },
}

/// What is chosen in a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Pick {
    /// One folder.
    Folder,
    /// One or more files.
    Files,
    /// The name of a new file.
    Save,
}

/// What the shell answers, under the name of what was asked.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "answer", content = "value", rename_all = "snake_case")]
pub(crate) enum DesktopAnswer {
    /// The beginning.
    Start(Start),
    /// The beginning in the new workspace.
    CreateWorkspace(Start),
    /// The beginning in the other workspace.
    OpenWorkspace(Start),
    /// The beginning in the sample.
    OpenSample(Start),
    /// Done.
    UsePerson(()),
    /// Durable; in a workspace that is open for reading only, kept until Decklog ends.
    Keep(()),
    /// Done.
    Copy(()),
    /// Handed to the system.
    OpenLink(()),
    /// Handed to the system.
    Reveal(()),
    /// The pages have that size.
    Zoom(()),
    /// Absolute paths; none when nothing was chosen.
    Pick(Vec<String>),
    /// The file; it is removed after a week.
    KeepPasted(String),
    /// Done as far as the system allows.
    Notify(()),
    /// The last check.
    JournalState(JournalState),
    /// The check just made.
    Verify(JournalState),
    /// Done.
    CancelExport(()),
    /// Where the pages are.
    Preview(Preview),
    /// Done.
    CancelPreview(()),
}

/// What a window begins with.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Start {
    /// The workspace to show.
    pub(crate) workspace: WorkspaceState,
    /// The page had died and was loaded again; said once.
    pub(crate) restarted: bool,
    /// What was kept, by name.
    pub(crate) memory: BTreeMap<String, String>,
    /// The operating-system user.
    pub(crate) user: String,
    /// Version of Decklog.
    pub(crate) version: String,
    /// The user's own workspace file, whether it exists or not; empty when the system names no place for it.
    pub(crate) own_path: String,
    /// The path by which an import takes the runbooks that come with Decklog.
    pub(crate) shipped: String,
}

/// A workspace file as the window finds it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum WorkspaceState {
    /// It is open.
    Open {
        /// The file.
        path: String,
        /// Why nothing can be recorded.
        read_only: Option<String>,
        /// It holds the sample or another replay.
        sample: bool,
    },
    /// There is none yet.
    Missing {
        /// Where it would be.
        path: String,
    },
    /// There is a file that cannot be used.
    Unusable {
        /// The file.
        path: String,
        /// Why, and what to do.
        problem: Problem,
    },
}

/// What is known of the journal's integrity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub(crate) struct JournalState {
    /// In a word.
    pub(crate) state: Integrity,
    /// When it was last checked, UTC; null before the first check.
    pub(crate) at: Option<String>,
    /// How many records held then.
    pub(crate) records: u64,
    /// What did not hold, the first thousand.
    pub(crate) faults: Vec<JournalFault>,
    /// How many things did not hold.
    pub(crate) fault_count: u64,
}

/// Whether the journal holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Integrity {
    /// It is being checked.
    Checking,
    /// Everything held.
    Intact,
    /// Something did not hold.
    Damaged,
    /// It was not checked, or could not be: then `faults` says why.
    #[default]
    NotChecked,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub(crate) struct JournalFault {
    /// The record, as `origin#number`, or the journal, or the file.
    pub(crate) place: String,
    /// What does not hold.
    pub(crate) message: String,
}

/// Pages drawn for a look before an export.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Preview {
    /// Page n, from 1, is at `record://localhost/page/<id>/<n>`.
    pub(crate) id: String,
    /// How many there are.
    pub(crate) pages: u32,
}

/// The event `changed`: something was committed.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct Changed {
    /// The latest change this tells of.
    pub(crate) lam: u64,
    /// What was touched.
    pub(crate) tags: Vec<String>,
    /// Who did it.
    pub(crate) origin: Origin,
}

/// Where a change came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    /// This window.
    Here,
    /// Another program on the same file.
    Elsewhere,
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use ts_rs::{Config, TS};

    use super::{Changed, DesktopAnswer, DesktopRequest};

    /// Writes the types below the folder that `TS_RS_EXPORT_DIR` names; `cargo xtask types` compares it with what is
    /// committed.
    #[test]
    fn export_bindings() -> Result<(), Box<dyn std::error::Error>> {
        let config = Config::from_env();
        DesktopRequest::export_all(&config)?;
        DesktopAnswer::export_all(&config)?;
        Changed::export_all(&config)?;
        decklog_app::Problem::export_all(&config)?;
        Ok(())
    }

    #[test]
    fn what_is_asked_is_the_name_of_the_answer() -> Result<(), serde_json::Error> {
        let asked = json!({ "ask": "keep", "key": "theme", "value": null });
        let request: DesktopRequest = serde_json::from_value(asked)?;
        assert!(matches!(request, DesktopRequest::Keep { value: None, .. }));
        let answer = serde_json::to_value(DesktopAnswer::Keep(()))?;
        assert_eq!(answer, json!({ "answer": "keep", "value": null }));
        Ok(())
    }
}

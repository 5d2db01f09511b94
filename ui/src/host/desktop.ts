/** The desktop shell's own command: what only the window needs. */

import { invoke } from "@tauri-apps/api/core";

/** What the shell can be asked; the same words as `DesktopRequest` in the shell. */
type DesktopRequest = { ask: "workspace_file" };

function desktop(request: DesktopRequest): Promise<string> {
  return invoke<string>("desktop", { request });
}

/**
 * The absolute path of the workspace file that window and command line share. The file need not exist.
 *
 * Rejects with a sentence for the reader when the system names no folder for application data.
 */
export function workspaceFile(): Promise<string> {
  return desktop({ ask: "workspace_file" });
}

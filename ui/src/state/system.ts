/** What the system does for the window: clipboard, file manager, dialogs. A failure is shown, never thrown. */

import { desktop, problemOf } from "../host/ipc";
import type { Start } from "../wire/Start";
import { route } from "./route.svelte";
import { session } from "./session.svelte";
import { toasts } from "./toasts.svelte";

/** Waits for work; undefined when it failed, and then the reason is on the screen. */
export async function tried<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    toasts.problem(problemOf(error));
    return undefined;
  }
}

/** Puts text on the clipboard and says so. */
export async function copy(text: string, what: string): Promise<void> {
  const copied = await tried(desktop<"copy">({ ask: "copy", text }));
  if (copied !== undefined) toasts.done(`Copied: ${what}`);
}

/** Shows a file in the file manager. */
export async function reveal(path: string): Promise<void> {
  await tried(desktop<"reveal">({ ask: "reveal", path }));
}

/** Absolute paths that somebody chose in a dialog of the system; none when it was closed. */
export async function pick(
  what: "folder" | "files" | "save",
  name: string | null = null,
): Promise<string[]> {
  return (await tried(desktop<"pick">({ ask: "pick", what, name }))) ?? [];
}

/** Shows another workspace; false when it cannot be opened, and then the present one stays. */
async function openAnother(open: () => Promise<Start>): Promise<boolean> {
  const before = session.start?.workspace;
  const opened = await session.enter(open);
  const problem = session.problem;
  if (!opened && problem && before?.state === "open") {
    session.problem = null;
    toasts.problem(problem);
  }
  if (opened) route.go("now");
  return opened;
}

/** Opens a workspace file. */
export function openWorkspace(path: string): Promise<boolean> {
  return openAnother(() => desktop<"open_workspace">({ ask: "open_workspace", path }));
}

/** Opens the sample; it is made first when it is missing. */
export function openSample(): Promise<boolean> {
  return openAnother(() => desktop<"open_sample">({ ask: "open_sample" }));
}

/** Goes back from another workspace to one's own; to the first run when there is none yet. */
export async function backToOwn(): Promise<void> {
  const start = session.start;
  if (!start) return;
  const path = start.own_path;
  if (await session.enter(() => desktop<"open_workspace">({ ask: "open_workspace", path }))) {
    route.go("now");
    return;
  }
  session.problem = null;
  session.start = { ...start, workspace: { state: "missing", path } };
}

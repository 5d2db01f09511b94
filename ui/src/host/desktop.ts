/** The desktop shell's own command: what only the window needs. */

import { invoke } from "@tauri-apps/api/core";

import type { DesktopAnswer } from "../wire/DesktopAnswer";
import type { DesktopRequest } from "../wire/DesktopRequest";

/** The answer to what was asked as `Ask`. */
type AnswerTo<Ask extends string> = Extract<DesktopAnswer, { answer: Ask }>["value"];

/**
 * Asks the shell.
 *
 * Rejects with a `Problem` when it could not be done.
 */
export async function desktop<Request extends DesktopRequest>(
  request: Request,
): Promise<AnswerTo<Request["ask"]>> {
  const answer = await invoke<DesktopAnswer>("desktop", { request });
  return answer.value as AnswerTo<Request["ask"]>;
}

/**
 * The absolute path of the workspace file that window and command line share. The file need not exist.
 *
 * Rejects with a sentence when the system names no folder for application data.
 */
export async function workspaceFile(): Promise<string> {
  const { own_path, workspace } = await desktop({ ask: "start" });
  if (own_path === "" && workspace.state === "unusable") throw new Error(workspace.problem.message);
  return own_path;
}

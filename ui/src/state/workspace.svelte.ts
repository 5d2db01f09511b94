/** Where the record lives. */

import { workspaceFile } from "../host/desktop";

/** What is known about the place of the workspace file. */
export type Place =
  { state: "asking" } | { state: "known"; file: string } | { state: "unknown"; why: string };

/** What a failure says to the reader: a `Problem`, an `Error` or a bare sentence. */
function sentence(failure: unknown): string {
  const problem = failure as { message?: unknown } | null;
  return typeof problem?.message === "string" ? problem.message : String(failure);
}

class Workspace {
  place = $state<Place>({ state: "asking" });

  /** Asks the shell and keeps the answer in `place`. Never rejects. */
  async locate(): Promise<void> {
    try {
      this.place = { state: "known", file: await workspaceFile() };
    } catch (error) {
      this.place = { state: "unknown", why: sentence(error) };
    }
  }
}

/** The one workspace of this window. */
export const workspace = new Workspace();

/** An import: what is to be taken in, and what became of each file. */

import { acts } from "../../state/act.svelte";
import { session } from "../../state/session.svelte";
import { toasts } from "../../state/toasts.svelte";
import type { ImportedFile } from "../../wire/ImportedFile";

class Importing {
  /** Whether the panel is shown. */
  open = $state(false);
  /** What became of each file of the last import; null before the first. */
  files = $state.raw<ImportedFile[] | null>(null);

  /** Takes in files and folders. True when it was recorded; files that failed are in the outcome, and say why. */
  run = async (paths: string[]): Promise<boolean> => {
    if (acts.busy) {
      toasts.problem({
        code: "busy",
        message: "Something else is being recorded. Nothing was imported.",
        hint: "Try again in a moment.",
      });
      return false;
    }
    const recorded = await acts.record({ command: { command: "import_runbooks", paths } });
    if (!recorded) return false;
    this.files = recorded.files;
    this.open = true;
    return true;
  };

  /** Takes in the runbooks that come with the program. */
  shipped = (): Promise<boolean> => this.run([session.start?.shipped ?? ""]);
}

/** The import of this window: its outcome stays while one looks at a runbook and comes back. */
export const importing = new Importing();

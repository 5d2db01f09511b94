/** The export at work: it goes on, and its result stays, when one looks at another screen. */

import { desktop, problemOf, writeExport } from "../../host/ipc";
import type { Draft } from "../../state/draft.svelte";
import { session } from "../../state/session.svelte";
import { tried } from "../../state/system";
import { toasts } from "../../state/toasts.svelte";
import type { Exported } from "../../wire/Exported";
import type { ExportRequest } from "../../wire/ExportRequest";
import type { ExportStage } from "../../wire/ExportStage";
import type { Problem } from "../../wire/Problem";
import { folderOf } from "./formats";

/** Where the folder of the last export is remembered. */
export const FOLDER = "export:folder";

class Exporting {
  busy = $state(false);
  /** Whether it was asked to stop and has not yet. */
  cancelling = $state(false);
  stage = $state<ExportStage | null>(null);
  /** What the last export was of. */
  incident = $state<string | null>(null);
  result = $state.raw<Exported | null>(null);
  /** Why the last one was not written. */
  problem = $state.raw<Problem | null>(null);

  /** Writes an export. Words of a refused or cancelled one stay in `why`. */
  async run(request: ExportRequest, why: Draft): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.cancelling = false;
    this.stage = null;
    this.incident = request.incident;
    this.result = null;
    this.problem = null;
    try {
      await why.settle();
      this.result = await writeExport(request, (stage) => (this.stage = stage));
      // An export deletes no draft by itself.
      why.recorded();
      if (why.text === "") void session.remember(why.key, null);
      void session.remember(FOLDER, folderOf(this.result.path));
      toasts.done(`Exported: ${this.result.path}`);
    } catch (error) {
      why.refused();
      this.problem = problemOf(error);
    } finally {
      this.busy = false;
      this.cancelling = false;
    }
  }

  /** Asks it to stop; no file is left then. */
  cancel = async (): Promise<void> => {
    this.cancelling = true;
    await tried(desktop<"cancel_export">({ ask: "cancel_export" }));
  };
}

/** The one export of this window. */
export const exporting = new Exporting();

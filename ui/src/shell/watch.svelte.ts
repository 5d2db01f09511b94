/** What is running now: shown in the rail on every screen, and where a quick note goes. */

import { live } from "../state/live.svelte";
import type { Live } from "../state/live.svelte";
import { session } from "../state/session.svelte";
import type { ActiveRun } from "../wire/ActiveRun";
import type { IncidentSummary } from "../wire/IncidentSummary";
import type { NowView } from "../wire/NowView";

class Watch {
  #now = $state.raw<Live<NowView> | null>(null);

  /** To be called once, by the frame that lives as long as the workspace is open. */
  begin(): void {
    this.#now = live<"now">(
      () => (session.open ? { query: "now" } : null),
      () => ["run", "incident", "postmortem"],
    );
  }

  get now(): NowView | null {
    return this.#now?.value ?? null;
  }

  /** The run that goes on, the latest started. */
  get run(): ActiveRun | null {
    return this.now?.runs[0] ?? null;
  }

  /** The incident that is open, the latest declared. */
  get incident(): IncidentSummary | null {
    return this.now?.incidents[0] ?? null;
  }
}

/** The one watch of this window. */
export const watch = new Watch();

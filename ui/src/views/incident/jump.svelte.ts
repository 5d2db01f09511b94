/** An entry that another screen leads to: the timeline shows it as soon as it has it. */

import { route } from "../../state/route.svelte";

class Jump {
  /** Its record; null when nothing is to be shown. */
  entry = $state<string | null>(null);

  /** Goes to an entry of an incident's timeline. */
  to(incident: string, entry: string): void {
    this.entry = entry;
    route.go("incident", incident);
  }
}

/** The one jump of this window. */
export const jump = new Jump();

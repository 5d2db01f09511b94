/** Keys of the incident screen. */

import { useKeys } from "../../state/keys.svelte";
import { preferences } from "../../state/preferences.svelte";
import type { TimeShown } from "../../state/preferences.svelte";
import { route } from "../../state/route.svelte";

const NEXT: Record<TimeShown, TimeShown> = { utc: "local", local: "t_plus", t_plus: "utc" };

/** Shows times in the next clock: UTC, local, T+. */
export function nextTimes(): void {
  preferences.set("times", NEXT[preferences.times]);
}

/** Makes the keys work while the calling component lives. */
export function useIncidentKeys(act: {
  note: () => void;
  toggleState: () => void;
  number: () => string;
}): void {
  useKeys("Incident", [
    { id: "incident-note", title: "Note to this incident", keys: ["n"], run: act.note },
    { id: "incident-times", title: "Times in UTC, local or T+", keys: ["u"], run: nextTimes },
    {
      id: "incident-state",
      title: "Resolve or reopen this incident",
      keys: ["Shift+R"],
      run: act.toggleState,
    },
    {
      id: "incident-export",
      title: "Export this incident",
      keys: ["Control+p", "F9"],
      run: () => {
        route.go("export", act.number());
      },
    },
  ]);
}

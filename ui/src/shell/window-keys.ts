/** Keys that work on every screen. */

import { acts } from "../state/act.svelte";
import { dialogs } from "../state/dialogs.svelte";
import { useKeys } from "../state/keys.svelte";
import { preferences } from "../state/preferences.svelte";
import { route } from "../state/route.svelte";
import { watch } from "./watch.svelte";

function zoomBy(percent: number): void {
  const zoom = Math.min(200, Math.max(80, preferences.zoom + percent));
  preferences.set("zoom", String(zoom));
}

/** Moves the focus to the next part of the window: rail, header, content, status bar. */
function nextRegion(): void {
  const regions = [
    ...document.querySelectorAll<HTMLElement>("nav, .page-header, main, aside, footer"),
  ];
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(here + step) % regions.length];
    const target = region?.querySelector<HTMLElement>(
      "a[href], button:not(:disabled), input, textarea, [tabindex]",
    );
    if (target) {
      target.focus();
      return;
    }
  }
}

/** Makes the keys of the window work while the calling component lives. */
export function useWindowKeys(): void {
  useKeys("Anywhere", [
    {
      id: "palette",
      title: "Find or do anything",
      keys: ["Control+k", "F3"],
      run: () => {
        dialogs.show("palette");
      },
    },
    {
      id: "keys",
      title: "Show all keys",
      keys: ["Shift+?", "F1"],
      run: () => {
        dialogs.show("keys");
      },
    },
    {
      id: "declare",
      title: "Declare an incident",
      keys: ["Control+i", "F2"],
      run: () => {
        dialogs.show("declare");
      },
    },
    {
      id: "note",
      title: "Quick note to the open incident",
      keys: ["Control+j", "F4"],
      run: () => {
        dialogs.show("note");
      },
    },
    {
      id: "go-run",
      title: "Go to the active run",
      keys: ["Control+r", "F8"],
      run: () => {
        route.go("run", watch.run?.run.number ?? null);
      },
    },
    {
      id: "export",
      title: "Export the incident",
      keys: ["Control+p", "F7"],
      run: () => {
        const { screen, id } = route.current;
        const here = screen === "incident" || screen === "postmortem" ? id : null;
        route.go("export", here ?? watch.incident?.number ?? null);
      },
    },
    {
      id: "undo",
      title: "Undo the last act of this window",
      keys: ["Control+z", "Alt+Backspace"],
      run: () => void acts.undo(),
    },
    {
      id: "redo",
      title: "Do again what was taken back last",
      keys: ["Control+Shift+z", "Alt+Shift+Backspace"],
      run: () => void acts.redo(),
    },
    { id: "region", title: "Next part of the window", keys: ["F6"], run: nextRegion },
    {
      id: "zoom-in",
      title: "Larger",
      keys: ["Control+=", "Control++", "Control+Shift++"],
      run: () => {
        zoomBy(10);
      },
      repeats: true,
    },
    {
      id: "zoom-out",
      title: "Smaller",
      keys: ["Control+-"],
      run: () => {
        zoomBy(-10);
      },
      repeats: true,
    },
    {
      id: "zoom-reset",
      title: "Normal size",
      keys: ["Control+0"],
      run: () => {
        preferences.set("zoom", "100");
      },
    },
  ]);
  useKeys("Screens", [
    {
      id: "go-now",
      title: "Now",
      keys: ["g n"],
      run: () => {
        route.go("now");
      },
    },
    {
      id: "go-library",
      title: "Library",
      keys: ["g r"],
      run: () => {
        route.go("library");
      },
    },
    {
      id: "go-incident",
      title: "Incident",
      keys: ["g i"],
      run: () => {
        route.go("incident", watch.incident?.number ?? null);
      },
    },
    {
      id: "go-postmortem",
      title: "Postmortem",
      keys: ["g p"],
      run: () => {
        route.go("postmortem", watch.incident?.number ?? null);
      },
    },
    {
      id: "go-journal",
      title: "Journal",
      keys: ["g j"],
      run: () => {
        route.go("journal");
      },
    },
    {
      id: "go-settings",
      title: "Settings",
      keys: ["g s"],
      run: () => {
        route.go("settings");
      },
    },
  ]);
}

/** How one person likes the window: kept with the workspace on this computer, never in the journal. */

import { desktop, problemOf } from "../host/ipc";
import { session } from "./session.svelte";
import { toasts } from "./toasts.svelte";

export type Theme = "system" | "light" | "dark" | "contrast";
export type TimeShown = "utc" | "local" | "t_plus";
export type FieldClock = "local" | "utc";

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const systemWantsContrast = matchMedia("(prefers-contrast: more)");

class Preferences {
  theme = $state<Theme>("system");
  /** How timelines show times. */
  times = $state<TimeShown>("utc");
  /** In which clock a bare time is read. */
  fieldClock = $state<FieldClock>("local");
  singleKeys = $state(true);
  /** Percent. */
  zoom = $state(100);
  /** A page begins at its normal size. */
  #zoomShown = 100;

  constructor() {
    for (const wish of [systemIsDark, systemWantsContrast]) {
      wish.addEventListener("change", () => {
        this.show();
      });
    }
    this.show();
  }

  /** Takes over what was remembered. */
  load(): void {
    this.theme = one(["system", "light", "dark", "contrast"], "theme", "system");
    this.times = one(["utc", "local", "t_plus"], "times", "utc");
    this.fieldClock = one(["local", "utc"], "field-clock", "local");
    this.singleKeys = session.remembered("prefer:single-keys") !== "off";
    const zoom = Number(session.remembered("prefer:zoom") ?? "100");
    this.zoom = zoom >= 80 && zoom <= 200 ? zoom : 100;
    this.show();
  }

  /** Remembers a choice; a word that is none of the choices counts as the usual one. */
  set(key: "theme" | "times" | "field-clock" | "single-keys" | "zoom", value: string): void {
    void session.remember(`prefer:${key}`, value);
    this.load();
  }

  /** Applies theme and zoom to the page. */
  show(): void {
    const system = systemWantsContrast.matches
      ? "contrast"
      : systemIsDark.matches
        ? "dark"
        : "light";
    document.documentElement.dataset["theme"] = this.theme === "system" ? system : this.theme;
    if (this.zoom !== this.#zoomShown) {
      this.#zoomShown = this.zoom;
      desktop<"zoom">({ ask: "zoom", percent: this.zoom }).catch((error: unknown) => {
        toasts.problem(problemOf(error));
      });
    }
  }
}

function one<T extends string>(choices: readonly T[], key: string, fallback: T): T {
  const word = session.remembered(`prefer:${key}`);
  return choices.find((choice) => choice === word) ?? fallback;
}

/** The preferences of this window. */
export const preferences = new Preferences();

/** Which screen is shown: kept in the address, so that a reload of the page comes back to it. */

/** The screens of the left rail, and the export page that other screens lead to. */
export type Screen =
  "now" | "library" | "run" | "incident" | "postmortem" | "journal" | "export" | "settings";

const SCREENS: readonly Screen[] = [
  "now",
  "library",
  "run",
  "incident",
  "postmortem",
  "journal",
  "export",
  "settings",
];

/** A screen and what it is about: a run, an incident, a runbook; null for the list of them. */
export interface Route {
  screen: Screen;
  id: string | null;
}

/** Reads an address such as `#/run/RUN-2026-003`; anything else is Now. */
export function readRoute(hash: string): Route {
  const [name, ...rest] = hash.replace(/^#\/?/, "").split("/");
  const screen = SCREENS.find((screen) => screen === name) ?? "now";
  const id = rest.length > 0 && rest[0] !== "" ? decodeURIComponent(rest.join("/")) : null;
  return { screen, id };
}

/** The address of a screen. */
export function addressOf(screen: Screen, id: string | null = null): string {
  return id === null ? `#/${screen}` : `#/${screen}/${encodeURIComponent(id)}`;
}

class Router {
  current = $state<Route>(readRoute(location.hash));
  #leaving = new Set<() => void>();

  constructor() {
    addEventListener("hashchange", () => {
      for (const leave of this.#leaving) leave();
      this.current = readRoute(location.hash);
    });
  }

  /** Shows a screen. */
  go(screen: Screen, id: string | null = null): void {
    location.hash = addressOf(screen, id);
  }

  /** Calls `leave` before each change of screen; returns how to stop that. */
  beforeLeaving(leave: () => void): () => void {
    this.#leaving.add(leave);
    return () => this.#leaving.delete(leave);
  }
}

/** The one route of this window. */
export const route = new Router();

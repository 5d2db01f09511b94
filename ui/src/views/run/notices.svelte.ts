/** Timers that make themselves heard: at the minimum, at the maximum, and once more. */

import { untrack } from "svelte";

import { desktop } from "../../host/ipc";
import { clock } from "../../state/clock.svelte";
import { toasts } from "../../state/toasts.svelte";
import { announcements } from "./timer";
import type { Observation } from "./timer";

/** Milliseconds for which an instant that passed while nobody looked is still worth a notification. */
const FRESH = 60_000;

/** Instants that were announced, or passed before anybody looked: one window announces each once. */
// Nothing is drawn from these two.
/* eslint-disable svelte/prefer-svelte-reactivity */
const heard = new Set<string>();
/** Instants that were seen to lie ahead: they are announced whenever the clock next runs, sleep or not. */
const awaited = new Set<string>();
/* eslint-enable svelte/prefer-svelte-reactivity */

/** What is to be said at `now` about the observation of a run; each instant once. */
export function due(run: string, observation: Observation, now: number): string[] {
  const said: string[] = [];
  for (const [at, words] of announcements(observation)) {
    const key = `${run} ${observation.since} ${String(at)}`;
    if (now < at) {
      awaited.add(key);
    } else if (!heard.has(key)) {
      heard.add(key);
      if (awaited.has(key) || now - at < FRESH) said.push(words);
    }
  }
  // After a long sleep only the latest is news.
  return said.slice(-1);
}

/**
 * Announces the timer of a run while the component lives, by a system notification and a message in the window.
 *
 * @param run what names the run
 * @param observation its current step; null when there is none
 */
export function useTimerNotices(run: () => string, observation: () => Observation | null): void {
  $effect(() => {
    const now = clock.ms;
    const window = observation();
    if (!window) return;
    const name = run();
    untrack(() => {
      for (const words of due(name, window, now)) {
        toasts.done(`${words} · ${name}`);
        // The window says the same, so a system without notifications loses nothing.
        desktop<"notify">({ ask: "notify" }).catch(() => null);
      }
    });
  });
}

/** Timers that make themselves heard: at the minimum, at the maximum, and once more. */

import { untrack } from "svelte";

import { desktop } from "../../host/ipc";
import { clock } from "../../state/clock.svelte";
import { toasts } from "../../state/toasts.svelte";
import type { ActiveRun } from "../../wire/ActiveRun";
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
 * Announces the timers of all runs that go on, while the calling component lives: by a system notification and a message
 * in the window.
 *
 * @param runs what goes on, wherever the person is
 */
export function useTimerNotices(runs: () => readonly ActiveRun[]): void {
  $effect(() => {
    const now = clock.ms;
    const going = runs();
    untrack(() => {
      for (const { run, since, earliest, latest, reading_due } of going) {
        if (since === null) continue;
        for (const words of due(run.number, { since, earliest, latest, reading_due }, now)) {
          toasts.done(`${words} · ${run.number}`);
          // The window says the same, so a system without notifications loses nothing.
          desktop<"notify">({ ask: "notify" }).catch(() => null);
        }
      }
    });
  });
}

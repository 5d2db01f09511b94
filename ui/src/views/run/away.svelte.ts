/** Noticing that nobody looked at a run for a while. */

import { onDestroy, untrack } from "svelte";

import { clock } from "../../state/clock.svelte";
import { session } from "../../state/session.svelte";

/** Milliseconds after which one has been away. */
const AWAY = 60_000;
/** Milliseconds between two marks that somebody is here: a crash makes one at most so much longer away. */
const MARK = 20_000;

/** For how long nobody looked (milliseconds), once somebody is back; null otherwise. */
export interface Away {
  readonly length: number | null;
  dismiss: () => void;
}

/** Watches one run while the component lives. A restart of the app counts as being away. */
export function useAway(run: string): Away {
  const key = `run:seen:${run}`;
  let length = $state<number | null>(null);
  let seen = Number(session.remembered(key) ?? "0");
  let marked = 0;

  function mark(): void {
    seen = Date.now();
    marked = seen;
    void session.remember(key, String(seen));
  }

  function back(): void {
    if (seen > 0 && Date.now() - seen > AWAY) length = Date.now() - seen;
    mark();
  }

  const isHere = () => document.visibilityState === "visible" && document.hasFocus();
  function leave(): void {
    if (!isHere()) mark();
  }
  function visible(): void {
    if (document.visibilityState === "visible") back();
    else mark();
  }

  back();
  $effect(() => {
    const now = clock.ms;
    untrack(() => {
      if (now === 0 || !isHere()) return;
      // A clock that stood still: the computer slept.
      if (Date.now() - seen > AWAY) back();
      else {
        seen = Date.now();
        if (seen - marked > MARK) mark();
      }
    });
  });

  addEventListener("focus", back);
  addEventListener("blur", leave);
  document.addEventListener("visibilitychange", visible);
  onDestroy(() => {
    mark();
    removeEventListener("focus", back);
    removeEventListener("blur", leave);
    document.removeEventListener("visibilitychange", visible);
  });

  return {
    get length() {
      return length;
    },
    dismiss: () => {
      length = null;
    },
  };
}

/** Recording: every change goes through here, with its toast, its undo and its refusal. */

import { SvelteSet } from "svelte/reactivity";

import { execute, problemOf } from "../host/ipc";
import type { Basis } from "../wire/Basis";
import type { Command } from "../wire/Command";
import type { Recorded } from "../wire/Recorded";
import type { Draft } from "./draft.svelte";
import { session } from "./session.svelte";
import { toasts } from "./toasts.svelte";

/** How one act is to be recorded. */
export interface Act {
  command: Command;
  /** What was on the screen when the person decided. */
  basis?: Basis | null;
  /** Handle of the person who acts, when it is somebody else than this window's person. */
  actor?: string;
  /** Files to hand over with it. */
  attach?: string[];
  /** Words that it records. */
  draft?: Draft;
  /** Whether it goes only after every act that is on its way, whatever becomes of those. */
  after?: boolean;
  /** What to say when it is done; nothing when absent. */
  said?: string;
  /** The command that takes it back, for Ctrl+Z and the toast. */
  undo?: Command;
}

/** Milliseconds after which an act that is on its way is told of. */
const SLOW = 2000;

class Acts {
  /** Whether something is on its way to the disk. */
  get busy(): boolean {
    return this.#onTheWay.size > 0;
  }
  /** Whether something has been on its way for long. */
  slow = $state(false);
  /** What is on its way: one act may leave beside another. */
  #onTheWay = new SvelteSet<Promise<Recorded | null>>();
  /** When the last record of this window became durable: UTC. */
  recordedAt = $state<string | null>(null);
  /** What Ctrl+Z takes back. */
  undoable = $state.raw<Act | null>(null);
  /** What was taken back last, while nothing was recorded since: Ctrl+Shift+Z does it again, as an act of its own. */
  #undone: Act | null = null;
  #undoing: Promise<unknown> = Promise.resolve();

  /** Records an act. Null when it was refused or failed: the reason is shown, and nothing typed is touched. */
  async record(act: Act): Promise<Recorded | null> {
    const recording = this.#record(act, act.after ? [...this.#onTheWay] : []);
    this.#onTheWay.add(recording);
    const late = setTimeout(() => (this.slow = true), SLOW);
    try {
      return await recording;
    } finally {
      clearTimeout(late);
      this.#onTheWay.delete(recording);
      if (!this.busy) this.slow = false;
    }
  }

  /** Never rejects. */
  async #record(act: Act, before: Promise<unknown>[]): Promise<Recorded | null> {
    try {
      await act.draft?.settle();
      await Promise.all(before);
      const outcome = await execute({
        cmd: null,
        basis: act.basis ?? null,
        actor: act.actor ?? null,
        attach: act.attach ?? [],
        draft: act.draft?.key ?? null,
        command: act.command,
      });
      if (outcome.outcome === "refused") {
        act.draft?.refused();
        toasts.problem(outcome);
        return null;
      }
      act.draft?.recorded();
      this.recordedAt = outcome.records.at(-1)?.at ?? this.recordedAt;
      this.#said(act);
      return outcome;
    } catch (error) {
      act.draft?.refused();
      toasts.problem(problemOf(error));
      return null;
    }
  }

  /** Takes back the last act of this window. */
  undo = async (): Promise<void> => {
    const last = this.undoable;
    if (!last?.undo) {
      nothingTo("undo");
      return;
    }
    this.undoable = null;
    const undoing = this.record({ command: last.undo, said: `Undone: ${labelOf(last)}` });
    this.#undoing = undoing;
    if ((await undoing) !== null) this.#undone = last;
  };

  /** Does once more what was taken back last. */
  redo = async (): Promise<void> => {
    // Pressed right after the undo, it means the act that is being taken back.
    await this.#undoing;
    const last = this.#undone;
    if (!last) {
      nothingTo("redo");
      return;
    }
    this.#undone = null;
    const { basis = null } = last;
    // The undo itself moved the incident on; a step must still be the one that was meant.
    const again: Act = { ...last, basis: basis && "step" in basis ? basis : null };
    delete again.draft;
    await this.record(again);
  };

  #said(act: Act): void {
    toasts.clearProblems();
    this.#undone = null;
    if (act.undo) this.undoable = act;
    if (!act.said) return;
    const undo = act.undo ? { label: "Undo", run: () => void this.undo() } : null;
    toasts.done(act.said, undo);
  }
}

/** An act in the words that were said when it was done. */
export function labelOf(act: Act): string {
  return act.said ?? "the last act";
}

function nothingTo(what: "undo" | "redo"): void {
  toasts.problem({
    code: `cannot-${what}`,
    message: `There is nothing to ${what} in this window.`,
    hint: null,
  });
}

/** The acts of this window. */
export const acts = new Acts();

/** Whether an act must wait, and why in words. */
export function cannotRecord(): string | null {
  const workspace = session.start?.workspace;
  return workspace?.state === "open" ? workspace.read_only : "no workspace is open";
}

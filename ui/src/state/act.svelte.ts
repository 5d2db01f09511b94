/** Recording: every change goes through here, with its toast, its undo and its refusal. */

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
  /** Files to hand over with it. */
  attach?: string[];
  /** Words that it records. */
  draft?: Draft;
  /** What to say when it is done; nothing when absent. */
  said?: string;
  /** The command that takes it back, for Ctrl+Z and the toast. */
  undo?: Command;
}

class Acts {
  /** Whether something is on its way to the disk. */
  get busy(): boolean {
    return this.#onTheWay > 0;
  }
  /** How many acts are on their way: one may leave beside another. */
  #onTheWay = $state(0);
  /** When the last record of this window became durable: UTC. */
  recordedAt = $state<string | null>(null);
  /** What Ctrl+Z takes back. */
  undoable = $state.raw<{ label: string; command: Command } | null>(null);

  /** Records an act. Null when it was refused or failed: the reason is shown, and nothing typed is touched. */
  async record(act: Act): Promise<Recorded | null> {
    this.#onTheWay++;
    try {
      await act.draft?.settle();
      const outcome = await execute({
        cmd: null,
        basis: act.basis ?? null,
        actor: null,
        attach: act.attach ?? [],
        draft: act.draft?.key ?? null,
        command: act.command,
      });
      if (outcome.outcome === "refused") {
        toasts.problem(outcome);
        return null;
      }
      act.draft?.recorded();
      this.recordedAt = outcome.records.at(-1)?.at ?? this.recordedAt;
      this.#said(act);
      return outcome;
    } catch (error) {
      toasts.problem(problemOf(error));
      return null;
    } finally {
      this.#onTheWay--;
    }
  }

  /** Takes back the last act of this window. */
  undo = async (): Promise<void> => {
    const last = this.undoable;
    if (!last) {
      toasts.problem({
        code: "cannot-undo",
        message: "There is nothing to undo in this window.",
        hint: null,
      });
      return;
    }
    this.undoable = null;
    await this.record({ command: last.command, said: `Undone: ${last.label}` });
  };

  #said(act: Act): void {
    toasts.clearProblems();
    if (act.undo) this.undoable = { label: act.said ?? "the last act", command: act.undo };
    if (!act.said) return;
    const undo = act.undo ? { label: "Undo", run: () => void this.undo() } : null;
    toasts.done(act.said, undo);
  }
}

/** The acts of this window. */
export const acts = new Acts();

/** Whether an act must wait, and why in words. */
export function cannotRecord(): string | null {
  const workspace = session.start?.workspace;
  return workspace?.state === "open" ? workspace.read_only : "no workspace is open";
}

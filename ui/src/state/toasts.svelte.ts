/** Short messages at the edge of the window. */

import type { Problem } from "../wire/Problem";

export interface Toast {
  id: number;
  kind: "done" | "problem";
  message: string;
  hint: string | null;
  code: string | null;
  /** What to offer beside it. */
  action: { label: string; run: () => void } | null;
}

/** Milliseconds for which a message about something done stays: at least ten seconds, so that Undo can be reached. */
const STAY = 12_000;

class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;

  /** Something was recorded; `action` offers to take it back. */
  done(message: string, action: Toast["action"] = null): void {
    const id = this.#add({ kind: "done", message, hint: null, code: null, action });
    setTimeout(() => {
      this.dismiss(id);
    }, STAY);
  }

  /** Something was refused or failed: it stays until it is dismissed. */
  problem(problem: { code: string; message: string; hint: string | null } | Problem): void {
    // The same refusal again is one message, not a pile.
    this.list = this.list.filter((toast) => toast.message !== problem.message);
    this.#add({ kind: "problem", action: null, ...problem });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  clearProblems(): void {
    this.list = this.list.filter((toast) => toast.kind !== "problem");
  }

  #add(toast: Omit<Toast, "id">): number {
    const id = this.#next++;
    this.list = [...this.list.slice(-3), { id, ...toast }];
    return id;
  }
}

/** The messages of this window. */
export const toasts = new Toasts();

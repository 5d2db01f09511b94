/** The open workspace, who one is, and what the window remembers for itself. */

import { ask, desktop, onChanged, onJournalState, problemOf } from "../host/ipc";
import type { Changed } from "../host/ipc";
import type { JournalState } from "../wire/JournalState";
import type { PersonView } from "../wire/PersonView";
import type { Problem } from "../wire/Problem";
import type { Start } from "../wire/Start";
import type { WorkspaceView } from "../wire/WorkspaceView";

/** Milliseconds until keeping is tried again. */
const AGAIN = 1000;

class Session {
  /** What the shell said at the start; null until it answered. */
  start = $state<Start | null>(null);
  /** Why the shell could not answer at all. */
  problem = $state<Problem | null>(null);
  workspace = $state<WorkspaceView | null>(null);
  people = $state<PersonView[]>([]);
  journal = $state<JournalState>({
    state: "not_checked",
    at: null,
    records: 0,
    faults: [],
    fault_count: 0,
  });
  /** The latest commit that this window heard of. */
  changed = $state.raw<Changed>({ lam: 0, tags: [], origin: "here" });
  /** Why something that somebody typed or set could not be kept; it is tried again until it is. Null otherwise. */
  unkept = $state<Problem | null>(null);
  #memory: Record<string, string> = {};
  /** What is not durable yet: the latest value of each key. */
  #waiting = new Map<string, string | null>();
  #keeping: Promise<void> | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** Whether a workspace is open. */
  get open(): boolean {
    return this.start?.workspace.state === "open";
  }

  /** Whether something can be recorded. */
  get canRecord(): boolean {
    const workspace = this.start?.workspace;
    return workspace?.state === "open" && workspace.read_only === null;
  }

  /** The person of this window. */
  get me(): PersonView | null {
    return this.people.find((person) => person.me) ?? null;
  }

  /** A name for people by id. */
  name(id: string): string {
    return this.people.find((person) => person.id === id)?.name ?? `person ${id.slice(0, 8)}`;
  }

  /** Asks the shell where things stand and listens to it from then on. Never rejects. */
  async begin(): Promise<void> {
    onChanged((changed) => {
      this.changed = changed;
      void this.refresh(changed.tags);
    });
    onJournalState((state) => {
      this.journal = state;
    });
    await this.enter(() => desktop<"start">({ ask: "start" }));
  }

  /** Opens, makes or changes the workspace by `ask`; a failure is left in `problem`. */
  async enter(open: () => Promise<Start>): Promise<boolean> {
    try {
      const start = await open();
      this.#memory = { ...start.memory };
      this.problem = null;
      if (start.workspace.state === "open") {
        const journal = desktop<"journal_state">({ ask: "journal_state" });
        await this.refresh(["person", "journal"]);
        this.journal = await journal;
      }
      this.start = start;
      return start.workspace.state === "open";
    } catch (error) {
      this.problem = problemOf(error);
      return false;
    }
  }

  async refresh(tags: readonly string[]): Promise<void> {
    try {
      const workspace = ask<"workspace">({ query: "workspace" });
      if (tags.includes("person")) this.people = await ask<"people">({ query: "people" });
      this.workspace = await workspace;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Something the window remembers: a draft, a preference. */
  remembered(key: string): string | null {
    return this.#memory[key] ?? null;
  }

  /** Remembers it. The promise resolves when it is durable, or could not be made so: `unkept` then says why. */
  remember(key: string, value: string | null): Promise<void> {
    if (value === null) Reflect.deleteProperty(this.#memory, key);
    else this.#memory[key] = value;
    this.#waiting.set(key, value);
    return this.#keep();
  }

  /** Resolves when nothing is on its way to the disk. */
  async settled(): Promise<void> {
    await this.#keeping;
  }

  /** Does not try again to keep what a request now carries: it would come back after the store deleted it. */
  hand(key: string): void {
    this.#waiting.delete(key);
    // Until the answer is there, what could not be kept still is not.
    if (this.#waiting.size === 0) clearTimeout(this.#again);
  }

  /** Forgets a draft that the journal has taken over: the store deleted it with the record. */
  forget(key: string): void {
    Reflect.deleteProperty(this.#memory, key);
    this.#waiting.delete(key);
    if (this.#waiting.size === 0) this.unkept = null;
  }

  #keep(): Promise<void> {
    this.#keeping ??= this.#keepAll();
    return this.#keeping;
  }

  /** One after the other, so that a slow disk is never asked for words that are outdated already. */
  async #keepAll(): Promise<void> {
    clearTimeout(this.#again);
    // So that it is on its way, and known to be, before anything is done.
    await Promise.resolve();
    for (const [key, value] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        await desktop<"keep">({ ask: "keep", key, value });
      } catch (error) {
        if (!this.#waiting.has(key)) this.#waiting.set(key, value);
        this.unkept = problemOf(error);
        this.#again = setTimeout(() => void this.#keep(), AGAIN);
        this.#keeping = null;
        return;
      }
    }
    this.unkept = null;
    this.#keeping = null;
  }
}

/** The one session of this window. */
export const session = new Session();

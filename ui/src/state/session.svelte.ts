/** The open workspace, who one is, and what the window remembers for itself. */

import { ask, desktop, onChanged, onJournalState, problemOf } from "../host/ipc";
import type { Changed } from "../host/ipc";
import type { JournalState } from "../wire/JournalState";
import type { PersonView } from "../wire/PersonView";
import type { Problem } from "../wire/Problem";
import type { Start } from "../wire/Start";
import type { WorkspaceView } from "../wire/WorkspaceView";

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
  #memory: Record<string, string> = {};
  #keeping: Promise<unknown> = Promise.resolve();

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
        await this.refresh(["person", "journal"]);
        this.journal = await desktop<"journal_state">({ ask: "journal_state" });
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
      if (tags.includes("person")) this.people = await ask<"people">({ query: "people" });
      this.workspace = await ask<"workspace">({ query: "workspace" });
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Something the window remembers: a draft, a preference. */
  remembered(key: string): string | null {
    return this.#memory[key] ?? null;
  }

  /** Remembers it; durable when the promise resolves. Writes of one window keep their order. Never rejects. */
  remember(key: string, value: string | null): Promise<boolean> {
    if (value === null) Reflect.deleteProperty(this.#memory, key);
    else this.#memory[key] = value;
    const kept = this.#keeping.then(async () => {
      try {
        await desktop<"keep">({ ask: "keep", key, value });
        return true;
      } catch {
        return false;
      }
    });
    this.#keeping = kept;
    return kept;
  }

  /** Resolves when everything that is to be remembered is durable. */
  async settled(): Promise<void> {
    await this.#keeping;
  }

  /** Forgets a draft that the journal has taken over: the store deleted it with the record. */
  forget(key: string): void {
    Reflect.deleteProperty(this.#memory, key);
  }
}

/** The one session of this window. */
export const session = new Session();

/** Every key of the window, in one registry: it binds them, and makes the `?` sheet, the tooltips and the palette. */

import { onDestroy } from "svelte";
import { tinykeys } from "tinykeys";

import { preferences } from "./preferences.svelte";

/** Something a key does. */
export interface KeyAction {
  /** Unique name. */
  id: string;
  /** What it does, in the words of the palette and the sheet. */
  title: string;
  /** Bindings in the notation of tinykeys; the first is the one shown. */
  keys: readonly string[];
  /** `key` is the key that was pressed last, as the keyboard names it. */
  run: (key: string) => void;
  /** Whether it does something now; always when absent. At rest it is told of nowhere. */
  when?: () => boolean;
  /** Holding the key down repeats it; otherwise a repeat does nothing, so that it can never confirm twice. */
  repeats?: boolean;
}

/** Actions that work at the same place, under one heading of the sheet. */
export interface KeyGroup {
  title: string;
  actions: readonly KeyAction[];
}

/** An action with those of its bindings that work now: none that a more local action has, or that is switched off. */
export type WorkingAction = KeyAction & { works: readonly string[] };

/** In a text field these take back what was typed there, and no act. WebKitGTK has no keys of its own for it. */
const EDITING: Partial<Record<string, string>> = { "Control+z": "undo", "Control+Shift+z": "redo" };

class Keys {
  /** The groups that work now, the most local last. */
  groups = $state.raw<readonly KeyGroup[]>([]);
  /** The same, not reactive: while a component goes, a state reads as it was before its successor came. */
  #added: KeyGroup[] = [];
  /** What can be done now, the most local group first. */
  working = $derived.by(() => {
    const taken: string[] = [];
    return [...this.groups].reverse().map(({ title, actions }) => {
      const working = actions
        .filter((action) => action.when?.() ?? true)
        .map((action): WorkingAction => {
          const works = action.keys.filter(
            (key) => !taken.includes(key) && (preferences.singleKeys || !isSingle(key)),
          );
          return { ...action, works };
        });
      taken.push(...working.flatMap(({ works }) => works));
      return { title, actions: working };
    });
  });
  /** While a dialog is open, only its own keys work. */
  blocked = $state(0);
  /** When the first key of a sequence was pressed. */
  #prefixAt = -Infinity;

  add(group: KeyGroup): () => void {
    this.#added.push(group);
    this.groups = [...this.#added];
    return () => {
      this.#added = this.#added.filter((other) => other !== group);
      this.groups = [...this.#added];
    };
  }

  /** The first binding of an action that works now. */
  hint(id: string): string | null {
    for (const { actions } of this.working) {
      const key = actions.find((action) => action.id === id)?.works[0];
      if (key) return spell(key);
    }
    return null;
  }

  /** Binds everything that works now to the window; returns how to stop. */
  bind(): () => void {
    const map: Record<string, (event: KeyboardEvent) => void> = {};
    for (const { actions } of this.working) {
      for (const action of actions) {
        for (const key of action.works) {
          map[key] = (event) => {
            this.#pressed(key, action, event);
          };
        }
      }
    }
    const prefixes = new Set(
      Object.keys(map)
        .filter((key) => key.includes(" "))
        .map((key) => key.split(" ")[0]),
    );
    for (const prefix of prefixes) {
      if (prefix) map[prefix] ??= this.#begins;
    }
    return tinykeys(window, map);
  }

  /** The first key of a sequence; a letter of a word that somebody types begins none. */
  #begins = (event: KeyboardEvent): void => {
    if (this.blocked === 0 && !isTyping(event.target)) this.#prefixAt = performance.now();
  };

  #pressed(key: string, action: KeyAction, event: KeyboardEvent): void {
    const single = isSingle(key);
    const editing = EDITING[key];
    if (editing !== undefined && isTyping(event.target)) {
      event.preventDefault();
      // No other way leads to the history of a field.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      document.execCommand(editing);
      return;
    }
    if (this.blocked > 0 || event.defaultPrevented) return;
    if (single && isTyping(event.target)) return;
    if (key === "Enter" && isReachable(event.target)) return;
    const inSequence = performance.now() - this.#prefixAt < 1000;
    // After `g`, the next letter is the second half of a sequence and nothing else. Every binding of this press must
    // still see that, so it is forgotten only afterwards.
    if (inSequence) queueMicrotask(() => (this.#prefixAt = -Infinity));
    if (single && inSequence && !key.includes(" ")) return;
    if (event.repeat && action.repeats !== true) {
      event.preventDefault();
      return;
    }
    event.preventDefault();
    action.run(event.key);
  }
}

/** The one registry of this window. */
export const keys = new Keys();

/** Makes a group of keys work while the component lives. */
export function useKeys(title: string, actions: readonly KeyAction[]): void {
  onDestroy(keys.add({ title, actions }));
}

/** j and k: the next one and the one before. `what` begins their ids; holding a key goes on. */
export function walkKeys(
  what: string,
  next: string,
  before: string,
  go: (by: 1 | -1) => void,
): KeyAction[] {
  return [
    {
      id: `${what}-down`,
      title: next,
      keys: ["j"],
      run: () => {
        go(1);
      },
      repeats: true,
    },
    {
      id: `${what}-up`,
      title: before,
      keys: ["k"],
      run: () => {
        go(-1);
      },
      repeats: true,
    },
  ];
}

/** A binding without Ctrl, Alt or Meta: it must never act while somebody types. Enter types nothing. */
function isSingle(key: string): boolean {
  return !/Control|Alt|Meta|\bF\d/.test(key) && !/^(Shift\+)?Enter$/.test(key);
}

/** Something that Tab reaches, such as a link or a button: Enter is its own. */
function isReachable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.tabIndex >= 0;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // In a tick box nobody types.
  if (target instanceof HTMLInputElement && ["checkbox", "radio"].includes(target.type))
    return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

const SPELLED: Record<string, string> = {
  Control: "Ctrl",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "⏎",
  Escape: "Esc",
  Equal: "+",
  Minus: "−",
};

/** A binding for people: `Control+k` is `Ctrl K`, `g n` stays `g n`. */
export function spell(key: string): string {
  return key
    .split(" ")
    .map((press) => {
      const parts = press.split(/\b\+/);
      const chord = parts.length > 1;
      // A question mark needs Shift on most keyboards; nobody calls it Shift+?.
      if (press === "Shift+?") return "?";
      return parts.map((part) => SPELLED[part] ?? (chord ? capital(part) : part)).join(" ");
    })
    .join(" ");
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Words somebody is typing: durable within half a second, until the journal has them. */

import { onDestroy } from "svelte";

import { route } from "./route.svelte";
import { session } from "./session.svelte";

/** Milliseconds after which a typed word is kept: also while typing goes on, however long nobody pauses. */
const SOON = 250;

/** One text field's words. */
export class Draft {
  text = $state("");
  #key: string;
  /** The words that are on their way to the journal. */
  #sent = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(key: string) {
    this.#key = key;
    this.text = session.remembered(key) ?? "";
  }

  /** Names the draft in a request, so that the store deletes it in the transaction that records its words. */
  get key(): string {
    return this.#key;
  }

  /** To be called at each input. */
  typed = (): void => {
    this.#timer ??= setTimeout(this.keep, SOON);
  };

  /** Makes the words durable now. */
  keep = (): void => {
    this.#rest();
    const kept = session.remembered(this.#key) ?? "";
    if (kept !== this.text) void session.remember(this.#key, this.text === "" ? null : this.text);
  };

  /** Before the words are sent: nothing that is still on its way may bring the draft back afterwards. */
  async settle(): Promise<void> {
    this.#sent = this.text;
    this.keep();
    await session.settled();
    session.hand(this.#key);
  }

  /** The journal has the words; what was typed since stays. */
  recorded(): void {
    this.#rest();
    session.forget(this.#key);
    if (this.text === this.#sent) this.text = "";
    else this.typed();
  }

  /** The journal has not got the words. */
  refused(): void {
    void session.remember(this.#key, this.text === "" ? null : this.text);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** A draft that is kept when the component goes, the screen changes or the window loses the focus. */
export function draft(key: string): Draft {
  const made = new Draft(key);
  const stop = route.beforeLeaving(made.keep);
  addEventListener("blur", made.keep);
  onDestroy(() => {
    made.keep();
    stop();
    removeEventListener("blur", made.keep);
  });
  return made;
}

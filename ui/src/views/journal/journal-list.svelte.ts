/** The records on the screen: the newest page stays current, older ones are added on request. */

import { untrack } from "svelte";

import { ask, problemOf } from "../../host/ipc";
import { live } from "../../state/live.svelte";
import { toasts } from "../../state/toasts.svelte";
import type { RecordRow } from "../../wire/RecordRow";
import { joined } from "./pages";

/** Records of one page. */
const PAGE = 200;

/** What is looked for. */
export interface Filter {
  words: string;
  kinds: string[];
}

/** A list that lives as long as the calling component. */
export function journalList(filter: () => Filter) {
  let rows = $state.raw<RecordRow[]>([]);
  let more = $state(false);
  let total = $state(0);
  let busy = $state(false);
  let ready = $state(false);
  /** The filter that the rows belong to. */
  let shownFor = "";

  const question = () => {
    const { words, kinds } = filter();
    return { words: words.trim() === "" ? null : words.trim(), kinds };
  };
  const newest = live<"journal">(
    () => ({ query: "journal", ...question(), before: null, limit: PAGE }),
    () => ["journal"],
  );

  $effect(() => {
    const page = newest.value;
    if (!page) return;
    untrack(() => {
      const now = JSON.stringify(question());
      const kept = now === shownFor ? joined(page.records, rows) : null;
      // Whether there are older ones is known from the oldest page, unless that is this one.
      if (!kept || rows.length === 0) more = page.more;
      rows = kept ?? page.records;
      total = page.total;
      shownFor = now;
      ready = true;
    });
  });

  /** Adds the next older page. */
  async function older(): Promise<void> {
    const last = rows.at(-1);
    if (!last || !more || busy) return;
    busy = true;
    const mine = shownFor;
    try {
      const page = await ask<"journal">({
        query: "journal",
        ...question(),
        before: { log: last.log, seq: last.seq },
        limit: PAGE,
      });
      // The filter may have changed meanwhile; then this page belongs to nothing.
      if (mine === shownFor && rows.at(-1) === last) {
        rows = [...rows, ...page.records];
        more = page.more;
      }
    } catch (error) {
      toasts.problem(problemOf(error));
    } finally {
      busy = false;
    }
  }

  return {
    get rows() {
      return rows;
    },
    get more() {
      return more;
    },
    get total() {
      return total;
    },
    get busy() {
      return busy;
    },
    /** Whether the first page has come. */
    get ready() {
      return ready;
    },
    get problem() {
      return newest.problem;
    },
    older,
  };
}

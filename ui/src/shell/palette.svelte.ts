/** What the palette lists for the words typed so far. */

import { keys, spell } from "../state/keys.svelte";
import { live } from "../state/live.svelte";
import { route } from "../state/route.svelte";
import { byName, rank } from "./rank";
import { watch } from "./watch.svelte";

/** One line of the palette. */
export interface Item {
  id: string;
  kind: string;
  title: string;
  detail: string | null;
  key: string | null;
  /** Short name of the runbook that Ctrl+Enter starts. */
  start: string | null;
  open: () => void;
}

/** At most so many lines: more is not read at 03:00. */
const LIMIT = 40;

/** A palette that lives as long as the calling component. */
export function palette(): { words: string; readonly items: Item[]; readonly waiting: boolean } {
  let words = $state("");
  const runbooks = live<"runbooks">(
    () => ({ query: "runbooks" }),
    () => ["runbook"],
  );
  const incidents = live<"incidents">(
    () => ({ query: "incidents" }),
    () => ["incident"],
  );
  const found = live<"search">(
    () => (words.trim().length < 2 ? null : { query: "search", words, limit: 12 }),
    () => [],
  );

  const actions = $derived(
    [...keys.working].reverse().flatMap((group) =>
      group.actions
        // The palette is open already, and a row of keys needs one of them.
        .filter((action) => action.id !== "palette" && action.keys.length <= 3)
        .map((action): Item => ({
          id: `action:${action.id}`,
          kind: group.title === "Screens" ? "go to" : "do",
          title: action.title,
          detail: null,
          key: action.works[0] ? spell(action.works[0]) : null,
          start: null,
          open: () => {
            action.run("");
          },
        })),
    ),
  );
  const running = $derived(
    (watch.now?.runs ?? []).map((active): Item => ({
      id: `run:${active.run.number}`,
      kind: "run",
      title: active.run.title,
      detail: `${active.run.number}${active.step ? ` · at ${active.step}` : ""}`,
      key: null,
      start: null,
      open: () => {
        route.go("run", active.run.number);
      },
    })),
  );
  const known = $derived([
    ...(incidents.value ?? []).map((incident): Item => ({
      id: `incident:${incident.number}`,
      kind: "incident",
      title: incident.title,
      detail: `${incident.number} · ${incident.state}`,
      key: null,
      start: null,
      open: () => {
        route.go("incident", incident.number);
      },
    })),
    ...(runbooks.value ?? []).map((runbook): Item => ({
      id: `runbook:${runbook.slug}`,
      kind: runbook.kind,
      title: runbook.title,
      detail: runbook.slug,
      key: null,
      start: runbook.steps > 0 ? runbook.slug : null,
      open: () => {
        route.go("library", runbook.slug);
      },
    })),
  ]);
  const searched = $derived(
    (found.value ?? [])
      .filter((hit) => hit.kind === "entry" || hit.kind === "postmortem")
      .map((hit, index): Item => ({
        id: `found:${String(index)}`,
        kind: hit.kind,
        title: hit.snippet.replaceAll(/[[\]]/g, "") || hit.title,
        detail: hit.name,
        key: null,
        start: null,
        open: () => {
          route.go(hit.kind === "postmortem" ? "postmortem" : "incident", hit.name);
        },
      })),
  );

  const named = $derived(
    byName([...running, ...known, ...actions], (item) => `${item.title} ${item.detail ?? ""}`),
  );
  const ranked = $derived(words.trim() === "" ? null : rank(words, named));
  const items = $derived(
    (ranked ? [...ranked, ...searched] : [...running, ...actions, ...known]).slice(0, LIMIT),
  );

  return {
    get words() {
      return words;
    },
    set words(value: string) {
      words = value;
    },
    get items() {
      return items;
    },
    /** Whether the search has yet to answer to these words. */
    get waiting() {
      return found.waiting;
    },
  };
}

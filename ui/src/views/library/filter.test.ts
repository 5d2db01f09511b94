import { describe, expect, it } from "vitest";

import type { RunbookSummary } from "../../wire/RunbookSummary";
import { counted, knownBy, shown } from "./filter";

function runbook(slug: string, more: Partial<RunbookSummary> = {}): RunbookSummary {
  return {
    id: slug,
    slug,
    title: slug.toUpperCase(),
    kind: "runbook",
    class: "runbook",
    format: "native",
    owner: null,
    revision: 1,
    steps: 3,
    errors: 0,
    warnings: 0,
    path: `${slug}.md`,
    changed: "2026-11-25T03:00:00Z",
    ...more,
  };
}

const all = { kind: "", format: "", errors: false };
const books = [
  runbook("crashloop", { owner: "platform" }),
  runbook("failover", { format: "foreign", errors: 2 }),
  runbook("comms", { kind: "playbook" }),
];
const slugs = (words: string, choice = all, found: Parameters<typeof shown>[3] = []) =>
  shown(knownBy(books), words, choice, found).map((row) => row.runbook.slug);

describe("shown", () => {
  it("shows all without words", () => {
    expect(slugs(" ")).toEqual(["crashloop", "failover", "comms"]);
  });

  it("asks for every word, in any case, in title, short name or owner", () => {
    expect(slugs("CRASH platform")).toEqual(["crashloop"]);
    expect(slugs("crash zebra")).toEqual([]);
  });

  it("puts what search finds in a text behind what the name says, once, with its words", () => {
    const hit = (name: string, kind = "runbook") => ({
      kind,
      name,
      title: name,
      snippet: "a [co] b",
    });
    const found = [hit("failover"), hit("comms"), hit("failover"), hit("INC-1", "incident")];
    expect(slugs("co", all, found)).toEqual(["comms", "failover"]);
    expect(shown(knownBy(books), "co", all, found).map((row) => row.snippet)).toEqual([
      null,
      "a [co] b",
    ]);
  });

  it("lets the chips choose among found texts too", () => {
    const found = [{ kind: "runbook", name: "failover", title: "", snippet: "x" }];
    expect(slugs("zz", { ...all, format: "native" }, found)).toEqual([]);
    expect(slugs("", { ...all, errors: true })).toEqual(["failover"]);
    expect(slugs("", { ...all, kind: "playbook" })).toEqual(["comms"]);
  });
});

it("counts words, the most first", () => {
  expect(counted(["a", "b", "b"])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
});

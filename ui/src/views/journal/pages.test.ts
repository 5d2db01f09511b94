import { expect, it } from "vitest";

import type { RecordRow } from "../../wire/RecordRow";
import { fieldOf, joined, nameOf } from "./pages";

function row(seq: number, log = "a"): RecordRow {
  return {
    log,
    seq,
    id: `${log}${String(seq)}`,
    kind: "run.note_added",
    at: "2026-11-25T03:00:00Z",
    actor: "A. Meier",
    known: "os",
    subject: null,
    line: "words",
  };
}

const names = (rows: RecordRow[] | null) => rows?.map(nameOf);

it("puts new records first and keeps the older pages", () => {
  expect(names(joined([row(5), row(4), row(3)], [row(3), row(2)]))).toEqual([
    "a#5",
    "a#4",
    "a#3",
    "a#2",
  ]);
});

it("begins again when records in between were never read", () => {
  expect(joined([row(9), row(8)], [row(3), row(2)])).toBeNull();
});

it("tells journals apart", () => {
  expect(joined([row(3, "b")], [row(3, "a")])).toBeNull();
});

it("begins with the newest page, which may be empty", () => {
  expect(names(joined([row(1)], []))).toEqual(["a#1"]);
  expect(joined([], [])).toEqual([]);
});

it("reads fields of a body and survives a damaged one", () => {
  expect(fieldOf('{"prev":"ab","seq":3}', "prev")).toBe("ab");
  expect(fieldOf('{"prev":null}', "prev")).toBeNull();
  expect(fieldOf('{"subj":{"id":"x"}}', "subj")).toBe('{"id":"x"}');
  expect(fieldOf("{", "prev")).toBeNull();
});

import { describe, expect, it } from "vitest";

import { entry } from "../incident/entries.test-data";
import { insertCitation, offered } from "./cite";

const mark = "[03:11Z](#e-0193-a)";

describe("insertCitation", () => {
  it.each([
    ["", 0, 0, mark, mark.length],
    ["seen", 4, 4, `seen ${mark}`, 5 + mark.length],
    ["see . Then", 4, 4, `see ${mark}. Then`, 4 + mark.length],
    ["ab", 1, 1, `a ${mark} b`, 3 + mark.length],
    ["a XX b", 2, 4, `a ${mark} b`, 2 + mark.length],
    ["(", 1, 1, `(${mark}`, 1 + mark.length],
  ])("into %j from %i to %i", (text, from, to, expected, cursor) => {
    expect(insertCitation(text, from, to, entry())).toEqual({ text: expected, cursor });
  });
});

describe("offered", () => {
  const entries = [
    entry({ id: "1", text: "rolled back to 7.4.2" }),
    entry({ id: "2", text: "errors gone" }),
    entry({ id: "3", text: "rolled forward", undone: true }),
    entry({ id: "4", text: "rolled dice", hidden: "off topic" }),
  ];
  const ids = (words: string) => offered(entries, words).map((one) => one.id);

  it("begins with the latest, without what was taken back or hidden", () => {
    expect(ids("")).toEqual(["2", "1"]);
  });

  it("finds by words and by time", () => {
    expect(ids("rolled")).toEqual(["1"]);
    expect(ids("03:11 gone")).toEqual(["2"]);
  });
});

import { expect, it } from "vitest";

import { outline, places } from "./outline";

it("keeps the order of the file, a section before its first step", () => {
  const document = {
    sections: [
      { id: "", title: "", line: 1 },
      { id: "steps", title: "Steps", line: 5 },
      { id: "rollback", title: "Rollback", line: 20 },
    ],
    steps: [
      { id: "b", title: "Second", line: 12 },
      { id: "a", title: "First", line: 5 },
    ],
  } as unknown as Parameters<typeof outline>[0];
  expect(outline(document).map((line) => line.id)).toEqual(["steps", "a", "b", "rollback"]);
});

it("finds lines by their words, each text once, in order", () => {
  const texts = [
    "Title",
    "Steps",
    "1. Check `pods`",
    "☐ Check pods again",
    "Rollback",
    "Check pods",
  ];
  const lines = ["Steps", "Check pods", "Check pods again", "Rollback", "Check pods"];
  expect(
    places(
      lines.map((title) => ({ title })),
      texts,
    ),
  ).toEqual([1, 2, 3, 4, 5]);
});

it("finds headings whose unseen characters are spelled out on the page", () => {
  expect(places([{ title: "Re\u200Bnew it" }], ["Re[U+200B]new it"])).toEqual([0]);
});

it("leaves out what is not on the page without losing the rest", () => {
  const lines = [{ title: "Gone" }, { title: "Here" }];
  expect(places(lines, ["Here"])).toEqual([-1, 0]);
});

import { expect, it } from "vitest";

import { folderOf, size, suggested, withEnding } from "./formats";

it("suggests a name that every system takes", () => {
  expect(suggested("INC-2026-014", "bundle")).toBe("INC-2026-014.zip");
  expect(suggested("a/b c", "pdf")).toBe("a-b-c.pdf");
});

it("changes an ending it knows, and leaves one it does not", () => {
  expect(withEnding("/x/INC-1.zip", "pdf")).toBe("/x/INC-1.pdf");
  expect(withEnding("/x/INC-1.PDF", "md")).toBe("/x/INC-1.md");
  expect(withEnding("/x/evidence.bundle", "pdf")).toBe("/x/evidence.bundle");
});

it("knows folders of both kinds of systems", () => {
  expect(folderOf("/x/y.pdf")).toBe("/x/");
  expect(folderOf("C:\\x\\y.pdf")).toBe("C:\\x\\");
  expect(folderOf("y.pdf")).toBe("");
});

it.each([
  [999, "999 B"],
  [1000, "1.0 kB"],
  [12_440, "12.4 kB"],
  [999_960, "1.0 MB"],
  [3_100_000_000, "3.1 GB"],
])("%d bytes are %s", (bytes, words) => {
  expect(size(bytes)).toBe(words);
});

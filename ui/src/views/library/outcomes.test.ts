import { expect, it } from "vitest";

import type { ImportedFile } from "../../wire/ImportedFile";
import { needsLook, summary } from "./outcomes";

const file: ImportedFile = {
  path: "a.md",
  result: "imported",
  slug: "a",
  class: "runbook",
  steps: 2,
  errors: 0,
  warnings: 1,
  message: null,
};

it("asks for a look at failures, errors and messages; warnings alone are ordinary", () => {
  expect(needsLook(file)).toBe(false);
  expect(needsLook({ ...file, errors: 1 })).toBe(true);
  expect(needsLook({ ...file, message: "bytes that are no UTF-8" })).toBe(true);
  expect(needsLook({ ...file, result: "failed" })).toBe(true);
});

it("says what happened to how many", () => {
  const failed: ImportedFile = { ...file, result: "failed" };
  const newer: ImportedFile = { ...file, result: "new_revision" };
  expect(summary([file, failed, file, newer])).toBe("2 imported, 1 new revision, 1 failed");
  expect(summary([])).toBe("no Markdown files there");
});

import { expect, it } from "vitest";

import { readResolution } from "./resolution";

it.each([
  [" errors under 1 % ", { criteria: "errors under 1 %", override_why: null }],
  ["Override: no metrics", { criteria: null, override_why: "no metrics" }],
  // Without a reason there is nothing to record, and the refusal says so.
  ["override:", { criteria: null, override_why: null }],
  ["the override was removed", { criteria: "the override was removed", override_why: null }],
  ["", { criteria: null, override_why: null }],
])("reads %j", (words, read) => {
  expect(readResolution(words)).toEqual(read);
});

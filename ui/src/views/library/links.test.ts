import { expect, it } from "vitest";

import { targetOf } from "./links";

const books = [
  { slug: "main", path: "/repo/runbooks/main.md" },
  { slug: "other", path: "/repo/runbooks/other.md" },
  { slug: "comms", path: "/repo/playbooks/comms.md" },
  { slug: "readme-a", path: "/repo/a/README.md" },
  { slug: "readme-b", path: "/repo/b/README.md" },
];
const from = "/repo/runbooks/main.md";

it.each([
  ["./other.md", "other"],
  ["other.md#steps", "other"],
  ["../playbooks/comms.md", "comms"],
  ["../a/README.md", "readme-a"],
  // Found by its name alone, as it is the only one of that name.
  ["../../elsewhere/comms.md", "comms"],
])("%s leads to %s", (address, slug) => {
  expect(targetOf(address, from, books)).toEqual({ to: "runbook", slug });
});

it("does not guess between two files of one name", () => {
  expect(targetOf("README.md", from, books)).toEqual({ to: "nothing" });
});

it("knows headings of its own, and survives what leads nowhere", () => {
  expect(targetOf("#watch-it", from, books)).toEqual({ to: "heading", anchor: "watch-it" });
  expect(targetOf("%zz.md", from, books)).toEqual({ to: "nothing" });
  expect(targetOf("#", from, books)).toEqual({ to: "nothing" });
});

it("reads paths of Windows", () => {
  const windows = [{ slug: "other", path: "C:\\repo\\other.md" }];
  expect(targetOf("./other.md", "C:\\repo\\main.md", windows)).toEqual({
    to: "runbook",
    slug: "other",
  });
});

import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

const asked = vi.hoisted(() => vi.fn<(query: { prefix: string }) => Promise<string[]>>());
vi.mock("../host/ipc", () => ({
  ask: asked,
  onChanged: () => null,
  onJournalState: () => null,
  problemOf: (error: unknown) => ({ code: "window", message: String(error), hint: null }),
}));
Element.prototype.scrollIntoView = () => undefined;

const { default: PathField } = await import("./PathField.svelte");

async function typed(words: string): Promise<HTMLInputElement> {
  render(PathField, { id: "p", label: "Folder", value: "" });
  const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Folder" });
  await fireEvent.input(field, { target: { value: words } });
  await vi.waitFor(() => {
    expect(screen.queryAllByRole("option").length).toBeGreaterThan(0);
  });
  return field;
}

describe("a field for a path", () => {
  beforeEach(() => {
    asked.mockReset();
    asked.mockResolvedValue(["/a/run.md", "/a/runbooks/"]);
  });

  it("completes with Tab what all have in common, then lets Tab go on", async () => {
    const field = await typed("/a/r");
    expect(await fireEvent.keyDown(field, { key: "Tab" })).toBe(false);
    expect(field.value).toBe("/a/run");
    expect(await fireEvent.keyDown(field, { key: "Tab" })).toBe(true);
    expect(field.value).toBe("/a/run");
  });

  it("takes what the arrows chose with Enter, and only then keeps Enter to itself", async () => {
    const field = await typed("/a/r");
    expect(await fireEvent.keyDown(field, { key: "Enter" })).toBe(true);
    expect(field.value).toBe("/a/r");
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(screen.getByRole("option", { selected: true }).textContent.trim()).toBe("run.md");
    expect(await fireEvent.keyDown(field, { key: "Enter" })).toBe(false);
    expect(field.value).toBe("/a/run.md");
  });

  it("closes with Esc and keeps the words", async () => {
    const field = await typed("/a/r");
    await fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.queryAllByRole("option")).toEqual([]);
    expect(field.value).toBe("/a/r");
  });
});

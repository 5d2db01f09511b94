import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { ImportedFile } from "../../wire/ImportedFile";
import type { Outcome } from "../../wire/Outcome";

vi.mock("../../host/ipc", () => import("../../testing/ipc"));
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => null }));

const ipc = await import("../../testing/ipc");
const { importing } = await import("./importing.svelte");
const { default: ImportPanel } = await import("./ImportPanel.svelte");

const good: ImportedFile = {
  path: "/a/good.md",
  result: "imported",
  slug: "good",
  class: "runbook",
  steps: 1,
  errors: 0,
  warnings: 0,
  message: null,
};
const bad: ImportedFile = {
  ...good,
  path: "/a/bad.md",
  result: "failed",
  slug: null,
  class: null,
  message: "larger than 64 MiB",
};

function recorded(files: ImportedFile[]): Outcome {
  return { outcome: "recorded", cmd: "c", repeated: false, records: [], files };
}

function field(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>("combobox");
}

async function importFrom(path: string): Promise<void> {
  render(ImportPanel);
  await fireEvent.input(field(), { target: { value: path } });
  const form = field().closest("form");
  if (form) await fireEvent.submit(form);
}

beforeEach(() => {
  importing.files = null;
  ipc.desktop.mockReset().mockResolvedValue(null);
  ipc.ask.mockReset().mockResolvedValue([]);
  ipc.execute.mockReset();
});

describe("an import", () => {
  it("shows what became of every file, and only what needs a look when asked", async () => {
    ipc.execute.mockResolvedValue(recorded([good, bad, good]));
    await importFrom("/a/");
    expect((await screen.findByRole("status")).textContent).toBe("2 imported, 1 failed");
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
    await fireEvent.click(screen.getByRole("button", { name: /what needs a look/ }));
    expect(screen.getAllByRole("listitem")).toHaveLength(1);
    expect(screen.getByText("larger than 64 MiB")).toBeTruthy();
    expect(field().value).toBe("");
  });

  it("keeps a path of which nothing could be taken", async () => {
    ipc.execute.mockResolvedValue(recorded([bad]));
    await importFrom("/a/bad.md");
    await screen.findByText("larger than 64 MiB");
    expect(field().value).toBe("/a/bad.md");
  });

  it("keeps the path when the import is refused", async () => {
    ipc.execute.mockRejectedValue("locked");
    await importFrom("/a/");
    await vi.waitFor(() => {
      expect(ipc.execute).toHaveBeenCalledOnce();
    });
    expect(field().value).toBe("/a/");
    expect(importing.files).toBeNull();
  });
});

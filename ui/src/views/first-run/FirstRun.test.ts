import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("../../host/ipc", () => import("../../testing/ipc"));

const ipc = await import("../../testing/ipc");
const { session } = await import("../../state/session.svelte");
const { default: FirstRun } = await import("./FirstRun.svelte");

const PATH = "/data/decklog.db";
const start = {
  workspace: { state: "missing" as const, path: PATH },
  restarted: false,
  memory: {},
  user: "ameier",
  version: "1.0.0",
  own_path: PATH,
  shipped: "shipped",
};
const opened = {
  ...start,
  workspace: { state: "open", path: PATH, read_only: null, sample: false },
};

function name(): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>("Your name in the record");
}

async function create(typed: string): Promise<void> {
  await fireEvent.input(name(), { target: { value: typed } });
  const form = name().closest("form");
  if (form) await fireEvent.submit(form);
}

function asked(what: string): unknown[] {
  return ipc.desktop.mock.calls.map(([request]) => request).filter(({ ask }) => ask === what);
}

beforeEach(() => {
  session.start = start;
  session.problem = null;
  ipc.desktop
    .mockReset()
    .mockImplementation(({ ask }) =>
      Promise.resolve(ask === "create_workspace" ? opened : { state: "not_checked", faults: [] }),
    );
  ipc.ask.mockReset().mockResolvedValue([]);
  ipc.execute
    .mockReset()
    .mockResolvedValue({ outcome: "recorded", cmd: "c", repeated: false, records: [], files: [] });
});

describe("the first run", () => {
  it("makes the record under the trimmed name and then adds the shipped runbooks", async () => {
    render(FirstRun, { path: PATH });
    await create("  A. Meier ");
    await vi.waitFor(() => {
      expect(ipc.execute).toHaveBeenCalledOnce();
    });
    expect(asked("create_workspace")).toEqual([{ ask: "create_workspace", name: "A. Meier" }]);
    expect(ipc.execute.mock.calls[0]?.[0].command).toEqual({
      command: "import_runbooks",
      paths: ["shipped"],
    });
  });

  it("adds no runbooks that nobody wanted", async () => {
    render(FirstRun, { path: PATH });
    await fireEvent.click(screen.getByRole("checkbox"));
    await create("A. Meier");
    await vi.waitFor(() => {
      expect(session.open).toBe(true);
    });
    expect(ipc.execute).not.toHaveBeenCalled();
  });

  it("keeps the name and says why when the record cannot be made", async () => {
    ipc.desktop.mockRejectedValue("the place takes no writes");
    render(FirstRun, { path: PATH });
    await create("A. Meier");
    expect((await screen.findByRole("alert")).textContent).toContain("the place takes no writes");
    expect(name().value).toBe("A. Meier");
    expect(ipc.execute).not.toHaveBeenCalled();
  });
});

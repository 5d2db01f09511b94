import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Outcome } from "../../wire/Outcome";
import type { RunView } from "../../wire/RunView";

vi.mock("../../host/ipc", () => import("../../testing/ipc"));
vi.mock("../../host/drop", () => ({ onDropped: () => () => null }));
// jsdom has no layout and no media.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => null }));
Element.prototype.scrollIntoView = () => undefined;

const ipc = await import("../../testing/ipc");
const { keys } = await import("../../state/keys.svelte");
const { session } = await import("../../state/session.svelte");
const { toasts } = await import("../../state/toasts.svelte");
const { default: RunScreen } = await import("./RunScreen.svelte");
const { aRun, aStep, aVisit } = await import("./testing");

const RECORDED: Outcome = {
  outcome: "recorded",
  cmd: "c",
  repeated: false,
  files: [],
  records: [
    { log: "l", seq: 1, id: "r2", kind: "run", subject: "s", at: "2026-11-25T03:03:00.000Z" },
  ],
};
const STALE: Outcome = {
  outcome: "refused",
  code: "stale",
  message: "it was settled meanwhile; nothing was recorded",
  hint: null,
};

let unbind: () => void = () => undefined;

async function show(view: RunView): Promise<{ rerender: (view: RunView) => Promise<void> }> {
  const rendered = render(RunScreen, { view, problem: null });
  unbind = keys.bind();
  await Promise.resolve();
  return {
    rerender: async (view) => {
      await rendered.rerender({ view, problem: null });
      unbind();
      unbind = keys.bind();
    },
  };
}

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });
/** Long enough for anything that a key has set off. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const acts = () => ipc.execute.mock.calls.map(([request]) => request);

beforeEach(() => {
  ipc.execute.mockReset().mockResolvedValue(RECORDED);
  ipc.desktop.mockReset().mockResolvedValue(null);
  ipc.ask.mockReset().mockResolvedValue([]);
  toasts.list = [];
  session.start = {
    workspace: { state: "open", path: "/w", read_only: null, sample: false },
    restarted: false,
    memory: {},
    user: "a",
    version: "0",
    own_path: "/w",
    shipped: "shipped",
  };
});
afterEach(() => {
  unbind();
  for (const key of ["undo:1", "undo:2", "say:1", "waive:say"])
    session.forget(`draft:run:run-id:${key}`);
});

describe("Ctrl+Enter", () => {
  it("closes the step that is on the screen, and names it", async () => {
    await show(aRun(aStep()));
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()).toHaveLength(1);
    });
    expect(acts()[0]).toMatchObject({
      basis: { step: { step: "undo", visit: 1 } },
      command: { command: "run", run: "RUN-2026-001", act: { do: "done" } },
    });
  });

  it("does nothing while the key is held down", async () => {
    await show(aRun(aStep()));
    await press("Enter", { ctrlKey: true, repeat: true });
    await settled();
    expect(acts()).toHaveLength(0);
  });

  it("works on each step that follows", async () => {
    const { rerender } = await show(aRun(aStep()));
    const next = aRun(aStep({ id: "memory", title: "Raise the memory limit" }));
    next.run.lam = 3;
    await rerender(next);
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()[0]?.basis).toEqual({ step: { step: "memory", visit: 1 } });
    });
    await rerender(aRun(null));
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()[1]?.command).toMatchObject({ act: { do: "complete" } });
    });
  });

  it("goes back to the step that is read, and leaves the current one alone", async () => {
    await show(aRun(aStep()));
    await fireEvent.click(screen.getByRole("button", { name: /Say it/ }));
    await screen.findByText("Go back to it");
    unbind();
    unbind = keys.bind();
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts().map(({ command }) => command)).toMatchObject([
        { act: { do: "back", to: "say" } },
      ]);
    });
  });

  it("pressed twice before the next step is shown records once", async () => {
    await show(aRun(aStep()));
    await press("Enter", { ctrlKey: true });
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(ipc.execute).toHaveBeenCalledOnce();
    });
    await press("Enter", { ctrlKey: true });
    await settled();
    expect(acts()).toHaveLength(1);
  });

  it("waits for a tick that is on its way, and then closes the step it was pressed for", async () => {
    const task = { text: "look", html: "<p>look</p>", optional: false, ticked: false };
    const view = aRun(aStep({ tasks: [task], parts: [{ part: "tasks", from: 0, to: 1 }] }));
    const { rerender } = await show(view);
    let durable: (outcome: Outcome) => void = () => undefined;
    ipc.execute.mockReturnValueOnce(new Promise((resolve) => (durable = resolve)));
    await press("1");
    await press("Enter", { ctrlKey: true });
    await press("Enter", { ctrlKey: true });
    await settled();
    expect(acts()).toHaveLength(1);
    // Somebody else closes the step meanwhile: the act still names the one that was meant, and is refused.
    const next = aRun(aStep({ id: "memory", title: "Raise the memory limit" }));
    next.run.lam = 3;
    await rerender(next);
    ipc.execute.mockResolvedValueOnce(STALE);
    durable(RECORDED);
    await waitFor(() => {
      expect(toasts.list.map(({ code }) => code)).toEqual(["stale"]);
    });
    expect(acts()).toHaveLength(2);
    expect(acts()[1]).toMatchObject({
      basis: { step: { step: "undo", visit: 1 } },
      command: { act: { do: "done" } },
    });
  });

  it("asks for the answer of a decision, which a number gives", async () => {
    const answer = (label: string) => ({ label, html: label, to: { text: "", target: null } });
    await show(aRun(aStep({ question: "Which?", answers: [answer("old"), answer("new")] })));
    await press("Enter", { ctrlKey: true });
    await settled();
    expect(acts()).toHaveLength(0);
    expect(await screen.findByText("Choose an answer first.")).toBeTruthy();
    await press("2");
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()[0]?.command).toMatchObject({ act: { do: "done", choose: "2" } });
    });
  });

  it("does not close the step when the way to Rollback is open", async () => {
    const view = aRun(aStep());
    const back = {
      id: "undo-all",
      title: "Undo all",
      section: "Rollback",
      wait: null,
      decision: false,
    };
    view.outline = [...view.outline, { ...back, kind: "rollback" }];
    const { rerender } = await show(view);
    await press("b");
    await screen.findByText("Go to Rollback?");
    await rerender(view);
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()).toHaveLength(1);
    });
    expect(acts()[0]?.command).toMatchObject({ act: { do: "rollback" } });
  });
});

describe("a reason", () => {
  async function typeReason(): Promise<HTMLInputElement> {
    await press("s");
    const field = await screen.findByLabelText<HTMLInputElement>("Why is it skipped?");
    await fireEvent.input(field, { target: { value: "no access" } });
    return field;
  }

  it("is committed by Enter, together with the key of its draft", async () => {
    await show(aRun(aStep()));
    await fireEvent.keyDown(await typeReason(), { key: "Enter" });
    await waitFor(() => {
      expect(acts()[0]).toMatchObject({
        draft: "draft:run:run-id:undo:1",
        command: { act: { do: "skip", why: "no access" } },
      });
    });
  });

  it("is not committed by Enter held down, nor without words", async () => {
    await show(aRun(aStep()));
    const field = await typeReason();
    await fireEvent.keyDown(field, { key: "Enter", repeat: true });
    await fireEvent.input(field, { target: { value: " " } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await settled();
    expect(acts()).toHaveLength(0);
  });

  it("is still there after Esc", async () => {
    await show(aRun(aStep()));
    await fireEvent.keyDown(await typeReason(), { key: "Escape" });
    expect(screen.queryByLabelText("Why is it skipped?")).toBeNull();
    await press("s");
    const again = await screen.findByLabelText<HTMLInputElement>("Why is it skipped?");
    expect(again.value).toBe("no access");
  });

  it("is still in its field after a refusal", async () => {
    ipc.execute.mockResolvedValue(STALE);
    await show(aRun(aStep()));
    const field = await typeReason();
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => {
      expect(toasts.list.map(({ code }) => code)).toEqual(["stale"]);
    });
    expect(field.isConnected).toBe(true);
    expect(field.value).toBe("no access");
  });

  it("is kept and offered as a note when somebody else settled the step", async () => {
    ipc.execute.mockResolvedValue(STALE);
    const view = aRun(aStep());
    const { rerender } = await show(view);
    await fireEvent.keyDown(await typeReason(), { key: "Enter" });
    await waitFor(() => {
      expect(toasts.list).toHaveLength(1);
    });
    const next = aRun(aStep({ id: "memory", title: "Raise the memory limit" }));
    next.run.visits = [aVisit(), aVisit({ step: "undo", title: "Return to the previous release" })];
    await rerender(next);
    expect(await screen.findByText("no access")).toBeTruthy();
    ipc.execute.mockResolvedValue(RECORDED);
    await fireEvent.click(screen.getByText("Record it as a note"));
    await waitFor(() => {
      expect(acts().at(-1)).toMatchObject({
        draft: "draft:run:run-id:undo:1",
        command: { act: { do: "note", text: "Return to the previous release: no access" } },
      });
    });
  });
});

describe("a note", () => {
  it("is recorded by Ctrl+Enter, after what was on its way when it was pressed", async () => {
    const task = { text: "look", html: "<p>look</p>", optional: false, ticked: false };
    await show(aRun(aStep({ tasks: [task], parts: [{ part: "tasks", from: 0, to: 1 }] })));
    let durable: (outcome: Outcome) => void = () => undefined;
    ipc.execute.mockReturnValueOnce(new Promise((resolve) => (durable = resolve)));
    await press("1");
    await press("n");
    const field = await screen.findByLabelText("Note, at this step");
    await fireEvent.input(field, { target: { value: "restarts 14" } });
    await fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
    await settled();
    expect(acts()).toHaveLength(1);
    durable(RECORDED);
    await waitFor(() => {
      expect(acts()).toHaveLength(2);
    });
    expect(acts()[1]?.command).toMatchObject({ act: { do: "note", text: "restarts 14" } });
  });

  it("leaves no draft behind once it is recorded", async () => {
    await show(aRun(aStep()));
    await press("n");
    const field = await screen.findByLabelText("Note, at this step");
    await fireEvent.input(field, { target: { value: "restarts 14" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => {
      expect(screen.queryByLabelText("Note, at this step")).toBeNull();
    });
    const key = "draft:run:run-id:note";
    expect(acts()[0]).toMatchObject({ draft: key, command: { act: { text: "restarts 14" } } });
    expect(session.remembered(key)).toBeNull();
    // Kept once before it was sent; the record deleted it, and nothing wrote it again.
    const kept = ipc.desktop.mock.calls.filter(
      ([{ ask, key: of }]) => ask === "keep" && of === key,
    );
    expect(kept).toHaveLength(1);
  });
});

describe("the current step", () => {
  it("ticks a sub-item at once by its number", async () => {
    const task = { text: "look", html: "<p>look</p>", optional: false, ticked: false };
    await show(aRun(aStep({ tasks: [task], parts: [{ part: "tasks", from: 0, to: 1 }] })));
    await press("1");
    expect(acts()[0]?.command).toMatchObject({ act: { do: "tick", tasks: [1] } });
    expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(true);
  });

  it("copies the command by c", async () => {
    const command = {
      lang: "sh",
      class: "change" as const,
      timeout_s: 150,
      text: "$ kubectl get pods\n",
      marks: [],
      missing: [],
      refused: [],
    };
    await show(aRun(aStep({ commands: [command], parts: [{ part: "command", index: 0 }] })));
    expect(screen.getByText("at most 150 s")).toBeTruthy();
    await press("c");
    expect(ipc.desktop).toHaveBeenCalledWith({ ask: "copy", text: "kubectl get pods" });
  });

  it("says what happened before it is failed when the expectation was not met", async () => {
    await show(aRun(aStep({ expect: ["ok"], expect_html: ["<p>ok</p>"] })));
    await press("w");
    expect(await screen.findByLabelText("What did you see instead?")).toBeTruthy();
    await settled();
    expect(acts()).toHaveLength(0);
  });
});

describe("the end of the path", () => {
  const deferred = {
    step: "say",
    visit: 1,
    title: "Say it",
    what: "deferred",
    by: "p1",
    when: "2026-11-25T03:02:00.000Z",
    why: "chat is down",
    settled: null,
    record: "r1",
  };

  it("lists what was deferred and does not complete before it is settled", async () => {
    const view = aRun(null);
    view.progress.deferred = ["say"];
    view.progress.deviations = [deferred];
    await show(view);
    expect(screen.getByText(/chat is down/)).toBeTruthy();
    await press("Enter", { ctrlKey: true });
    await settled();
    expect(acts()).toHaveLength(0);
    await fireEvent.click(screen.getByText("Waive…"));
    const field = await screen.findByLabelText("Why need it not be done?");
    await fireEvent.input(field, { target: { value: "told by phone" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => {
      expect(acts()[0]?.command).toMatchObject({
        act: { do: "waive", step: "say", why: "told by phone" },
      });
    });
  });

  it("completes by Ctrl+Enter when nothing is open", async () => {
    await show(aRun(null));
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()[0]?.command).toMatchObject({ act: { do: "complete" } });
    });
  });

  it("asks where to resume after Rollback", async () => {
    const view = aRun(null);
    view.run.left_at = "undo";
    await show(view);
    await press("1");
    await press("Enter", { ctrlKey: true });
    await waitFor(() => {
      expect(acts()[0]?.command).toMatchObject({ act: { do: "back", to: "say" } });
    });
  });

  it("shows how the run ended and where to go", async () => {
    const view = aRun(null);
    view.run.end = {
      footer: "COMPLETE, 2 WAIVED",
      at: "2026-11-25T04:00:00.000Z",
      by: "p1",
      why: null,
    };
    await show(view);
    expect(screen.getByRole("heading", { name: "COMPLETE, 2 WAIVED" })).toBeTruthy();
    const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
    expect(links).toContain("#/postmortem/INC-2026-014");
  });
});

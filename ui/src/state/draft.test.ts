import { beforeEach, describe, expect, it, vi } from "vitest";

const kept = new Map<string, string | null>();
let full = false;
vi.mock("../host/ipc", () => ({
  problemOf: (error: Error) => ({ code: "workspace", message: error.message, hint: null }),
  desktop: vi.fn((request: { key: string; value: string | null }) => {
    if (full) return Promise.reject(new Error("the disk is full"));
    kept.set(request.key, request.value);
    return Promise.resolve(null);
  }),
  onChanged: vi.fn(),
  onJournalState: vi.fn(),
}));

const { Draft } = await import("./draft.svelte");
const { session } = await import("./session.svelte");

beforeEach(() => {
  kept.clear();
  full = false;
  vi.useFakeTimers();
});

describe("a draft", () => {
  it("is durable soon while typing goes on without a pause", async () => {
    const draft = new Draft("draft:on");
    for (let letters = 1; letters <= 40; letters++) {
      draft.text = "x".repeat(letters);
      draft.typed();
      await vi.advanceTimersByTimeAsync(50);
      const durable = kept.get("draft:on") ?? "";
      expect(letters - durable.length).toBeLessThanOrEqual(6);
    }
  });

  it("is durable within half a second", async () => {
    const draft = new Draft("draft:one");
    draft.text = "error rate back";
    draft.typed();
    await vi.advanceTimersByTimeAsync(100);
    expect(kept.size).toBe(0);
    await vi.advanceTimersByTimeAsync(400);
    expect(kept.get("draft:one")).toBe("error rate back");
  });

  it("comes back to a field that opens again", () => {
    const draft = new Draft("draft:two");
    draft.text = "half a sen";
    draft.keep();
    expect(new Draft("draft:two").text).toBe("half a sen");
  });

  it("keeps what is typed while its words wait to be sent", async () => {
    const draft = new Draft("draft:waits");
    draft.text = "sent";
    const settled = draft.settle();
    draft.text = "sent, and more";
    await settled;
    draft.recorded();
    expect(draft.text).toBe("sent, and more");
    await vi.advanceTimersByTimeAsync(500);
    expect(kept.get("draft:waits")).toBe("sent, and more");
  });

  it("is not brought back after the journal has its words", async () => {
    const draft = new Draft("draft:three");
    draft.text = "recorded words";
    draft.typed();
    await draft.settle();
    draft.recorded();
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.text).toBe("");
    expect(session.remembered("draft:three")).toBeNull();
    // The store deletes the row in the transaction that records the words; the window writes nothing after that.
    expect(kept.get("draft:three")).toBe("recorded words");
  });

  it("leaves nothing when its words were taken out again", async () => {
    const draft = new Draft("draft:four");
    draft.text = "x";
    draft.keep();
    draft.text = "";
    draft.keep();
    await session.settled();
    expect(kept.get("draft:four")).toBeNull();
  });

  it("that cannot be kept is said, and is kept as soon as it can be", async () => {
    full = true;
    const draft = new Draft("draft:five");
    draft.text = "no space";
    draft.typed();
    await vi.advanceTimersByTimeAsync(3000);
    expect(session.unkept?.message).toBe("the disk is full");
    expect(kept.size).toBe(0);
    full = false;
    await vi.advanceTimersByTimeAsync(1500);
    expect(session.unkept).toBeNull();
    expect(kept.get("draft:five")).toBe("no space");
  });

  it("that could not be kept does not come back once the journal has its words", async () => {
    full = true;
    const draft = new Draft("draft:six");
    draft.text = "recorded after all";
    draft.typed();
    await draft.settle();
    full = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(session.unkept?.message).toBe("the disk is full");
    draft.recorded();
    expect(session.unkept).toBeNull();
    await vi.advanceTimersByTimeAsync(3000);
    expect(kept.size).toBe(0);
  });

  it("that the journal did not take is kept again", async () => {
    full = true;
    const draft = new Draft("draft:seven");
    draft.text = "refused";
    draft.typed();
    await draft.settle();
    full = false;
    draft.refused();
    await session.settled();
    expect(draft.text).toBe("refused");
    expect(kept.get("draft:seven")).toBe("refused");
  });

  it("keeps what is typed while it is recorded", async () => {
    const draft = new Draft("draft:eight");
    draft.text = "rolled back";
    await draft.settle();
    draft.text = "rolled back, errors gone";
    draft.recorded();
    expect(draft.text).toBe("rolled back, errors gone");
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept.get("draft:eight")).toBe("rolled back, errors gone");
  });
});

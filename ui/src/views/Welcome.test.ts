import { render, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import Welcome from "./Welcome.svelte";

describe("Welcome", () => {
  it("names the workspace file", () => {
    render(Welcome, { place: { state: "known", file: "/data/decklog/workspace.decklog" } });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Decklog");
    expect(screen.getByText("/data/decklog/workspace.decklog").tagName).toBe("CODE");
  });

  it("says why the place is not known, and follows when it becomes known", async () => {
    const { rerender } = render(Welcome, { place: { state: "unknown", why: "No home folder." } });
    expect(screen.getByText("No home folder.")).toBeTruthy();

    await rerender({ place: { state: "known", file: "/data/w.decklog" } });
    expect(screen.queryByText("No home folder.")).toBeNull();
    expect(screen.getByText("/data/w.decklog")).toBeTruthy();
  });
});

/** The shell as a component test sees it: each test says what it answers. For `vi.mock("…/host/ipc")`. */

import { vi } from "vitest";

import type { Outcome } from "../wire/Outcome";
import type { Problem } from "../wire/Problem";
import type { Request } from "../wire/Request";

export const execute = vi.fn<(request: Request) => Promise<Outcome>>();
export const desktop =
  vi.fn<(request: { ask: string; text?: string; key?: string }) => Promise<unknown>>();
export const ask = vi.fn<(query: { query: string }) => Promise<unknown>>();
export const onChanged = (): null => null;
export const onJournalState = (): null => null;
export const problemOf = (error: unknown): Problem => ({
  code: "window",
  message: String(error),
  hint: null,
});

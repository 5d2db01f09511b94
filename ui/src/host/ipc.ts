/** The one way to the Rust side: four commands, and failures as data. */

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Answer } from "../wire/Answer";
import type { Changes } from "../wire/Changes";
import type { DesktopAnswer } from "../wire/DesktopAnswer";
import type { DesktopRequest } from "../wire/DesktopRequest";
import type { Exported } from "../wire/Exported";
import type { ExportRequest } from "../wire/ExportRequest";
import type { ExportStage } from "../wire/ExportStage";
import type { JournalState } from "../wire/JournalState";
import type { Outcome } from "../wire/Outcome";
import type { Problem } from "../wire/Problem";
import type { Query } from "../wire/Query";
import type { Request } from "../wire/Request";

/** What a query of this name answers. */
export type AnswerTo<Name extends Query["query"]> = Extract<Answer, { answer: Name }>["value"];
type DesktopAnswerTo<Name extends DesktopRequest["ask"]> = Extract<
  DesktopAnswer,
  { answer: Name }
>["value"];

/** A failure with what happened, what was kept and what to do. */
export class Failure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** The problem behind anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Failure) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { code: "window", message, hint: null };
}

async function call<T>(command: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (error) {
    throw isProblem(error) ? new Failure(error) : error;
  }
}

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

/** Reads; never changes anything. Rejects with a `Failure`. */
export async function ask<Name extends Query["query"]>(
  query: Extract<Query, { query: Name }>,
): Promise<AnswerTo<Name>> {
  const answer = await call<Answer>("query", { query });
  return answer.value as AnswerTo<Name>;
}

/** Records; what comes back as recorded is durable, and a refusal is an ordinary outcome. */
export function execute(request: Request): Promise<Outcome> {
  return call<Outcome>("execute", { request });
}

/** Writes an export; `onStage` hears how far it is. */
export function writeExport(
  request: ExportRequest,
  onStage: (stage: ExportStage) => void,
): Promise<Exported> {
  const progress = new Channel<ExportStage>();
  progress.onmessage = onStage;
  return call<Exported>("export", { request, progress });
}

/** What only the window needs from the system it runs on. */
export async function desktop<Name extends DesktopRequest["ask"]>(
  request: Extract<DesktopRequest, { ask: Name }>,
): Promise<DesktopAnswerTo<Name>> {
  const answer = await call<DesktopAnswer>("desktop", { request });
  return answer.value as DesktopAnswerTo<Name>;
}

/** Something was committed, by this window or by another process. */
export type Changed = Changes & { origin: "here" | "elsewhere" };

/** Hears of every commit. */
export function onChanged(hear: (changed: Changed) => void): void {
  void listen<Changed>("changed", (event) => {
    hear(event.payload);
  });
}

/** Hears when the check of the journal begins and ends. */
export function onJournalState(hear: (state: JournalState) => void): void {
  void listen<JournalState>("journal-state", (event) => {
    hear(event.payload);
  });
}

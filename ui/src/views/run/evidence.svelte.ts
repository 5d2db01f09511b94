/** Evidence in one gesture: what is pasted or dropped anywhere on the screen is attached to the current step. */

import { onDestroy } from "svelte";

import { onDropped } from "../../host/drop";
import { desktop, problemOf } from "../../host/ipc";
import { keys } from "../../state/keys.svelte";
import { toasts } from "../../state/toasts.svelte";
import type { Desk } from "./desk.svelte";
import { base64, filesOf, LARGEST, sizeWords } from "./files";

/** Attaches files by their paths; false when that was refused. */
export function attachPaths(desk: Desk, paths: string[]): Promise<boolean> {
  const names = paths.map((path) => path.split(/[\\/]/).at(-1) ?? path).join(", ");
  return desk.act(
    { do: "note", text: "" },
    { attach: paths, said: `Attached ${names}`, beside: true },
  );
}

/** Keeps the bytes beside the workspace, then attaches them. */
export async function attachFiles(desk: Desk, files: File[]): Promise<void> {
  const large = files.find((file) => file.size > LARGEST);
  if (large) {
    toasts.problem({
      code: "too-large",
      message: `“${large.name}” is larger than ${sizeWords(LARGEST)}; nothing was attached.`,
      hint: "Keep it elsewhere and note where, with its hash.",
    });
    return;
  }
  try {
    const paths: string[] = [];
    for (const file of files) {
      const bytes = await base64(file);
      paths.push(
        await desktop<"keep_pasted">({ ask: "keep_pasted", name: file.name, base64: bytes }),
      );
    }
    await attachPaths(desk, paths);
  } catch (error) {
    toasts.problem(problemOf(error));
  }
}

/** Listens for pastes and drops while the component lives. */
export function useEvidence(desk: Desk): void {
  const take = (data: DataTransfer | null, event: Event) => {
    if (!data || keys.blocked > 0) return;
    const files = filesOf(data, Date.now());
    if (files.length === 0) return;
    event.preventDefault();
    void attachFiles(desk, files);
  };
  const paste = (event: ClipboardEvent) => {
    // Text goes into the field that has the focus; a picture has no other place to go.
    const inField = isField(event.target);
    if (inField && (event.clipboardData?.files.length ?? 0) === 0) return;
    take(event.clipboardData, event);
  };
  const drop = (event: DragEvent) => {
    if (isField(event.target) && (event.dataTransfer?.files.length ?? 0) === 0) return;
    take(event.dataTransfer, event);
  };
  // Without this the window would open a dropped file.
  const over = (event: DragEvent) => {
    if (!isField(event.target)) event.preventDefault();
  };
  // Where the system hands over paths, the page hears of no drop.
  const stop = onDropped((paths) => {
    if (keys.blocked === 0) void attachPaths(desk, paths);
  });
  addEventListener("paste", paste);
  addEventListener("drop", drop);
  addEventListener("dragover", over);
  onDestroy(() => {
    stop();
    removeEventListener("paste", paste);
    removeEventListener("drop", drop);
    removeEventListener("dragover", over);
  });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, [contenteditable]");
}

/** Files and folders dropped on the window, by their paths. */

import { listen } from "@tauri-apps/api/event";

/** Hears of every drop; returns how to stop. */
export function onDropped(hear: (paths: string[]) => void): () => void {
  const listening = listen<{ paths: string[] }>("tauri://drag-drop", (event) => {
    if (event.payload.paths.length > 0) hear(event.payload.paths);
  });
  return () =>
    void listening.then((stop) => {
      stop();
    });
}

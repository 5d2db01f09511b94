/** Addresses of pictures that the Rust side serves. */

/** WebView2 knows schemes of an app only as hosts of http. */
const BASE = navigator.userAgent.includes("Windows")
  ? "http://record.localhost"
  : "record://localhost";

/** Page `n`, from 1, of a preview. */
export function pageAddress(preview: string, n: number): string {
  return `${BASE}/page/${preview}/${String(n)}`;
}

/** A file kept as evidence, by its SHA-256; only pictures are served. */
export function evidenceAddress(hash: string): string {
  return `${BASE}/evidence/${hash}`;
}

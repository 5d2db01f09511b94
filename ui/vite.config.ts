import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // The icon is drawn once, in src-tauri/icons, for the window and the system alike.
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  clearScreen: false,
  build: {
    target: "safari15",
    // The content-security policy refuses data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    // A busy machine is slow to start jsdom; a test that hangs is still found.
    testTimeout: 20_000,
  },
});

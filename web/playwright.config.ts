import { defineConfig } from "@playwright/test";

// CARELAKE_URL is a running server with the demo's users; without it the built pages are served with made-up data.
const url = process.env.CARELAKE_URL;

export default defineConfig({
  testDir: "test",
  outputDir: "../artifacts/browser/tests",
  testMatch: "*.spec.ts",
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["line"], ["json", { outputFile: "../artifacts/browser/results.json" }]],
  expect: { timeout: 20_000 },
  use: {
    baseURL: url ?? "http://127.0.0.1:5183",
    locale: "en-GB",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env.CARELAKE_CHROMIUM ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox", "--disable-dev-shm-usage"] },
  },
  webServer: url ? undefined : { command: "node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port 5183", url: "http://127.0.0.1:5183", reuseExistingServer: false, timeout: 60_000 },
});

import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium.ts";

export default defineConfig({
  testDir: "tests",
  outputDir: "out",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  // What measures the browser itself runs when nothing else does.
  projects: [
    { name: "together", grepInvert: /@alone/ },
    { name: "alone", grep: /@alone/, dependencies: ["together"] },
  ],
  use: {
    launchOptions: chromium(),
    actionTimeout: 10_000,
    trace: "retain-on-failure",
  },
});

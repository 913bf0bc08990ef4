import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium.ts";

/**
 * What is walked at both widths is walked at desktop width, and what is walked in both colour schemes in light, only where
 * everything is asked for, as before a release; so is what measures how smooth a large stream moves.
 */
const AGAIN = process.env.FRONTDESK_E2E === "all" ? [] : [/at 1280 px/, /(?<!px), in light/, /checklist 56/];

export default defineConfig({
  testDir: "tests",
  outputDir: "out",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Only a guard against hanging: what must be quick says so itself.
  timeout: 60_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  // What measures the browser itself runs when nothing else does.
  projects: [
    { name: "together", grepInvert: [/@alone/, ...AGAIN] },
    { name: "alone", grep: /@alone/, dependencies: ["together"] },
  ],
  use: {
    launchOptions: chromium(),
    actionTimeout: 10_000,
    // A trace costs more than the test it records; what failed is run again with `--trace on`.
    trace: "off",
    screenshot: "only-on-failure",
  },
});

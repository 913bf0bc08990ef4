import { defineConfig } from "@playwright/test";
import together from "./playwright.config.ts";

/** Makes the pictures of the README anew: `npm run pictures`. */
export default defineConfig({
  ...together,
  testDir: "pictures",
  projects: [{ name: "pictures" }],
  timeout: 120_000,
  expect: { timeout: 30_000 },
});

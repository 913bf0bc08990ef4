import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { LaunchOptions } from "@playwright/test";

// The headless shell first: it draws the same pages as the others with half the work.
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** How tests start the machine's own Chromium: from `FRONTDESK_CHROMIUM`, else the first found on `PATH`. */
export function chromium(): LaunchOptions {
  const root = process.getuid?.() === 0;
  return {
    executablePath: process.env.FRONTDESK_CHROMIUM ?? onPath(),
    args: [
      "--headless",
      ...(root ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}

function onPath(): string {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: the next one.
      }
    }
  }
  throw new Error(`no Chromium: install one of ${NAMES.join(", ")}, or name it in FRONTDESK_CHROMIUM`);
}

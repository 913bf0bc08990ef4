import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";

/** A real Frontdesk with sample data, one for each worker of the test run. */
export type Frontdesk = {
  /** Where the console and the widget are served. */
  origin: string;
  /** Where the demo company's website is served. */
  site: string;
};

const BINARY =
  process.env.FRONTDESK_BINARY ?? fileURLToPath(new URL("../../target/release/frontdesk", import.meta.url));
const START_LIMIT_MS = 30_000;

/** Playwright's `test`, with `frontdesk` to talk to. */
export const test = base.extend<object, { frontdesk: Frontdesk }>({
  frontdesk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the first argument destructured.
    async ({}, use) => {
      const data = await mkdtemp(join(tmpdir(), "frontdesk-e2e-"));
      const [listen, demoListen] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
      const server = spawn(
        BINARY,
        ["serve", "--demo", "--data", data, "--listen", listen, "--demo-listen", demoListen],
        { stdio: ["ignore", "ignore", "inherit"] },
      );
      const ended = new Promise<void>((resolve) => {
        server.once("exit", () => resolve());
        server.once("error", () => resolve());
      });
      try {
        const origin = `http://${listen}`;
        await Promise.race([
          ready(origin),
          ended.then(() => {
            throw new Error(`${BINARY} ended before it was ready`);
          }),
        ]);
        await use({ origin, site: `http://${demoListen}` });
      } finally {
        server.kill("SIGTERM");
        await ended;
        await rm(data, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: START_LIMIT_MS + 15_000 },
  ],
});

export { expect } from "@playwright/test";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function ready(origin: string): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error(`not ready within ${START_LIMIT_MS} ms`);
}

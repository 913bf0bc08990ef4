import { execFile, spawn } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Where the record is kept. */
export type StoreKind = "sqlite" | "postgres";

/** The program under test. */
export const BINARY =
  process.env.FRONTDESK_BINARY ?? fileURLToPath(new URL("../../target/release/frontdesk", import.meta.url));
const START_LIMIT_MS = 30_000;
const run = promisify(execFile);

/** A real Frontdesk on ports and data of its own: with sample data, or as on its first day. */
export class Server {
  /** What it has written to its log. */
  log = "";
  /** What it has told whoever started it. */
  told = "";
  #ahead = 0;
  #process: ReturnType<typeof spawn> | undefined;
  #ended: Promise<void> = Promise.resolve();

  private constructor(
    /** Where the console and the widget are served. */
    readonly origin: string,
    /** Where the demo company's website is served. */
    readonly site: string,
    readonly data: string,
    readonly database: Database | undefined,
    private readonly demo: boolean,
    private readonly flags: readonly string[],
  ) {}

  /** Starts one, with sample data or not, and with further flags of `frontdesk serve`. */
  static async begin(
    store: StoreKind,
    { demo = true, flags = [] }: { demo?: boolean; flags?: readonly string[] } = {},
  ): Promise<Server> {
    const database = store === "postgres" ? await freshDatabase() : undefined;
    const data = await mkdtemp(join(tmpdir(), "frontdesk-e2e-"));
    const [origin, site] = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
    const server = new Server(origin ?? "", site ?? "", data, database, demo, flags);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const host = (origin: string) => new URL(origin).host;
    const server = spawn(
      BINARY,
      [
        ...["serve", "--data", this.data, "--listen", host(this.origin)],
        ...(this.demo ? ["--demo", "--clock-file", this.#clockFile, "--demo-listen", host(this.site)] : []),
        ...(this.database ? ["--database", this.database.url] : []),
        ...this.flags,
      ],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } },
    );
    server.stderr.on("data", (text: Buffer) => {
      this.log += text.toString();
    });
    server.stdout.on("data", (text: Buffer) => {
      this.told += text.toString();
    });
    this.#process = server;
    this.#ended = new Promise((resolve) => {
      server.once("exit", () => resolve());
      server.once("error", () => resolve());
    });
    await Promise.race([
      ready(this.origin),
      this.#ended.then(() => {
        throw new Error(`${BINARY} ended before it was ready:\n${this.log}`);
      }),
    ]);
  }

  /** As a power cut would: `kill -9`. `start` brings it back on the same ports and data. */
  async kill(): Promise<void> {
    this.#process?.kill("SIGKILL");
    await this.#ended;
  }

  /** Lets time pass on the server, and only there. */
  async passes(time: { minutes?: number; seconds?: number }): Promise<void> {
    this.#ahead += ((time.minutes ?? 0) * 60 + (time.seconds ?? 0)) * 1000;
    // In one step: a half-written number would be another time.
    await writeFile(`${this.#clockFile}.new`, String(this.#ahead));
    await rename(`${this.#clockFile}.new`, this.#clockFile);
  }

  async end(): Promise<void> {
    this.#process?.kill("SIGTERM");
    await this.#ended;
    await rm(this.data, { recursive: true, force: true });
    await this.database?.drop();
  }

  get #clockFile(): string {
    return join(this.data, "clock");
  }
}

interface Database {
  url: string;
  drop(): Promise<void>;
}

/** An empty database on the server that the test run names. */
async function freshDatabase(): Promise<Database> {
  const server = process.env.FRONTDESK_TEST_POSTGRES;
  if (!server)
    throw new Error("FRONTDESK_TEST_POSTGRES must name a PostgreSQL server: `make test` starts one");
  const name = `frontdesk_e2e_${crypto.randomUUID().replaceAll("-", "")}`;
  const sql = (text: string) => run("psql", [server, "--quiet", "--no-psqlrc", "--command", text]);
  await sql(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await sql(`drop database ${name} with (force)`);
    },
  };
}

/** Ports below those from which the system takes one for each outgoing connection: what is free stays so. */
const PORTS = { from: 12_000, to: 32_000 };

async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    const server = createServer();
    const free = await new Promise<boolean>((told) => {
      server.once("error", () => told(false));
      server.listen(port, "127.0.0.1", () => told(true));
    });
    if (!free) continue;
    await new Promise((closed) => server.close(closed));
    return port;
  }
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

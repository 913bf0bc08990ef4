import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { Agent } from "./agent.ts";
import { Network } from "./network.ts";
import { Server, type StoreKind } from "./server.ts";
import { Visitor } from "./visitor.ts";

interface Options {
  /** Where the server keeps its record. */
  store: StoreKind;
  /** Whether there is sample data, and the website of a company. */
  demo: boolean;
  /** Further flags of `frontdesk serve`. */
  flags: string[];
  /** Whether people here can lose their network. */
  fragile: boolean;
}

interface People {
  /** A real Frontdesk of this test's own. */
  frontdesk: Server;
  /** A browser of its own, in which nothing may go wrong unseen. */
  newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  newVisitor: (options?: BrowserContextOptions) => Promise<Visitor>;
  newAgent: (name: string, options?: BrowserContextOptions) => Promise<Agent>;
  visitor: Visitor;
  /** Signed in, with the console open. */
  anna: Agent;
  /** Signed in, with the console open. Came after Anna, where both are here. */
  ben: Agent;
}

/** Playwright's `test`, with a Frontdesk and people at it. */
export const test = base.extend<Options & People>({
  store: ["sqlite", { option: true }],
  demo: [true, { option: true }],
  flags: [[], { option: true }],
  fragile: [false, { option: true }],
  frontdesk: async ({ store, demo, flags }, use) => {
    const server = await Server.begin(store, { demo, flags });
    await use(server);
    await server.end();
    expect(server.log).not.toMatch(/panicked|\bERROR\b/);
  },
  newBrowser: async ({ browser, contextOptions }, use) => {
    const faults: string[] = [];
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      opened.push(context);
      context.on("page", (page) => watch(page, faults));
      return context;
    });
    for (const context of opened) await context.close();
    expect(faults).toEqual([]);
  },
  newVisitor: async ({ frontdesk, newBrowser, fragile }, use) => {
    await use(async (options) => {
      const context = await newBrowser(options);
      const network = fragile ? await Network.lay(context) : undefined;
      return new Visitor(await context.newPage(), frontdesk, network);
    });
  },
  newAgent: async ({ frontdesk, newBrowser, fragile }, use) => {
    await use(async (name, options) => {
      const context = await newBrowser(options);
      const network = fragile ? await Network.lay(context) : undefined;
      return new Agent(name, await context.newPage(), frontdesk, network);
    });
  },
  visitor: async ({ newVisitor }, use) => use(await newVisitor()),
  anna: async ({ newAgent }, use) => {
    const anna = await newAgent("Anna");
    await anna.comesIn();
    await use(anna);
  },
  ben: async ({ newAgent }, use) => {
    const ben = await newAgent("Ben");
    await ben.comesIn();
    await use(ben);
  },
});

export { expect } from "@playwright/test";

/** Collects what no page may do: throw, or ask for what its policy forbids. */
function watch(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
}

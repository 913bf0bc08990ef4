import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import type { Network } from "./network.ts";
import { Acknowledged, readLog, type Said } from "./record.ts";
import type { Server } from "./server.ts";
import { socketOrigin } from "./visitor.ts";

/** The password of all agents of `--demo`. */
export const PASSWORD = "harbour-bikes";

/** An agent at a console. */
export class Agent {
  readonly acknowledged: Acknowledged;
  /** Chats that ring. */
  readonly offers: Locator;
  readonly log: Locator;
  readonly composer: Locator;
  readonly chats: Locator;

  constructor(
    readonly name: string,
    readonly page: Page,
    readonly server: Server,
    readonly network: Network | undefined,
  ) {
    this.acknowledged = new Acknowledged(page);
    this.offers = page.getByRole("region", { name: "Incoming chats" });
    this.log = page.getByRole("log");
    this.composer = page.getByRole("textbox", { name: /^Reply to / });
    this.chats = page.getByRole("list", { name: "Active chats" }).getByRole("link");
  }

  get email(): string {
    return `${this.name.toLowerCase()}@demo.example`;
  }

  /** Signs in without the form, and opens the console. */
  async comesIn(): Promise<void> {
    await this.session(this.page.context());
    await this.page.goto(this.server.origin);
    await expect(this.page.getByRole("switch", { name: /Available$/ })).toBeEnabled();
    await expect(this.page.getByRole("heading", { name: "Inbox" })).toBeAttached();
  }

  async session(context: BrowserContext): Promise<void> {
    const answer = await context.request.post(`${this.server.origin}/api/console/session`, {
      data: { email: this.email, password: PASSWORD },
      headers: { "x-frontdesk": "1" },
    });
    expect(answer.status()).toBe(200);
  }

  /** Another console in the same browser. */
  async anotherTab(): Promise<Agent> {
    const tab = new Agent(this.name, await this.page.context().newPage(), this.server, this.network);
    await tab.page.goto(this.server.origin);
    await expect(tab.page.getByRole("switch", { name: /Available$/ })).toBeEnabled();
    return tab;
  }

  offer(from = "Vera"): Locator {
    return this.offers.getByRole("group", { name: `Incoming chat from ${from}` });
  }

  async accepts(from = "Vera"): Promise<void> {
    await this.offer(from)
      .getByRole("button", { name: /^Accept/ })
      .click();
    await expect(this.composer).toBeVisible();
  }

  async declines(from = "Vera"): Promise<void> {
    await this.offer(from)
      .getByRole("button", { name: `Decline chat from ${from}`, exact: true })
      .click();
  }

  async says(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await expect(this.bubble(text)).toBeVisible();
  }

  async endsSession(): Promise<void> {
    await this.page.getByRole("button", { name: "End session" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  }

  bubble(text: string): Locator {
    return this.log.getByText(text, { exact: true });
  }

  line(text: string | RegExp): Locator {
    return this.log.getByText(text);
  }

  /** How far this agent's message has come, as told under it. */
  status(text: string): Locator {
    return this.log.getByRole("listitem").filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** The conversation on the screen. */
  get conversation(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }

  /** All that the log shows as said, in order; answers to cards included. */
  async reads(visitor = "Vera"): Promise<Said[]> {
    const rows = await this.log.locator("li[data-speaker]").all();
    return Promise.all(
      rows.map(async (row) => {
        const who = await row.locator("> span bdi").first().innerText();
        const text = await row.locator("> div[dir]").innerText();
        const name = { [visitor]: "visitor", You: this.name, Automated: "bot" }[who] ?? who;
        return { who: name, text };
      }),
    );
  }

  /** The log, by a fresh subscription with this browser's session. */
  async logOf(conversation: string) {
    return readLog(this.page, `${socketOrigin(this.server)}/api/console/socket`, null, conversation);
  }

  async losesNetwork(): Promise<void> {
    if (!this.network) throw new Error("test.use({ fragile: true }) lays a network that can be lost");
    await this.network.lose();
  }

  async regainsNetwork(): Promise<void> {
    await this.network?.regain();
  }
}

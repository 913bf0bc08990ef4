import { expect, type Locator, type Page } from "@playwright/test";
import type { Network } from "./network.ts";
import { Acknowledged, readLog, type Said } from "./record.ts";
import type { Server } from "./server.ts";

/** Somebody who looks at the demo company's website, and what they see of the chat. */
export class Visitor {
  readonly acknowledged: Acknowledged;
  readonly launcher: Locator;
  readonly poke: Locator;
  readonly window: Locator;
  readonly log: Locator;
  readonly composer: Locator;
  readonly again: Locator;

  constructor(
    readonly page: Page,
    readonly server: Server,
    readonly network: Network | undefined,
  ) {
    this.acknowledged = new Acknowledged(page);
    const region = page.getByRole("region", { name: "Chat", exact: true });
    this.launcher = region.locator("button[aria-haspopup=dialog]");
    this.poke = region.getByRole("status");
    this.window = page.getByRole("dialog", { name: /^Chat with / });
    this.log = this.window.getByRole("log", { name: "Conversation" });
    this.composer = this.window.getByRole("textbox", { name: "Message" });
    this.again = this.window.getByRole("button", { name: "Talk to us again" });
  }

  /** Another tab of the same browser. */
  async anotherTab(): Promise<Visitor> {
    return new Visitor(await this.page.context().newPage(), this.server, this.network);
  }

  async visits(path = "/"): Promise<void> {
    await this.page.goto(this.server.site + path);
  }

  async opens(): Promise<void> {
    await this.launcher.click();
    await expect(this.window).toBeVisible();
  }

  /** The window is open, by itself or now. */
  async isOpen(): Promise<void> {
    await expect(this.launcher).toBeVisible();
    if (await this.window.isHidden()) await this.opens();
  }

  /** The page offers a dialogue that begins with these words: as a poke, or in a window that is open already. */
  async shows(text: string): Promise<void> {
    await expect(this.poke.or(this.log).filter({ hasText: text })).toBeVisible();
  }

  /** The page has no launcher once it knows what to show. */
  async seesNothingAt(path: string): Promise<void> {
    // The page before may still be asking, perhaps for the same address; what it is told goes with it.
    let there = false;
    const told = this.page.waitForResponse(
      (response) => there && response.url().endsWith("/api/visitor/page-view"),
    );
    await this.page.goto(this.server.site + path, { waitUntil: "commit" });
    there = true;
    expect((await (await told).json()).show).toEqual({ kind: "nothing" });
    await expect(this.launcher).toBeHidden();
    await expect(this.window).toBeHidden();
  }

  async closes(): Promise<void> {
    await this.window.getByRole("button", { name: "Close chat" }).click();
    await expect(this.window).toBeHidden();
  }

  async chooses(label: string): Promise<void> {
    await this.window.getByRole("button", { name: label, exact: true }).click();
  }

  async answers(text: string): Promise<void> {
    const field = this.window.getByRole("textbox", { name: /^Your/ });
    await field.fill(text);
    await field.press("Enter");
    await expect(this.bubble(text)).toBeVisible();
  }

  async picks(value: string): Promise<void> {
    await this.window.getByRole("combobox", { name: "Choose one" }).selectOption(value);
    await this.window.getByRole("button", { name: "Send answer" }).click();
  }

  /** Goes through the demo dialogue up to the wait for an agent, in which this is told. */
  async asksForAPerson(
    { path = "/", name = "Vera", email = "vera@example.com" } = {},
    told: string | RegExp = "Connecting you to an agent…",
  ): Promise<void> {
    await this.visits(path);
    await this.opens();
    await this.chooses("Leasing for my company");
    await this.answers(name);
    await this.answers(email);
    await this.picks("11 to 50");
    await this.chooses("Yes, connect me");
    await expect(this.window.getByText(told)).toBeVisible();
  }

  async says(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await expect(this.bubble(text)).toBeVisible();
  }

  async ends(): Promise<void> {
    await this.window.getByRole("button", { name: "More options" }).click();
    await this.window.getByRole("button", { name: "End chat" }).click();
    await this.window.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  }

  /** What one side said, as it is shown. */
  bubble(text: string): Locator {
    return this.log.getByText(text, { exact: true });
  }

  /** A line across the log. */
  line(text: string | RegExp): Locator {
    return this.log.getByText(text);
  }

  /** All that the log shows as said, in order. */
  async reads(): Promise<Said[]> {
    const rows = await this.log.locator(".fdc-said").all();
    return Promise.all(
      rows.map(async (row) => {
        const who = await row.locator("> .fdc-hidden").innerText();
        const text = await row.locator(".fdc-text").innerText();
        return { who: who === "You said:" ? "visitor" : who.replace(/ said:$/, ""), text };
      }),
    );
  }

  /** The log, by a fresh subscription with this browser's session. */
  async logOf(conversation: string) {
    const token = await this.page.evaluate(() => localStorage.getItem("frontdesk.token"));
    return readLog(this.page, `${socketOrigin(this.server)}/api/visitor/socket`, token, conversation);
  }

  async losesNetwork(): Promise<void> {
    if (!this.network) throw new Error("test.use({ fragile: true }) lays a network that can be lost");
    await this.network.lose();
  }

  async regainsNetwork(): Promise<void> {
    await this.network?.regain();
  }
}

export function socketOrigin(server: Server): string {
  return server.origin.replace(/^http/, "ws");
}

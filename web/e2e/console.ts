import { type BrowserContext, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { PASSWORD } from "./agent.ts";
import type { Server } from "./server.ts";

type NewBrowser = (options?: BrowserContextOptions) => Promise<BrowserContext>;

/** A console of somebody who has signed in, without the form; no page is open yet. */
export async function signedIn(
  frontdesk: Server,
  newBrowser: NewBrowser,
  { email = "owner@demo.example", password = PASSWORD, ...options }: BrowserContextOptions & Who = {},
): Promise<Page> {
  const context = await newBrowser({ reducedMotion: "reduce", ...options });
  await call(context, frontdesk, "POST", "session", { email, password });
  return context.newPage();
}

interface Who {
  email?: string;
  password?: string;
}

/** One call of the console's API, as its pages make it. */
export async function call<Told>(
  context: BrowserContext,
  frontdesk: Server,
  method: string,
  path: string,
  data?: object,
): Promise<Told> {
  const answer = await context.request.fetch(`${frontdesk.origin}/api/console/${path}`, {
    method,
    ...(data === undefined ? {} : { data }),
    headers: { "x-frontdesk": "1" },
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
  return (answer.status() === 204 ? undefined : await answer.json()) as Told;
}

/** A new colleague with these profiles, who is signed in; no page is open yet. */
export async function colleague(
  frontdesk: Server,
  newBrowser: NewBrowser,
  owner: Page,
  { name, profiles, ...options }: BrowserContextOptions & { name: string; profiles: string[] },
): Promise<Page> {
  const email = `${name.toLowerCase()}@demo.example`;
  const asked = { email, name, profiles, takes_chats: false };
  const invited = await call<{ link: { url: string } }>(owner.context(), frontdesk, "POST", "users", asked);
  const context = await newBrowser({ reducedMotion: "reduce", ...options });
  const token = new URL(invited.link.url).hash.slice(1);
  await call(context, frontdesk, "POST", "link/follow", { token, password: "three green herons" });
  return context.newPage();
}

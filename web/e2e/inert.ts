import { expect, type Locator, type Page } from "@playwright/test";
import type { Agent } from "./agent.ts";
import { SCRIPTS } from "./scripts.ts";
import type { Server } from "./server.ts";

/** Nothing ran, nothing could: whatever is looked at, pointed at or focused. */
export async function inert(where: Locator): Promise<void> {
  const found = await where.evaluate((top) => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
    const elements = [top, ...all(top)];
    for (const type of ["mouseover", "pointerenter", "focus", "error", "load", "toggle", "animationstart"]) {
      for (const element of elements) element.dispatchEvent(new Event(type));
    }
    const harmless = ["http:", "https:", "mailto:", "tel:", "blob:"];
    const isHarmless = (address: string) =>
      address.startsWith("data:image/") || harmless.includes(new URL(address, document.baseURI).protocol);
    const leads = ["href", "src", "action", "formaction", "xlink:href"];
    const faults = elements.flatMap((element) =>
      [...element.attributes]
        .filter(
          ({ name, value }) =>
            name.startsWith("on") || name === "srcdoc" || (leads.includes(name) && !isHarmless(value)),
        )
        .map(({ name, value }) => `<${element.localName} ${name}=${value}>`),
    );
    return "harm" in window ? [...faults, "a script ran"] : faults;
  });
  expect(found).toEqual([]);
}

/** No dialog may open by itself. */
export function quiet(page: Page): void {
  page.on("dialog", (dialog) => {
    throw new Error(`a script opened a dialog: ${dialog.message()}`);
  });
}

/** What a text looks like however white space is laid out, where nothing invisible is shown, and links say what they do. */
export const plain = (text: string) => text.replace(/\(?opens in a new tab\)?|[\s\p{C}]+/gu, "");

/** Each of the texts is there, to be read. */
export async function shows(where: Locator, texts: readonly string[]): Promise<void> {
  const missing = async () => {
    const found = plain(await where.innerText());
    return texts.filter((text) => !found.includes(plain(text)));
  };
  await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
}

/** All texts in few names, each of at most so many characters. */
export function namesOfMany(most: number): string[] {
  const names: string[] = [];
  for (const text of SCRIPTS.map((text) => text.slice(0, most))) {
    const last = names.at(-1);
    if (last !== undefined && last.length + text.length < most) names[names.length - 1] = `${last} ${text}`;
    else names.push(text);
  }
  return names;
}

/** A visitor who gives a name and comes to the wait for an agent, or to the fallback; ends by itself when told. */
export async function ask(page: Page, server: Server, name: string): Promise<void> {
  await page.evaluate(
    async ([origin, name]) => {
      const page = `${location.origin}/?from=${name}`;
      const body = JSON.stringify({ token: null, page });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${origin}/api/visitor/page-view`, { method: "POST", headers, body });
      const { token, show } = await answer.json();
      const socket = new WebSocket(`${origin.replace(/^http/, "ws")}/api/visitor/socket`);
      const say = (frame: object) =>
        socket.send(JSON.stringify({ client_id: crypto.randomUUID(), ...frame }));
      const answers: Record<string, object> = {
        topic: { kind: "choice", index: 0 },
        first_name: { kind: "value", value: name },
        email: { kind: "value", value: `v-${crypto.randomUUID()}@example.com` },
        size: { kind: "value", value: "1 to 10" },
        connect: { kind: "choice", index: 0 },
      };
      await new Promise<void>((waits, breaks) => {
        let conversation = "";
        socket.onopen = () => socket.send(JSON.stringify({ type: "hello", protocol: 1, token }));
        socket.onerror = () => breaks(new Error("the socket broke"));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data));
          if (frame.type === "refused" || frame.type === "bye") breaks(new Error(String(data)));
          if (frame.type === "welcome") say({ type: "open", dialogue: show.dialogue, page });
          if (frame.type === "ack" && conversation === "") {
            conversation = frame.conversation;
            socket.send(JSON.stringify({ type: "subscribe", conversation, after: 0 }));
          }
          for (const { what } of frame.entries ?? []) {
            const answer = what.kind === "ask" && answers[what.card];
            if (answer) say({ type: "answer", conversation, card: what.card, answer });
            if (what.kind === "connecting" || what.kind === "fallback") waits();
          }
        };
        window.addEventListener("give-up", () => say({ type: "cancel", conversation }), { once: true });
      });
    },
    [server.origin, name] as const,
  );
}

/** Calls of the console's API, as its pages make them. */
export function caller({ page, server }: Pick<Agent, "page" | "server">) {
  return async (method: string, path: string, data?: object) => {
    const headers = { "x-frontdesk": "1" };
    const answer = await page.request.fetch(server.origin + path, { method, data, headers });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBeLessThan(300);
    return answer.json();
  };
}

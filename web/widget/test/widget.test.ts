import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Chat, ChatContext } from "../src/context";
import { launcherLanguages } from "../src/languages/launcher";
import consentTexts from "../src/loader/consentTexts";
import { makeVisit } from "../src/loader/visit";
import { makeWidget, type Widget } from "../src/loader/widget";
import type { PageView } from "../src/wire";

const DIALOGUE = "d0000000-0000-4000-8000-000000000001";
const SETTINGS = { name: "Harbour Bikes", color: "#2f5bea" };
const view = (show: PageView["show"]): PageView => ({
  token: "t",
  cookie_domain: null,
  show,
  settings: SETTINGS,
});
const POKING = view({ kind: "dialogue", dialogue: DIALOGUE, poke: "Hi there" });

let widget: Widget;
let answer: () => Response;
const asked = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(answer()));

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
  asked.mockClear();
  answer = () => Response.json(POKING);
  vi.stubGlobal("fetch", asked);
});
afterEach(() => {
  widget.shutdown();
  vi.useRealTimers();
});

function boot(consent = false, languages = ["en"]) {
  let context: ChatContext | undefined;
  let open = false;
  const chat: Chat = {
    open: vi.fn(() => {
      open = true;
      context?.opened(true);
    }),
    close: vi.fn(() => {
      open = false;
      context?.opened(false);
    }),
    isOpen: () => open,
    update: vi.fn(),
    shutdown: vi.fn(),
  };
  const load = vi.fn(() =>
    Promise.resolve({
      startChat(given: ChatContext) {
        context = given;
        return chat;
      },
    }),
  );
  const loadVisit = vi.fn(() => Promise.resolve({ makeVisit }));
  const emit = vi.fn();
  const site = { consent, privacy: "https://shop.example/privacy", color: "#2f5bea", on: "#fff" };
  const texts = consent ? { texts: consentTexts } : {};
  widget = makeWidget("https://desk.example", load, loadVisit, emit, { ...site, ...texts }, languages);
  widget.boot();
  return { load, loadVisit, chat, emit, context: () => context };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const root = () => document.querySelector("[data-frontdesk]")?.shadowRoot;
const button = () => root()?.querySelector<HTMLButtonElement>(".fdl-button");

test("the chat is fetched once, and only when the visitor reaches for it", async () => {
  const { load } = boot();
  await settle();
  expect(load).not.toHaveBeenCalled();
  button()?.dispatchEvent(new Event("pointerenter"));
  button()?.dispatchEvent(new Event("focus"));
  expect(load).toHaveBeenCalledTimes(1);
});

test("STREAM-5 the poke comes after a while, once a session, and is no more once dismissed", async () => {
  boot();
  await settle();
  expect(root()?.querySelector("[role=status]")?.textContent).toBe("");
  await vi.advanceTimersByTimeAsync(2000);
  expect(root()?.querySelector(".fdl-say")?.textContent).toBe("Hi there");
  root()?.querySelector<HTMLButtonElement>(".fdl-dismiss")?.click();
  expect(root()?.querySelector(".fdl-say")).toBeNull();
  widget.boot();
  await vi.advanceTimersByTimeAsync(5000);
  expect(root()?.querySelector(".fdl-say")).toBeNull();
});

test("a server that is down is asked at most every 30 seconds, and shows nothing", async () => {
  answer = () => {
    throw new Error("down");
  };
  boot();
  await vi.advanceTimersByTimeAsync(29_999);
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked.mock.calls.length).toBeLessThan(8);
  expect(root()).toBeUndefined();
});

test("a refused origin is not asked again by itself", async () => {
  answer = () => Response.json({ code: "wrong_origin", title: "", status: 403 }, { status: 403 });
  boot();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toHaveBeenCalledTimes(1);
});

test("TARGET-5 a running conversation whose window was open is open again, without taking the focus", async () => {
  sessionStorage.setItem("frontdesk.open", "1");
  answer = () =>
    Response.json(view({ kind: "conversation", conversation: DIALOGUE, over: false, read: 2, unread: 1 }));
  const { chat } = boot();
  await settle();
  expect(chat.open).toHaveBeenCalledWith(false);
});

test("the launcher speaks the language that the server has chosen of those wanted", async () => {
  answer = () => Response.json({ ...POKING, texts: launcherLanguages.sv });
  const { context } = boot(false, ["", "fi", "sv-SE"]);
  await settle();
  expect(JSON.parse(String(asked.mock.calls[0]?.[1].body)).languages).toBe(",fi,sv-SE");
  expect(button()?.getAttribute("aria-label")).toBe("Öppna chatten");
  expect(button()?.closest("[lang]")?.getAttribute("lang")).toBe("sv");
  await widget.open();
  widget.close();
  context()?.unread(2);
  expect(button()?.getAttribute("aria-label")).toBe("Öppna chatten, 2 olästa meddelanden");
});

test("TARGET-11 the question for consent is in the visitor's language, without asking anybody", async () => {
  boot(true, ["sv"]);
  await widget.open();
  expect(question()?.getAttribute("aria-label")).toBe("Innan du chattar");
  expect(question()?.querySelector(".fdl-agree")?.textContent).toBe("Godkänn");
  expect(question()?.closest("[lang]")?.getAttribute("lang")).toBe("sv");
  expect(asked).not.toHaveBeenCalled();
});

test("unread messages are in the name, and capped in the badge", async () => {
  const { context } = boot();
  await settle();
  await widget.open();
  widget.close();
  context()?.unread(12);
  expect(button()?.getAttribute("aria-label")).toBe("Open chat, 12 unread messages");
  expect(root()?.querySelector(".fdl-badge")?.textContent).toBe("9+");
});

test("opening before the first answer opens when it is there; shutdown forgets everything", async () => {
  const { chat, emit } = boot();
  widget.open();
  expect(chat.open).not.toHaveBeenCalled();
  await settle();
  expect(chat.open).toHaveBeenCalledWith(true);
  expect(emit.mock.calls.flat()).toEqual(["ready", "opened"]);
  expect(localStorage.getItem("frontdesk.token")).toBe("t");
  widget.shutdown();
  expect(chat.shutdown).toHaveBeenCalled();
  expect(document.querySelector("[data-frontdesk]")).toBeNull();
  expect(localStorage.length + sessionStorage.length).toBe(0);
});

const question = () => root()?.querySelector("[role=dialog]");

test("TARGET-11 where consent is required, nothing is stored or asked until the visitor agrees", async () => {
  const { load, chat } = boot(true);
  button()?.dispatchEvent(new Event("pointerenter"));
  button()?.click();
  expect(question()?.textContent).toContain("Privacy policy");
  expect(button()?.getAttribute("aria-expanded")).toBe("true");
  await settle();
  expect(asked).not.toHaveBeenCalled();
  expect(load).not.toHaveBeenCalled();
  expect(localStorage.length + sessionStorage.length).toBe(0);
  question()?.querySelector<HTMLButtonElement>(".fdl-agree")?.click();
  expect(question()).toBeNull();
  await settle();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(chat.open).toHaveBeenCalledWith(true);
});

test("TARGET-11 the question for consent can be put away, and asked for again", async () => {
  boot(true);
  await widget.open();
  question()?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(question()).toBeNull();
  await widget.open();
  expect(question()).not.toBeNull();
  widget.close();
  expect(question()).toBeNull();
});

test("TARGET-11 consent by the page's own banner lasts, opens nothing, and can be withdrawn", async () => {
  const { chat } = boot(true);
  widget.consent(true);
  widget.consent(true);
  await settle();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(chat.open).not.toHaveBeenCalled();
  await widget.open();
  widget.consent(false);
  expect(chat.shutdown).toHaveBeenCalled();
  expect(localStorage.length + sessionStorage.length).toBe(0);
  await settle();
  expect(button()).not.toBeNull();
  expect(asked).toHaveBeenCalledTimes(1);
});

test("TARGET-11 whoever agreed before is not asked again", async () => {
  boot(true);
  widget.consent(true);
  await settle();
  widget.shutdown();
  localStorage.setItem("frontdesk.consent", "1");
  boot(true);
  expect(asked).toHaveBeenCalledTimes(2);
});

const nothing = (waits: Partial<PageView>): PageView => ({
  ...view({ kind: "nothing" }),
  token: null,
  ...waits,
});
const told = (call: number) => JSON.parse(String(asked.mock.calls[call]?.[1].body));

test("TARGET-3 a page is asked for again when what its dialogue waits for has come; before, nothing is shown", async () => {
  answer = () => Response.json(nothing({ timed: true, wait: { site: 30 } }));
  const { loadVisit } = boot();
  await vi.advanceTimersByTimeAsync(29_900);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(button()).toBeUndefined();
  answer = () => Response.json({ ...POKING, timed: true });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveBeenCalledTimes(2);
  expect(told(1).spent.site).toBe(30);
  expect(button()).not.toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(2);
  expect(loadVisit).toHaveBeenCalledTimes(1);
});

test("TARGET-3 nothing is fetched or counted where no dialogue waits", async () => {
  const { loadVisit } = boot();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loadVisit).not.toHaveBeenCalled();
  expect(told(0).spent).toBeUndefined();
  expect(localStorage.getItem("frontdesk.spent")).toBeNull();
});

test("TARGET-3 a page is asked for again soon where enough time was spent before", async () => {
  localStorage.setItem("frontdesk.spent", JSON.stringify([["", 31]]));
  answer = () => Response.json(nothing({ timed: true, wait: { site: 30 } }));
  boot();
  await vi.advanceTimersByTimeAsync(1000);
  expect(told(1).spent).toEqual({ page: 1, site: 32, scrolled: expect.any(Number) });
});

test("TARGET-11 shutdown ends the counting and forgets what was counted", async () => {
  answer = () => Response.json(nothing({ timed: true, wait: { site: 30 } }));
  boot();
  await vi.advanceTimersByTimeAsync(5000);
  expect(localStorage.getItem("frontdesk.spent")).not.toBeNull();
  widget.shutdown();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(localStorage.length + sessionStorage.length).toBe(0);
  expect(asked).toHaveBeenCalledTimes(1);
});

test("TARGET-11 without consent nothing is counted", async () => {
  answer = () => Response.json(nothing({ timed: true, wait: { site: 30 } }));
  const { loadVisit } = boot(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loadVisit).not.toHaveBeenCalled();
  expect(localStorage.length + sessionStorage.length).toBe(0);
});

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { test as base, expect } from "../frontdesk.ts";
import { BINARY, type Server } from "../server.ts";
import type { Visitor } from "../visitor.ts";

const A = "/products.html";
const B = "/pricing.html";
const run = promisify(execFile);

interface DialogueOptions {
  /** The pages that show it, as paths; `*` crosses `/`. */
  on?: string[];
  not?: string[];
  priority?: number;
  /** What it asks first. */
  asks?: string;
  cards?: object[];
  /** For whom it is, as in a stream file. */
  audience?: object;
  /** What it waits for. */
  events?: object;
}

/** Dialogues as a marketer handles them, by the command line. */
class Dialogues {
  constructor(readonly server: Server) {}

  /** A dialogue that asks, and goes on to a second question or ends. */
  async publish(name: string, options: DialogueOptions = {}): Promise<void> {
    const { on = [A], not = [], priority = 1, asks = `${name}?`, audience, events } = options;
    const pages = (paths: string[]) => paths.map((path) => this.server.site + path);
    const cards = options.cards ?? [
      {
        kind: "question",
        id: "first",
        text: asks,
        poke: true,
        choices: [
          { label: "Go on", next: "more" },
          { label: "Finish", next: "bye" },
        ],
      },
      { kind: "capture", id: "more", text: "What else?", input: "text", attribute: "person.interest" },
      { kind: "message", id: "bye", text: `Bye from ${name}` },
    ];
    const file = join(this.server.data, `${name}.json`);
    const targets = { targets: pages(on), exclusions: pages(not) };
    await writeFile(
      file,
      JSON.stringify({
        frontdesk_stream: 1,
        name,
        ...targets,
        audience,
        events,
        priority,
        first: "first",
        cards,
      }),
    );
    await this.stream("import", file);
  }

  async unpublish(name: string): Promise<void> {
    await this.stream("unpublish", name);
  }

  async switch(to: "on" | "off"): Promise<void> {
    await this.stream("switch", to);
  }

  /** Triggered, engaged, completed. */
  async counts(name: string): Promise<string> {
    const list = await this.stream("list");
    const line = list.split("\n").find((one) => one.trim().endsWith(`  ${name}`));
    const [, , , triggered, engaged, completed] = line?.trim().split(/\s+/) ?? [];
    return `T${triggered} E${engaged} C${completed}`;
  }

  private async stream(...what: string[]): Promise<string> {
    return (await run(BINARY, ["stream", ...what, "--data", this.server.data])).stdout;
  }
}

const test = base.extend<{ dialogues: Dialogues }>({
  dialogues: async ({ frontdesk }, use) => {
    const dialogues = new Dialogues(frontdesk);
    await dialogues.unpublish("Harbour Bikes welcome");
    await use(dialogues);
  },
});

test.setTimeout(60_000);

test("sc_01 TARGET-7: a visited page shows its dialogue", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await expect(visitor.poke).toContainText("D1?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_02 TARGET-7: reloading shows it again and counts nothing", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await expect(visitor.poke).toContainText("D1?");
  await visitor.page.reload();
  // What has poked does not poke again: the window shows it.
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_03 TARGET-7: opening the window is no engagement", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_04 TARGET-7: the first answer engages", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
});

test("sc_05 TARGET-5: after a reload it goes on where it was", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
  await visitor.page.reload();
  await visitor.isOpen();
  for (const said of ["D1?", "Go on", "What else?"]) await expect(visitor.bubble(said)).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
});

test("sc_06 TARGET-6: what was finished is not shown again", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Finish");
  await expect(visitor.bubble("Bye from D1")).toBeVisible();
  await visitor.seesNothingAt(A);
  expect(await dialogues.counts("D1")).toBe("T1 E1 C1");
});

test("sc_07 TARGET-7: opened on A, shown on B", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1", { on: [A, B] });
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await visitor.visits(B);
  await visitor.isOpen();
  await expect(visitor.bubble("D1?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_08 TARGET-5: answered on A, it goes on at B", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1", { on: [A, B] });
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
  await visitor.visits(B);
  await visitor.isOpen();
  await expect(visitor.bubble("What else?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
});

test("sc_09 TARGET-5: an engaged dialogue goes on where another is the target's", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1");
  await dialogues.publish("D2", { on: [B] });
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
  await visitor.visits(B);
  await visitor.isOpen();
  await expect(visitor.bubble("What else?")).toBeVisible();
  await expect(visitor.bubble("D2?")).toHaveCount(0);
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
  expect(await dialogues.counts("D2")).toBe("T0 E0 C0");
});

test("sc_10 TARGET-5: what was only opened gives way on another page", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await dialogues.publish("D2", { on: [B] });
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await visitor.visits(B);
  await visitor.shows("D2?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
  expect(await dialogues.counts("D2")).toBe("T1 E0 C0");
});

for (const [id, answers, counts] of [
  ["sc_11", false, "T1 E0 C0"],
  ["sc_12", true, "T1 E1 C0"],
] as const) {
  test(`${id} TARGET-6: after a finished dialogue the next one ${answers ? "runs" : "is shown"}`, async ({
    dialogues,
    visitor,
  }) => {
    await dialogues.publish("D1");
    await dialogues.publish("D2", { on: [B] });
    await visitor.visits(A);
    await visitor.opens();
    await visitor.chooses("Finish");
    await expect(visitor.bubble("Bye from D1")).toBeVisible();
    await visitor.visits(B);
    await visitor.shows("D2?");
    if (answers) {
      await visitor.isOpen();
      await visitor.chooses("Go on");
      await expect(visitor.bubble("What else?")).toBeVisible();
    }
    expect(await dialogues.counts("D1")).toBe("T1 E1 C1");
    expect(await dialogues.counts("D2")).toBe(counts);
  });
}

test("sc_13 TARGET-6: the open window stays usable when its dialogue is unpublished", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await dialogues.unpublish("D1");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
});

test("sc_14 TARGET-6: what was only opened is gone once unpublished", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await dialogues.unpublish("D1");
  await visitor.seesNothingAt(A);
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_15 TARGET-5: what was answered goes on though unpublished", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
  await dialogues.unpublish("D1");
  await visitor.page.reload();
  await visitor.isOpen();
  await expect(visitor.bubble("What else?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
});

test("sc_16 TARGET-6: what was only opened is shown as published anew", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await dialogues.publish("D1", { asks: "Changed?" });
  await visitor.page.reload();
  await visitor.shows("Changed?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_17 TARGET-5: what was answered keeps its version", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1");
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Go on");
  await expect(visitor.bubble("What else?")).toBeVisible();
  await dialogues.publish("D1", { asks: "Changed?" });
  await visitor.page.reload();
  await visitor.isOpen();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await expect(visitor.bubble("Changed?")).toHaveCount(0);
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
});

test("sc_18 TARGET-4: the next in priority is shown when the first is unpublished", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1");
  await dialogues.publish("D2", { priority: 2 });
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await dialogues.unpublish("D1");
  await visitor.page.reload();
  await visitor.shows("D2?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
  expect(await dialogues.counts("D2")).toBe("T1 E0 C0");
});

test("sc_19 TARGET-6: finished one after the other, then nothing, republished or not", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1");
  await dialogues.publish("D2", { priority: 2 });
  await visitor.visits(A);
  for (const name of ["D1", "D2"]) {
    await visitor.shows(`${name}?`);
    await visitor.isOpen();
    await visitor.chooses("Finish");
    await expect(visitor.bubble(`Bye from ${name}`)).toBeVisible();
    if (name === "D2") await dialogues.publish("D1", { asks: "Changed?" });
    await visitor.page.reload();
  }
  await visitor.seesNothingAt(A);
  expect(await dialogues.counts("D1")).toBe("T1 E1 C1");
  expect(await dialogues.counts("D2")).toBe("T1 E1 C1");
});

/** From here on only the test lets the visitor's time pass. */
async function stopClock({ page }: Visitor): Promise<void> {
  await page.clock.install({ time: "2026-03-02T10:00:00Z" });
  await page.clock.pauseAt("2026-03-02T10:00:01Z");
}

/** Comes to a page on which time or scrolling is counted, and is there until that has begun. */
async function comesTo(visitor: Visitor, path: string): Promise<void> {
  const loaded = visitor.page.waitForResponse(/\/widget\/visit-[^/]*\.js$/);
  await visitor.visits(path);
  await (await loaded).finished();
  // What was loaded has run by the time that anything else was fetched.
  await visitor.page.evaluate(() => fetch("/style.css"));
}

async function scrollsTo({ page }: Visitor, percent: number): Promise<void> {
  await page.evaluate((percent) => {
    const { scrollHeight, clientHeight } = document.documentElement;
    scrollTo({ top: ((scrollHeight - clientHeight) * percent) / 100, behavior: "instant" });
    // The event of it comes with the next frame.
    return new Promise((done) => addEventListener("scroll", done, { once: true }));
  }, percent);
}

const SMALL = { viewport: { width: 800, height: 400 } };

/** So many seconds pass, and still nothing is shown. */
async function waits(visitor: Visitor, dialogues: Dialogues, seconds: number): Promise<void> {
  await visitor.page.clock.runFor(1000 * seconds);
  await expect(visitor.launcher).toBeHidden();
  expect(await dialogues.counts("D1")).toBe("T0 E0 C0");
}

/** So many seconds pass, and the dialogue is there. */
async function meets(visitor: Visitor, seconds: number, text: string): Promise<void> {
  await visitor.page.clock.runFor(1000 * seconds);
  await expect(visitor.launcher).toBeVisible();
  await visitor.page.clock.runFor(2500);
  await visitor.shows(text);
}

test("sc_20 TARGET-3: a dialogue waits until the visitor was on the site for a while", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1", { events: { seconds_on_site: 30 } });
  await stopClock(visitor);
  await comesTo(visitor, A);
  await waits(visitor, dialogues, 29);
  await meets(visitor, 2, "D1?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_21 TARGET-3: time on one page is not time on another", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1", { on: [A, B], events: { seconds_on_page: 30 } });
  await stopClock(visitor);
  await comesTo(visitor, A);
  await waits(visitor, dialogues, 20);
  await comesTo(visitor, B);
  await waits(visitor, dialogues, 29);
  await meets(visitor, 2, "D1?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_22 TARGET-3: a dialogue waits until the page was scrolled", async ({ dialogues, newVisitor }) => {
  const visitor = await newVisitor(SMALL);
  await dialogues.publish("D1", { events: { percent_scrolled: 50 } });
  await stopClock(visitor);
  await comesTo(visitor, A);
  await scrollsTo(visitor, 49);
  await waits(visitor, dialogues, 5);
  await scrollsTo(visitor, 51);
  await meets(visitor, 0, "D1?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_23 TARGET-3 TARGET-4: time on a page adds up over visits; the lower one does not step in meanwhile", async ({
  dialogues,
  newVisitor,
}) => {
  const visitor = await newVisitor(SMALL);
  await dialogues.publish("D1", { events: { seconds_on_page: 30 } });
  await dialogues.publish("D2", { priority: 2, events: { percent_scrolled: 50 } });
  await stopClock(visitor);
  await comesTo(visitor, A);
  await visitor.page.clock.runFor(10_000);
  await scrollsTo(visitor, 100);
  await waits(visitor, dialogues, 0);
  await comesTo(visitor, B);
  await waits(visitor, dialogues, 20);
  await comesTo(visitor, A);
  await waits(visitor, dialogues, 19);
  await meets(visitor, 1, "D1?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
  expect(await dialogues.counts("D2")).toBe("T0 E0 C0");
});

test("sc_24 TARGET-3: who once met what it waits for is shown it at once, days later", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1", { events: { seconds_on_site: 60 } });
  await stopClock(visitor);
  await comesTo(visitor, A);
  await waits(visitor, dialogues, 59);
  await meets(visitor, 1, "D1?");
  await visitor.visits(B);
  await visitor.page.clock.fastForward("48:00:00");
  // Not because of the time that was counted.
  await visitor.page.evaluate(() => localStorage.removeItem("frontdesk.spent"));
  await visitor.visits(A);
  await expect(visitor.launcher).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_25 TARGET-5: a live chat goes on everywhere, with the same agent, nothing repeated", async ({
  dialogues,
  visitor,
  anna,
}) => {
  await dialogues.publish("D1", {
    cards: [
      {
        kind: "question",
        id: "first",
        text: "D1?",
        choices: [{ label: "Connect", next: "live" }],
      },
      { kind: "live_chat", id: "live", text: "One moment" },
    ],
  });
  await visitor.visits(A);
  await visitor.opens();
  await visitor.chooses("Connect");
  await anna.offers.getByRole("button", { name: /^Accept/ }).click();
  await expect(visitor.line("You're now chatting with Anna")).toBeVisible();
  await anna.says("Good morning");
  await expect(visitor.bubble("Good morning")).toBeVisible();
  for (const move of [() => visitor.visits(B), () => visitor.page.reload()]) {
    await move();
    await visitor.isOpen();
    await expect(visitor.bubble("Good morning")).toHaveCount(1);
    await expect(visitor.line("You're now chatting with Anna")).toHaveCount(1);
    await expect(visitor.composer).toBeVisible();
  }
  expect(await dialogues.counts("D1")).toBe("T1 E1 C0");
});

test("sc_26 TARGET-8: switched off nothing is shown, switched on it is back", async ({
  dialogues,
  visitor,
}) => {
  await dialogues.publish("D1");
  await dialogues.switch("off");
  await visitor.seesNothingAt(A);
  await dialogues.switch("on");
  await visitor.page.reload();
  await expect(visitor.poke).toContainText("D1?");
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_27 TARGET-1: pages by wildcard, without those excluded", async ({ dialogues, visitor }) => {
  await dialogues.publish("D1", { on: ["/docs/*"], not: ["/docs/private/*"] });
  await visitor.visits("/docs/getting-started.html?x=1");
  await expect(visitor.poke).toContainText("D1?");
  for (const path of ["/docs/private/b", "/docs", "/products.html"]) {
    const view = await visitor.page.request.post(`${visitor.server.origin}/api/visitor/page-view`, {
      data: { token: null, page: visitor.server.site + path },
      headers: { origin: visitor.server.site },
    });
    expect((await view.json()).show).toEqual({ kind: "nothing" });
  }
  expect(await dialogues.counts("D1")).toBe("T1 E0 C0");
});

test("sc_28 TARGET-10: a typed e-mail greets by first name and tells nothing else", async ({
  dialogues,
  visitor,
  newVisitor,
}) => {
  const capture = (id: string, text: string, input: string, attribute: string, next: string) => ({
    ...{ kind: "capture", id, text, input, attribute, next },
  });
  await dialogues.publish("D0", {
    on: [B],
    cards: [
      capture("first", "Name?", "text", "person.first_name", "title"),
      capture("title", "Title?", "text", "person.job_title", "mail"),
      capture("mail", "Mail?", "email", "person.email", "bye"),
      { kind: "message", id: "bye", text: "See you soon" },
    ],
  });
  await dialogues.publish("D1", {
    cards: [
      capture("first", "Mail?", "email", "person.email", "hello"),
      {
        kind: "message",
        id: "hello",
        text: 'Hello {{person.first_name:"there"}}{{person.job_title}}',
      },
    ],
  });
  const pia = await newVisitor();
  await pia.visits(B);
  await pia.opens();
  for (const told of ["Pia", "Boss", "p@x.example"]) await pia.answers(told);
  await expect(pia.bubble("See you soon")).toBeVisible();
  await visitor.visits(A);
  await visitor.opens();
  await visitor.answers("p@x.example");
  await expect(visitor.bubble("Hello Pia")).toBeVisible();
  await expect(visitor.log).not.toContainText("Boss");
  await expect(visitor.log).not.toContainText("See you soon");
  expect(await dialogues.counts("D1")).toBe("T1 E1 C1");
});

test("sc_29 TARGET-2: strangers are shown one dialogue, and another one once they are known", async ({
  dialogues,
  visitor,
}) => {
  const cards = (id: string) => [
    { kind: "capture", id: "first", text: `${id}?`, input: "email", attribute: "person.email", next: "bye" },
    { kind: "message", id: "bye", text: `Bye from ${id}` },
  ];
  const when = (operator: string) => ({ audience: { test: { attribute: "person.email", operator } } });
  await dialogues.publish("D1", { ...when("is_empty"), cards: cards("D1") });
  await dialogues.publish("D2", { ...when("is_not_empty"), cards: cards("D2") });
  await visitor.visits(A);
  await visitor.opens();
  await expect(visitor.bubble("D1?")).toBeVisible();
  await visitor.answers("p@x.example");
  await expect(visitor.bubble("Bye from D1")).toBeVisible();
  await visitor.page.reload();
  await visitor.isOpen();
  await expect(visitor.bubble("D2?")).toBeVisible();
  expect(await dialogues.counts("D1")).toBe("T1 E1 C1");
  expect(await dialogues.counts("D2")).toBe("T1 E0 C0");
});

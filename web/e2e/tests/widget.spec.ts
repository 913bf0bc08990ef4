import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Request } from "@playwright/test";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";

const CHAT_CHUNK = /\/widget\/chat-[\w-]+\.js$/;
const PAGE_VIEW = /\/api\/visitor\/page-view$/;
const PAGES = ["/", "/products.html", "/pricing.html", "/docs/getting-started.html", "/contact.html"];
const GREETING = "What brings you here today?";
type Api = (command: string) => Promise<void>;

test.setTimeout(45_000);

/** Requests of a page that match, as they come. */
function requests(page: Page, matching: (request: Request) => boolean): Request[] {
  const seen: Request[] = [];
  page.on("request", (request) => {
    if (matching(request)) seen.push(request);
  });
  return seen;
}

test.describe("load and privacy", () => {
  test("checklist 1: a closed page loads at most 4 kB of script, in 2 requests, and blocks nothing", async ({
    frontdesk,
    visitor,
    request,
  }) => {
    const seen = requests(visitor.page, (one) => one.url().startsWith(frontdesk.origin));
    await visitor.visits();
    await expect(visitor.poke).toContainText("Hi there!");
    expect(seen.map((one) => new URL(one.url()).pathname)).toEqual([
      "/widget/frontdesk.js",
      "/api/visitor/page-view",
    ]);
    await expect(visitor.page.locator("script[src$='frontdesk.js']")).toHaveAttribute("async", "");
    const size = async (url: string) => {
      const answer = await request.get(url, { headers: { "accept-encoding": "br" } });
      expect(answer.headers()["content-encoding"]).toBe("br");
      return Number(answer.headers()["content-length"]);
    };
    expect(await size(`${frontdesk.origin}/widget/frontdesk.js`)).toBeLessThanOrEqual(4000);
    const chunk = visitor.page.waitForRequest(CHAT_CHUNK);
    await visitor.opens();
    expect(await size((await chunk).url())).toBeLessThanOrEqual(25_000);
  });

  for (const [how, reach] of [
    ["hover", (page: Page) => page.getByRole("button", { name: "Open chat" }).hover()],
    ["focus", (page: Page) => page.getByRole("button", { name: "Open chat" }).focus()],
    ["click", (page: Page) => page.getByRole("button", { name: "Open chat" }).click()],
    ["API", (page: Page) => page.evaluate(() => (window as { Frontdesk?: Api }).Frontdesk?.("open"))],
  ] as const) {
    test(`checklist 2: the chat is loaded on ${how}, and not before`, async ({ visitor }) => {
      const chunks = requests(visitor.page, (one) => CHAT_CHUNK.test(one.url()));
      await visitor.visits();
      await expect(visitor.poke).toContainText("Hi there!");
      expect(chunks).toHaveLength(0);
      const chunk = visitor.page.waitForRequest(CHAT_CHUNK);
      await reach(visitor.page);
      await chunk;
      if (how === "hover" || how === "focus") await expect(visitor.window).toBeHidden();
      else await expect(visitor.window).toBeVisible();
    });
  }

  test("checklist 3: no error and no violation of the pages' strict policy", async ({ visitor, anna }) => {
    const errors: string[] = [];
    visitor.page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    for (const path of [...PAGES, "/hostile.html"]) {
      await visitor.visits(path);
      const policy = (await visitor.page.request.get(visitor.page.url())).headers()[
        "content-security-policy"
      ];
      expect(policy).toMatch(/style-src 'self'(;|$)/);
      expect(policy).not.toContain("unsafe");
      if (await visitor.window.isHidden()) await visitor.opens();
      await expect(visitor.line(GREETING)).toBeVisible();
      await visitor.closes();
    }
    await talk(visitor, anna);
    expect(errors).toEqual([]);
  });

  // It measures time and layout: a neighbour on the same processors would be measured with it.
  test("checklist 4: nothing shifts, and no task is long", { tag: "@alone" }, async ({ visitor }) => {
    await visitor.page.addInitScript(() => {
      type Shift = { value: number; hadRecentInput: boolean; sources: { node: Element | null }[] };
      const measured = { shifts: [] as string[], task: 0 };
      Object.assign(window, { measured });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          // As the metric is defined: what follows a click at once is no unexpected shift.
          const { value, hadRecentInput, sources } = entry as unknown as Shift;
          const what = sources.map(({ node }) => `${node?.nodeName} ${node?.className}`).join(", ");
          if (!hadRecentInput) measured.shifts.push(`${value}: ${what}`);
        }
      }).observe({ type: "layout-shift", buffered: true });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) measured.task = Math.max(measured.task, duration);
      }).observe({ type: "longtask", buffered: true });
    });
    const cdp = await visitor.page.context().newCDPSession(visitor.page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await visitor.visits();
    await expect(visitor.poke).toContainText("Hi there!");
    const measured = () =>
      visitor.page.evaluate(
        () => (window as unknown as { measured: { shifts: string[]; task: number } }).measured,
      );
    const { task } = await measured();
    await visitor.opens();
    await expect(visitor.line(GREETING)).toBeVisible();
    const { shifts } = await measured();
    expect(shifts).toEqual([]);
    // The aim is 50 ms; machines that run tests are shared, and a guard must not fail for their neighbours.
    expect(task).toBeLessThan(500);
  });

  test("checklist 5: the page's styles do not change the launcher, and the page gets nothing but its documented global", async ({
    newVisitor,
  }) => {
    const look = async (path: string) => {
      const visitor = await newVisitor({ reducedMotion: "reduce" });
      await visitor.visits(path);
      await expect(visitor.launcher).toBeVisible();
      return visitor.launcher.evaluate((button) => {
        const { width, height, right, bottom } = button.getBoundingClientRect();
        const { backgroundColor, color, opacity, borderRadius, textTransform, letterSpacing } =
          getComputedStyle(button);
        return {
          ...{ width, height, right, bottom, backgroundColor, color },
          ...{ opacity, borderRadius, textTransform, letterSpacing },
        };
      });
    };
    expect(await look("/hostile.html")).toEqual(await look("/contact.html"));

    const globals = async (widget: boolean) => {
      const visitor = await newVisitor();
      if (!widget) {
        await visitor.page.route("**/widget/frontdesk.js", (route) => route.fulfill({ body: "" }));
      }
      await visitor.visits();
      if (widget) {
        await visitor.opens();
        await expect(visitor.line(GREETING)).toBeVisible();
      }
      return visitor.page.evaluate(() => ({
        names: Object.getOwnPropertyNames(window),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      }));
    };
    const [without, with_] = [await globals(false), await globals(true)];
    const added = with_.names.filter(
      (name) => !without.names.includes(name) && !name.startsWith("__playwright"),
    );
    expect(added).toEqual(["Frontdesk"]);
    expect(with_.sheets).toBe(without.sheets);
  });

  test("checklist 5: on a page that attacks every element the chat can be used", async ({ visitor }) => {
    await visitor.visits("/hostile.html");
    await visitor.opens();
    await visitor.chooses("Leasing for my company");
    await visitor.answers("Vera");
    await expect(visitor.window.getByRole("textbox", { name: "Your e-mail address" })).toBeVisible();
  });

  test("checklist 7: shutdown leaves nothing behind", async ({ visitor }) => {
    const socket = visitor.page.waitForEvent("websocket");
    await visitor.visits();
    await visitor.opens();
    await visitor.chooses("Leasing for my company");
    await visitor.answers("Vera");
    const closed = (await socket).waitForEvent("close");
    const views = requests(visitor.page, (one) => PAGE_VIEW.test(one.url()));
    await visitor.page.evaluate(async () => {
      await (window as { Frontdesk?: Api }).Frontdesk?.("shutdown");
      history.pushState(null, "", "/pricing.html");
    });
    await closed;
    await expect(visitor.page.locator("frontdesk-chat")).toHaveCount(0);
    const left = await visitor.page.evaluate(() => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
    ]);
    expect(left).toEqual([]);
    await visitor.page.evaluate(() => (window as { Frontdesk?: Api }).Frontdesk?.("boot"));
    await expect(visitor.launcher).toBeVisible();
    // The only one is that of the new start; the change of page before it was nobody's business.
    expect(views).toHaveLength(1);
  });

  test("checklist 8: two script tags and a second boot make one launcher", async ({ frontdesk, visitor }) => {
    const views = requests(visitor.page, (one) => PAGE_VIEW.test(one.url()));
    await visitor.visits();
    await expect(visitor.launcher).toBeVisible();
    await visitor.page.evaluate(
      (src) =>
        new Promise((loaded) => {
          const script = document.createElement("script");
          script.src = src;
          script.onload = loaded;
          document.head.append(script);
        }),
      `${frontdesk.origin}/widget/frontdesk.js`,
    );
    await visitor.page.evaluate(() => (window as { Frontdesk?: Api }).Frontdesk?.("boot"));
    await visitor.opens();
    await expect(visitor.page.locator("frontdesk-chat")).toHaveCount(1);
    await expect(visitor.page.getByRole("region", { name: "Chat", exact: true })).toHaveCount(1);
    expect(views).toHaveLength(1);
  });

  test("checklist 9: without storage and without sockets there is still a chat", async ({
    visitor,
    anna,
  }) => {
    await visitor.page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("blocked", "SecurityError");
          },
        });
      }
      Object.defineProperty(window, "WebSocket", {
        value: class {
          constructor() {
            throw new DOMException("blocked", "SecurityError");
          }
        },
      });
    });
    await talk(visitor, anna);
    await visitor.says("It works without");
    await expect(anna.bubble("It works without")).toBeVisible();
    await anna.says("So it does");
    await expect(visitor.bubble("So it does")).toBeVisible();
    await anna.endsSession();
    await expect(visitor.again).toBeVisible();
  });

  test("checklist 10: without a server there is no launcher and no storm; it comes with the server", async ({
    visitor,
  }) => {
    const views = requests(visitor.page, (one) => PAGE_VIEW.test(one.url()));
    await visitor.page.clock.install();
    let down = true;
    await visitor.page.route(PAGE_VIEW, (route) => (down ? route.abort() : route.continue()));
    const failed = visitor.page.waitForEvent("requestfailed");
    await visitor.visits();
    await failed;
    await visitor.page.clock.runFor(29_000);
    expect(views).toHaveLength(1);
    await expect(visitor.launcher).toBeHidden();
    const again = visitor.page.waitForEvent("requestfailed");
    await visitor.page.clock.runFor(16_000);
    await again;
    expect(views).toHaveLength(2);
    down = false;
    await visitor.page.clock.runFor(90_000);
    await expect(visitor.launcher).toBeVisible();
    expect(views).toHaveLength(3);
  });
});

test.describe("launcher", () => {
  test("checklist 11: the launcher is a button that says what it opens", async ({ visitor }) => {
    await visitor.visits();
    await expect(visitor.launcher).toHaveRole("button");
    await expect(visitor.launcher).toHaveAccessibleName("Open chat");
    await expect(visitor.launcher).toHaveAttribute("aria-expanded", "false");
    const box = await visitor.launcher.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await visitor.opens();
    await expect(visitor.launcher).toHaveAttribute("aria-expanded", "true");
    await expect(visitor.launcher).toHaveAccessibleName("Close chat");
    await visitor.launcher.click();
    await expect(visitor.window).toBeHidden();
  });

  test("checklist 12: the badge counts to 9+, is part of the name, and clears on opening", async ({
    visitor,
    anna,
  }) => {
    await talk(visitor, anna);
    await visitor.closes();
    await anna.says("One");
    await expect(visitor.launcher).toHaveAccessibleName("Open chat, 1 unread message");
    await expect(visitor.launcher).toHaveText("1");
    for (let count = 2; count <= 10; count++) await anna.says(`Message ${count}`);
    await expect(visitor.launcher).toHaveAccessibleName("Open chat, 10 unread messages");
    await expect(visitor.launcher).toHaveText("9+");
    await visitor.opens();
    await expect(visitor.launcher).toHaveAccessibleName("Close chat");
    await visitor.closes();
    await expect(visitor.launcher).toHaveAccessibleName("Open chat");
  });

  test("checklist 14: text on the brand's colour is readable, whatever the colour", async ({ visitor }) => {
    let color = "";
    await visitor.page.route(PAGE_VIEW, async (route) => {
      const answer = await route.fetch();
      const view = await answer.json();
      view.settings.color = color;
      await route.fulfill({ response: answer, json: view });
    });
    for (color of ["#ffffff", "#000000", "#1f5eff", "#ffe600", "#808080", "#e85d75", "#757575"]) {
      await visitor.visits();
      await expect(visitor.launcher).toBeVisible();
      const ratio = await visitor.launcher.evaluate((button) => {
        const light = (rgb: string) => {
          const [r = 0, g = 0, b = 0] = (rgb.match(/[\d.]+/g) ?? [])
            .map((part) => Number(part) / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
        };
        const style = getComputedStyle(button);
        const [one, other] = [light(style.color), light(style.backgroundColor)];
        return Math.max(one, other) / Math.min(one, other);
      });
      expect(ratio, color).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("checklist 16: every change of address is a page view, without a second start; an open chat survives", async ({
    visitor,
  }) => {
    await visitor.page.clock.install();
    const views = requests(visitor.page, (one) => PAGE_VIEW.test(one.url()));
    const scripts = requests(visitor.page, (one) => one.url().endsWith("/widget/frontdesk.js"));
    await visitor.visits();
    await visitor.opens();
    await expect(visitor.line(GREETING)).toBeVisible();
    const window = await visitor.window.elementHandle();
    const changes: [string, () => unknown][] = [
      ["/pushed", () => visitor.page.evaluate(() => history.pushState(null, "", "/pushed"))],
      ["/replaced", () => visitor.page.evaluate(() => history.replaceState(null, "", "/replaced"))],
      ["/", () => visitor.page.goBack()],
      ["/#fragment", () => visitor.page.evaluate(() => location.assign("#fragment"))],
    ];
    for (const [path, change] of changes) {
      const view = visitor.page.waitForRequest(PAGE_VIEW);
      await change();
      await visitor.page.clock.runFor(1500);
      expect((await view).postDataJSON().page).toBe(visitor.server.site + path);
    }
    expect(views).toHaveLength(1 + changes.length);
    expect(scripts).toHaveLength(1);
    expect(await window?.evaluate((one) => one.isConnected)).toBe(true);
    await visitor.chooses("Just looking around");
    await expect(visitor.line(/^Enjoy the ride!/)).toBeVisible();
  });
});

test.describe("conversation", () => {
  test("checklist 17: a dialog with a name; the focus goes in, Escape closes, the focus comes back", async ({
    visitor,
  }) => {
    await visitor.visits();
    await visitor.launcher.focus();
    await visitor.page.keyboard.press("Enter");
    await expect(visitor.window).toHaveRole("dialog");
    await expect(visitor.window).toHaveAccessibleName("Chat with Chat with us");
    await expect(visitor.window.getByRole("button", { name: "Leasing for my company" })).toBeFocused();
    await visitor.page.keyboard.press("Enter");
    await expect(visitor.window.getByRole("textbox", { name: "Your answer" })).toBeFocused();
    await visitor.page.keyboard.press("Escape");
    await expect(visitor.window).toBeHidden();
    await expect(visitor.launcher).toBeFocused();
  });

  test("checklist 18: Tab goes round inside a full-screen window, and out of one that is not", async ({
    newVisitor,
  }) => {
    const phone = await newVisitor({ viewport: { width: 390, height: 740 } });
    await phone.visits();
    await phone.opens();
    await expect(phone.window).toHaveAttribute("aria-modal", "true");
    const first = phone.window.getByRole("button", { name: "More options" });
    const last = phone.window.getByRole("button", { name: "Just looking around" });
    // The window moves the focus itself once, when the question is there.
    await expect(phone.window.getByRole("button", { name: "Leasing for my company" })).toBeFocused();
    await last.focus();
    await phone.page.keyboard.press("Tab");
    await expect(first).toBeFocused();
    await phone.page.keyboard.press("Shift+Tab");
    await expect(last).toBeFocused();

    const desktop = await newVisitor();
    await desktop.visits();
    await desktop.opens();
    await expect(desktop.window).not.toHaveAttribute("aria-modal", "true");
    await expect(desktop.window.getByRole("button", { name: "Leasing for my company" })).toBeFocused();
    await desktop.window.getByRole("button", { name: "Just looking around" }).focus();
    await desktop.page.keyboard.press("Tab");
    await expect(desktop.launcher).toBeFocused();
  });

  test("checklist 19: the log announces each message once, with its sender, and no history", async ({
    visitor,
    anna,
  }) => {
    await visitor.page.addInitScript(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        new MutationObserver((changes) => {
          for (const { addedNodes, target } of changes) {
            if (!(target instanceof Element) || !target.closest("[role=log][aria-live=polite]")) continue;
            for (const node of addedNodes) heard.push(node.textContent ?? "");
          }
        }).observe(root, { childList: true, subtree: true });
        return root;
      };
    });
    const heard = () => visitor.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await talk(visitor, anna);
    await expect(visitor.log).toHaveAttribute("aria-live", "polite");
    await visitor.says("How much is it?");
    await expect(visitor.log.getByText("Read", { exact: true })).toBeVisible();
    await anna.says("Forty a month");
    await expect(visitor.bubble("Forty a month")).toBeVisible();
    const told = await heard();
    expect(told.filter((text) => text.includes("How much is it?"))).toEqual([
      expect.stringContaining("You said:How much is it?"),
    ]);
    expect(told.filter((text) => text.includes("Forty a month"))).toEqual([
      expect.stringContaining("Anna said:Forty a month"),
    ]);
    await visitor.page.reload();
    await expect(visitor.bubble("Forty a month")).toBeVisible();
    await expect(visitor.log).toHaveAttribute("aria-live", "polite");
    expect(await heard()).toEqual([]);
  });

  test("checklist 20: Enter sends, Shift+Enter breaks the line, Enter of an input method does neither", async ({
    visitor,
    anna,
  }) => {
    await talk(visitor, anna);
    await visitor.composer.fill("First");
    await visitor.composer.press("Shift+Enter");
    await visitor.composer.pressSequentially("second");
    await visitor.composer.dispatchEvent("keydown", { key: "Enter", isComposing: true });
    await expect(visitor.composer).toHaveValue("First\nsecond");
    await visitor.composer.press("Enter");
    await expect(visitor.composer).toHaveValue("");
    await expect(anna.bubble("First second")).toBeVisible();
  });

  test.describe("with a network that fails", () => {
    test.use({ fragile: true });

    test("checklist 21: what was written offline goes out once and in order; what can't go out says so", async ({
      visitor,
      anna,
    }) => {
      await talk(visitor, anna);
      await visitor.losesNetwork();
      for (const text of ["One", "Two", "Three"]) await visitor.says(text);
      await expect(visitor.log.getByText("Sending…").first()).toBeVisible();
      await visitor.regainsNetwork();
      await expect(anna.bubble("Three")).toBeVisible();
      const said = (await anna.reads()).map((one) => one.text);
      expect(said.slice(-3)).toEqual(["One", "Two", "Three"]);
      await expect(visitor.log.getByText("Read", { exact: true })).toBeVisible();

      await visitor.losesNetwork();
      await visitor.says("Too late");
      await anna.endsSession();
      await visitor.regainsNetwork();
      await expect(visitor.line("Anna ended the chat")).toBeVisible();
      await expect(visitor.log.getByRole("alert")).toHaveText("Not delivered");
      await expect(visitor.log.getByRole("button", { name: "Try again" })).toBeVisible();
      await visitor.log.getByRole("button", { name: "Remove" }).click();
      await expect(visitor.bubble("Too late")).toBeHidden();
    });

    test("checklist 23: typing shows the name, and goes by itself within 6 s when nothing more is heard", async ({
      visitor,
      anna,
    }) => {
      await visitor.page.clock.install();
      await talk(visitor, anna);
      await anna.composer.pressSequentially("Let me");
      await expect(visitor.window.getByText("Anna is typing…")).toBeVisible();
      await anna.losesNetwork();
      await visitor.page.clock.runFor(6000);
      await expect(visitor.window.getByText("Anna is typing…")).toBeHidden({ timeout: 500 });
    });
  });

  test("checklist 22: a reload and another page keep history, draft and the open window", async ({
    visitor,
    anna,
  }) => {
    await talk(visitor, anna);
    await visitor.composer.fill("Not yet sent");
    const shown = await visitor.reads();
    for (const move of [() => visitor.page.reload(), () => visitor.visits("/contact.html")]) {
      await move();
      await expect(visitor.composer).toHaveValue("Not yet sent");
      expect(await visitor.reads()).toEqual(shown);
    }
    await visitor.closes();
    await visitor.page.reload();
    await expect(visitor.launcher).toHaveAccessibleName("Open chat");
    await expect(visitor.window).toBeHidden();
  });

  test("checklist 24: who reads history is left there, and jumps down by a button that counts", async ({
    newVisitor,
    anna,
  }) => {
    const visitor = await newVisitor({ viewport: { width: 1000, height: 480 } });
    await talk(visitor, anna);
    const scroller = visitor.window.locator("[data-log]");
    const place = () => scroller.evaluate((one) => one.scrollTop);
    await scroller.hover();
    await visitor.page.mouse.wheel(0, -5000);
    await expect.poll(place).toBe(0);
    await anna.says("News");
    const jump = visitor.window.getByRole("button", { name: "1 new message" });
    await expect(jump).toBeVisible();
    await anna.says("More news");
    expect(await place()).toBe(0);
    await visitor.window.getByRole("button", { name: "2 new messages" }).click();
    await expect(visitor.bubble("More news")).toBeInViewport();
    await expect(jump).toBeHidden();
    await anna.says("Followed by itself");
    await expect(visitor.bubble("Followed by itself")).toBeInViewport();
  });

  test("checklist 26: a wrong answer is told in text, at its field, which has the focus", async ({
    visitor,
  }) => {
    await visitor.visits();
    await visitor.opens();
    await visitor.chooses("Leasing for my company");
    const name = visitor.window.getByRole("textbox", { name: "Your answer" });
    await name.press("Enter");
    await expect(name).toHaveAccessibleDescription("Please write an answer.");
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await expect(name).toBeFocused();
    await visitor.answers("Vera");
    const email = visitor.window.getByRole("textbox", { name: "Your e-mail address" });
    await expect(email).toHaveAttribute("aria-invalid", "false");
    // The browser lets this one pass; the server does not.
    await email.fill("vera@-example-.com");
    await email.press("Enter");
    await expect(visitor.bubble("vera@-example-.com")).toBeVisible();
    await expect(email).toHaveAttribute("aria-invalid", "true");
    await expect(email).toHaveAccessibleDescription(/e-mail/);
    await expect(email).toBeFocused();
    await visitor.answers("vera@example.com");
    await visitor.window.getByRole("button", { name: "Send answer" }).click();
    const size = visitor.window.getByRole("combobox");
    await expect(size).toHaveAccessibleDescription("Please choose one of the list.");
    await expect(size).toBeFocused();
  });

  test("checklist 27: script, javascript: addresses, direction marks and endless texts stay text", async ({
    visitor,
    anna,
  }) => {
    const script = "<script>window.harm=1</script><img src=x onerror=window.harm=1>";
    await visitor.asksForAPerson({ name: script });
    await anna.accepts(script);
    const fake = "see \u202egpj.exe\u202c and javascript:window.harm=1";
    const inert = "see gpj.exe and javascript:window.harm=1";
    for (const person of [visitor, anna]) {
      await person.composer.fill(script);
      await person.composer.press("Enter");
      await person.composer.fill(fake);
      await person.composer.press("Enter");
    }
    for (const person of [visitor, anna]) {
      await expect(person.bubble(inert)).toHaveCount(2);
      await expect(person.log.getByRole("link")).toHaveCount(0);
      expect(await person.page.evaluate(() => "harm" in window)).toBe(false);
    }
    await visitor.composer.fill("x".repeat(4001));
    await expect(visitor.window.getByRole("alert")).toHaveText("1 characters too long. The limit is 4000.");
    await expect(visitor.window.getByRole("button", { name: "Send message" })).toBeDisabled();
    await visitor.composer.press("Enter");
    await expect(visitor.composer).toHaveValue("x".repeat(4001));
    await visitor.composer.fill("y".repeat(4000));
    await visitor.composer.press("Enter");
    await expect(anna.bubble("y".repeat(4000))).toBeVisible();
    const wide = (page: Page) =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await wide(visitor.page)).toBe(0);
    expect(await wide(anna.page)).toBe(0);
  });

  test("checklist 29: waiting, joining and nobody there are told in words", async ({
    visitor,
    newVisitor,
    anna,
  }) => {
    await visitor.asksForAPerson();
    await expect(visitor.window.getByText("Finding someone for you")).toBeVisible();
    await anna.accepts();
    await expect(visitor.line("You're now chatting with Anna")).toBeVisible();
    await expect(visitor.window.getByRole("heading", { name: "Anna" })).toBeVisible();

    const other = await newVisitor();
    await other.asksForAPerson({ name: "Wim", email: "wim@example.com" });
    await anna.declines("Wim");
    await expect(other.log).toContainText("nobody can take your chat right now");
    await expect(other.line("No agent was free to take the chat")).toBeVisible();
  });
});

test.describe("for everyone", () => {
  test("checklist 33: nothing moves where that is not wanted", async ({ newVisitor, anna }) => {
    const visitor = await newVisitor({ reducedMotion: "reduce" });
    const moving = () =>
      visitor.page.locator("frontdesk-chat").evaluate((host) =>
        (host.shadowRoot?.getAnimations() ?? []).map((one) => {
          const { target, pseudoElement } = one.effect as KeyframeEffect;
          return `${target?.outerHTML.slice(0, 60)}${pseudoElement ?? ""}: ${one.playState}`;
        }),
      );
    await visitor.visits();
    await expect(visitor.poke).toContainText("Hi there!");
    expect(await moving()).toEqual([]);
    await visitor.asksForAPerson();
    expect(await moving()).toEqual([]);
    await anna.accepts();
    await anna.composer.pressSequentially("typ");
    await expect(visitor.window.getByText("Anna is typing…")).toBeVisible();
    expect(await moving()).toEqual([]);
  });

  test("checklist 33: dark where the visitor likes it dark; borders where colours are forced", async ({
    newVisitor,
  }) => {
    const brightness = async (colorScheme: "light" | "dark") => {
      const visitor = await newVisitor({ colorScheme });
      await visitor.visits();
      await visitor.opens();
      const color = await visitor.window.evaluate((one) => getComputedStyle(one).backgroundColor);
      return Math.max(...(color.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    };
    expect(await brightness("light")).toBeGreaterThan(240);
    expect(await brightness("dark")).toBeLessThan(60);

    const forced = await newVisitor({ forcedColors: "active" });
    await forced.visits();
    await forced.opens();
    const choice = forced.window.getByRole("button", { name: "Just looking around" });
    const bubble = forced.log.locator(".fdc-bubble").first();
    for (const part of [forced.window, forced.launcher, choice, bubble]) {
      const style = await part.evaluate((one) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(one);
        return { borderTopStyle, borderTopWidth: Number.parseFloat(borderTopWidth) };
      });
      expect(style.borderTopStyle).toBe("solid");
      expect(style.borderTopWidth).toBeGreaterThan(0);
    }
  });

  for (const [name, viewport] of [
    ["320 px wide", { width: 320, height: 640 }],
    ["at 200 % zoom", { width: 640, height: 400 }],
  ] as const) {
    test(`checklist 33: ${name} nothing is cut`, async ({ newVisitor, anna }) => {
      const visitor = await newVisitor({ viewport });
      const cut = () =>
        visitor.window.evaluate((panel) => {
          const box = panel.getBoundingClientRect();
          const hidden = (one: Element) => one.matches(".fdc-hidden, .fdc-hidden *");
          return [...panel.querySelectorAll("*")]
            .filter((one) => one.getClientRects().length && !hidden(one) && !one.closest("svg"))
            .filter((one) => {
              const { left, right } = one.getBoundingClientRect();
              return left < box.left - 1 || right > box.right + 1 || left < -1 || right > innerWidth + 1;
            })
            .map((one) => one.outerHTML.slice(0, 100));
        });
      await visitor.visits();
      await visitor.opens();
      await expect(visitor.line(GREETING)).toBeVisible();
      expect(await cut()).toEqual([]);
      await talk(visitor, anna);
      await visitor.says(`A long word: ${"w".repeat(120)}`);
      expect(await cut()).toEqual([]);
      for (const part of [visitor.composer, visitor.window.getByRole("button", { name: "Close chat" })]) {
        await expect(part).toBeInViewport({ ratio: 1 });
      }
      await visitor.window.getByRole("button", { name: "More options" }).click();
      await expect(visitor.window.getByRole("button", { name: "End chat" })).toBeInViewport({ ratio: 1 });
      expect(await cut()).toEqual([]);
    });
  }

  test("checklist 34: on a phone the window is the screen, the page behind is still, and no field zooms", async ({
    newVisitor,
  }) => {
    const viewport = { width: 390, height: 740 };
    const visitor = await newVisitor({ viewport });
    await visitor.visits();
    await visitor.opens();
    await expect.poll(() => visitor.window.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
    await visitor.page.mouse.move(200, 200);
    await visitor.page.mouse.wheel(0, 600);
    await visitor.chooses("Leasing for my company");
    const field = visitor.window.getByRole("textbox", { name: "Your answer" });
    const size = await field.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    expect(size).toBeGreaterThanOrEqual(16);
    expect(await visitor.page.evaluate(() => scrollY)).toBe(0);
    await visitor.closes();
    await visitor.page.mouse.wheel(0, 600);
    await expect.poll(() => visitor.page.evaluate(() => scrollY)).toBeGreaterThan(0);
  });

  test("checklist 35: on a page that is read from right to left the chat is, too", async ({ visitor }) => {
    await visitor.page.addInitScript(() => {
      new MutationObserver(() => document.documentElement?.setAttribute("dir", "rtl")).observe(document, {
        childList: true,
      });
    });
    await visitor.visits();
    await visitor.opens();
    await expect(visitor.window).toHaveAttribute("dir", "rtl");
    const middle = (visitor.page.viewportSize()?.width ?? 0) / 2;
    for (const part of [visitor.launcher, visitor.window]) {
      const box = await part.boundingBox();
      expect((box?.x ?? middle) + (box?.width ?? 0)).toBeLessThan(middle);
    }
    const close = await visitor.window.getByRole("button", { name: "Close chat" }).boundingBox();
    const more = await visitor.window.getByRole("button", { name: "More options" }).boundingBox();
    expect(close?.x ?? 0).toBeLessThan(more?.x ?? 0);
  });

  test("checklist 36: the title tells of unread messages while the page is hidden, and is given back", async ({
    visitor,
    anna,
  }) => {
    await talk(visitor, anna);
    const title = await visitor.page.title();
    const be = (state: DocumentVisibilityState) =>
      visitor.page.evaluate((state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await be("hidden");
    await anna.says("Are you there?");
    await expect(visitor.page).toHaveTitle(`(1) ${title}`);
    await be("visible");
    await expect(visitor.page).toHaveTitle(title);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(colorScheme, () => {
      test.use({ fragile: true });

      test(`checklist 39: every state is accessible, in ${colorScheme}`, async ({ newVisitor, anna }) => {
        test.slow();
        const visitor = await newVisitor({ colorScheme, reducedMotion: "reduce" });
        const accessible = async (state: string) => {
          const { violations } = await new AxeBuilder({ page: visitor.page }).analyze();
          expect(
            violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html) })),
            state,
          ).toEqual([]);
        };
        await visitor.visits();
        await expect(visitor.launcher).toBeVisible();
        await accessible("closed");
        await expect(visitor.poke).toContainText("Hi there!");
        await accessible("poke");
        await visitor.opens();
        await expect(visitor.line(GREETING)).toBeVisible();
        await accessible("open");
        await visitor.chooses("Leasing for my company");
        await visitor.window.getByRole("textbox", { name: "Your answer" }).press("Enter");
        await accessible("form with an error");
        await visitor.answers("Vera");
        await visitor.answers("vera@example.com");
        await visitor.picks("11 to 50");
        await visitor.chooses("Yes, connect me");
        await expect(visitor.window.getByText("Connecting you to an agent…")).toBeVisible();
        await accessible("connecting");
        await anna.accepts();
        await anna.says("Have a look at https://example.com/bikes");
        await visitor.says("I will");
        await accessible("chat");
        await visitor.window.getByRole("button", { name: "More options" }).click();
        await accessible("menu");
        await visitor.window.getByRole("button", { name: "End chat" }).click();
        await accessible("asking before the end");
        await visitor.window.getByRole("button", { name: "Keep chatting" }).click();
        await visitor.losesNetwork();
        await visitor.says("Lost");
        await expect(visitor.window.getByText(/^You are offline/)).toBeVisible();
        await accessible("offline");
        await visitor.regainsNetwork();
        await anna.endsSession();
        await expect(visitor.again).toBeVisible();
        await accessible("ended");
      });
    });
  }
});

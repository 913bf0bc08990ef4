import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { PASSWORD } from "../agent.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(45_000);

interface Noticed {
  asked: number;
  sounds: number;
  notifications: { title: string; click: () => void }[];
}

/** Stands in for the browser's notifications and counts sounds; `seen` says whether the agent looks at the page. */
async function notice(page: Page) {
  await page.addInitScript(() => {
    const noticed: Noticed = { asked: 0, sounds: 0, notifications: [] };
    const state = { permission: "default", seen: true };
    Object.assign(window, { noticed, state });
    class Notification {
      onclick: (() => void) | null = null;
      static get permission() {
        return state.permission;
      }
      static async requestPermission() {
        noticed.asked++;
        state.permission = "granted";
        return "granted";
      }
      constructor(title: string) {
        noticed.notifications.push({ title, click: () => this.onclick?.() });
      }
      close() {}
    }
    Object.defineProperty(window, "Notification", { value: Notification });
    document.hasFocus = () => state.seen;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      noticed.sounds++;
      start.call(this, when);
    };
  });
  const read = <Part>(part: (noticed: Noticed) => Part) =>
    page.evaluate(`(${part})(window.noticed)`) as Promise<Part>;
  return {
    asked: () => read((noticed) => noticed.asked),
    sounds: () => read((noticed) => noticed.sounds),
    titles: () => read((noticed) => noticed.notifications.map((one) => one.title)),
    clickLast: () => read((noticed) => noticed.notifications.at(-1)?.click()),
    seen: (seen: boolean) =>
      page.evaluate((seen) => Object.assign(Reflect.get(window, "state"), { seen }), seen),
  };
}

test.describe("sign-in", () => {
  test("a wrong password is told without telling which part is wrong; the right one opens the inbox", async ({
    frontdesk,
    newAgent,
  }) => {
    const { page } = await newAgent("Anna");
    await page.goto(frontdesk.origin);
    await expect(page).toHaveURL(/\/sign-in/);
    const email = page.getByRole("textbox", { name: "E-mail" });
    const password = page.getByLabel("Password", { exact: true });
    await expect(email).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(email).toHaveAccessibleDescription("Enter your e-mail.");
    for (const who of ["anna@demo.example", "nobody@demo.example"]) {
      await email.fill(who);
      await password.fill("wrong");
      await password.press("Enter");
      await expect(
        page.getByRole("alert").filter({ hasText: "E-mail or password are wrong." }),
      ).toBeVisible();
    }
    await email.fill("anna@demo.example");
    await password.fill(PASSWORD);
    await password.press("Enter");
    await expect(page).toHaveURL(/\/inbox$/);
    await expect(page.getByRole("switch", { name: /Available$/ })).toBeVisible();
  });

  test("checklist 66: signing out in one tab signs out the other", async ({ anna }) => {
    const other = await anna.anotherTab();
    await other.page.getByRole("button", { name: "Account of Anna" }).click();
    await other.page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(other.page).toHaveURL(/\/sign-in/);
    await expect(anna.page).toHaveURL(/\/sign-in/);
    await anna.page.goto(`${anna.server.origin}/inbox`);
    await expect(anna.page).toHaveURL(/\/sign-in/);
  });

  test("checklist 66: a session that ends keeps the draft, and signing in leads back to the chat", async ({
    frontdesk,
    visitor,
    anna,
  }) => {
    await talk(visitor, anna);
    await anna.composer.fill("Half a sent");
    const address = anna.page.url();
    const ended = await anna.page.request.delete(`${frontdesk.origin}/api/console/session`, {
      headers: { "x-frontdesk": "1" },
    });
    expect(ended.status()).toBe(204);
    await expect(anna.page).toHaveURL(/\/sign-in/, { timeout: 15_000 });
    await anna.page.getByRole("textbox", { name: "E-mail" }).fill(anna.email);
    await anna.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await anna.page.getByRole("button", { name: "Sign in" }).click();
    await expect(anna.page).toHaveURL(address);
    await expect(anna.composer).toHaveValue("Half a sent");
    await anna.composer.press("End");
    await anna.composer.pressSequentially("ence");
    await anna.composer.press("Enter");
    await expect(visitor.bubble("Half a sentence")).toBeVisible();
  });
});

test.describe("offers", () => {
  test("checklist 40: a chat rings and notifies; notifications are asked for by a button, and lead to their chat", async ({
    visitor,
    newAgent,
  }) => {
    const anna = await newAgent("Anna");
    const noticed = await notice(anna.page);
    await anna.comesIn();
    expect(await noticed.asked()).toBe(0);
    await anna.page.getByRole("button", { name: "Turn on desktop notifications" }).click();
    expect(await noticed.asked()).toBe(1);

    await noticed.seen(false);
    await visitor.asksForAPerson();
    await expect(anna.offer()).toBeVisible();
    await expect.poll(noticed.titles).toEqual(["Incoming chat from Vera"]);
    await expect.poll(noticed.sounds).toBeGreaterThan(0);
    await anna.accepts();
    await anna.page.getByRole("link", { name: /^Inbox/ }).click();
    await visitor.says("Hello");
    await expect.poll(noticed.titles).toEqual(["Incoming chat from Vera", "New message from Vera"]);
    await noticed.clickLast();
    await expect(anna.bubble("Hello")).toBeVisible();

    await noticed.seen(true);
    const sounds = await noticed.sounds();
    await visitor.says("This one is in view");
    await expect(anna.bubble("This one is in view")).toBeVisible();
    expect(await noticed.titles()).toHaveLength(2);
    expect(await noticed.sounds()).toBe(sounds);
  });

  test("checklist 41 ROUTE-7: an offer counts down, and is gone when its time is up", async ({
    frontdesk,
    visitor,
    anna,
  }) => {
    await visitor.asksForAPerson();
    const left = anna.offer().getByTestId("offer-left");
    await expect(left).toHaveText(/^1:\d\d left$/);
    const first = await left.textContent();
    await expect(left).not.toHaveText(first ?? "");
    await frontdesk.passes({ seconds: 101 });
    await expect(anna.offers).toBeHidden();
    await expect(visitor.log).toContainText("nobody can take your chat right now");
  });

  test.describe("with a network that fails", () => {
    test.use({ fragile: true });

    test("checklist 41 ROUTE-15: of a lost holder who is back and a colleague who accepts, one wins and the other is told", async ({
      frontdesk,
      visitor,
      anna,
      ben,
    }) => {
      await talk(visitor, anna);
      await anna.losesNetwork();
      await frontdesk.passes({ minutes: 6 });
      await expect(ben.offer()).toBeVisible();
      await ben.losesNetwork();
      await ben
        .offer()
        .getByRole("button", { name: /^Accept/ })
        .click();
      await anna.regainsNetwork();
      await expect(visitor.line("Anna is back")).toBeVisible();
      await ben.regainsNetwork();
      await expect(
        ben.page.getByRole("status").getByText("This chat is no longer offered to you"),
      ).toBeVisible();
      await expect(ben.offers).toBeHidden();
      await anna.says("Still me");
      await expect(visitor.bubble("Still me")).toBeVisible();
    });
  });
});

test("checklist 42: unread counts in row, navigation and title rise together, and fall together on reading", async ({
  visitor,
  anna,
}) => {
  await talk(visitor, anna);
  const inbox = anna.page.getByRole("link", { name: /^Inbox/ });
  await inbox.click();
  for (const text of ["One", "Two", "Three"]) await visitor.says(text);
  await expect(anna.chats).toContainText("3 unread messages");
  await expect(inbox).toHaveAccessibleName(/3 unread/);
  await expect(anna.page).toHaveTitle("(3) Inbox");
  await anna.chats.click();
  await expect(anna.bubble("Three")).toBeVisible();
  await expect(anna.page).toHaveTitle("Inbox");
  await expect(inbox).toHaveAccessibleName("Inbox");
  await expect(anna.chats).not.toContainText("unread");
  await anna.page.reload();
  await expect(anna.bubble("Three")).toBeVisible();
  await expect(anna.page).toHaveTitle("Inbox");
});

test("checklist 64: an empty inbox says so; without a server the page says so, and comes back by itself", async ({
  anna,
}) => {
  await expect(anna.page.getByText("No active chats").first()).toBeVisible();
  await expect(anna.page.getByText(/^You are available\./).filter({ visible: true })).toBeVisible();
  await anna.server.kill();
  await expect(anna.page.getByRole("status").getByText(/^Reconnecting…/)).toBeVisible();
  await anna.server.start();
  await expect(anna.page.getByText(/^Reconnecting…/)).toBeHidden({ timeout: 20_000 });

  let down = true;
  await anna.page.route("**/api/console/session", (route) => (down ? route.abort() : route.continue()));
  await anna.page.reload();
  await expect(anna.page.getByRole("heading", { name: "The server can't be reached" })).toBeVisible();
  down = false;
  await expect(anna.page.getByText(/^You are available\./).filter({ visible: true })).toBeVisible({
    timeout: 10_000,
  });
});

test("checklist 64: ending a session asks first, and can be thought better of", async ({ visitor, anna }) => {
  await talk(visitor, anna);
  await anna.page.getByRole("button", { name: "End session" }).click();
  const dialog = anna.page.getByRole("dialog", { name: "End this session?" });
  await expect(dialog).toContainText("Vera is told that the chat is over.");
  await dialog.getByRole("button", { name: "Keep chatting" }).click();
  await expect(dialog).toBeHidden();
  await expect(anna.page.getByRole("button", { name: "End session" })).toBeFocused();
  await anna.says("We go on");
  await expect(visitor.bubble("We go on")).toBeVisible();
});

test("AVAIL-2 ROUTE-19: turning unavailable takes the offer back, and none comes", async ({
  visitor,
  anna,
}) => {
  await visitor.asksForAPerson();
  await expect(anna.offer()).toBeVisible();
  await anna.page.getByRole("switch").click();
  await expect(anna.page.getByRole("switch", { name: /Unavailable$/ })).toBeVisible();
  await expect(anna.offers).toBeHidden();
  await expect(visitor.log).toContainText("nobody can take your chat right now");
  await visitor.again.click();
  await expect(visitor.again).toBeVisible();
  await expect(anna.offers).toBeHidden();
});

test("INBOX-7 checklist 67: sign-in, accept, reply and end, by keyboard alone", async ({
  frontdesk,
  visitor,
  newAgent,
}) => {
  const anna = await newAgent("Anna");
  const { keyboard } = anna.page;
  await anna.page.goto(frontdesk.origin);
  await expect(anna.page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
  await keyboard.type(anna.email);
  await keyboard.press("Tab");
  await keyboard.type(PASSWORD);
  await keyboard.press("Enter");
  await expect(anna.page.getByRole("switch", { name: /Available$/ })).toBeEnabled();
  await keyboard.press("Tab");
  const skip = anna.page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await keyboard.press("Enter");
  await expect(anna.page.getByRole("main")).toBeFocused();

  await visitor.asksForAPerson();
  await expect(anna.offer()).toBeVisible();
  await keyboard.press("Alt+a");
  await expect(anna.composer).toBeFocused();
  await keyboard.type("By keyboard");
  await keyboard.press("Enter");
  await expect(visitor.bubble("By keyboard")).toBeVisible();
  await keyboard.press("Escape");
  await expect(anna.log).toBeFocused();
  await keyboard.press("Alt+l");
  await expect(anna.composer).toBeFocused();
  await keyboard.press("Escape");
  await keyboard.press("Alt+e");
  await expect(anna.page.getByRole("dialog", { name: "End this session?" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(visitor.line("Anna ended the chat")).toBeVisible();
  await expect(anna.page.getByRole("dialog")).toBeHidden();
  await keyboard.press("?");
  await expect(anna.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(anna.page.getByRole("dialog")).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`checklist 67: every state is accessible, in ${colorScheme}`, async ({
    frontdesk,
    visitor,
    newAgent,
  }) => {
    test.slow();
    const anna = await newAgent("Anna", { colorScheme, reducedMotion: "reduce" });
    const looks = (state: string) => accessible(anna.page, state);
    await anna.page.goto(frontdesk.origin);
    await anna.page.getByRole("textbox", { name: "E-mail" }).press("Enter");
    await expect(anna.page.getByText("Enter your e-mail.")).toBeVisible();
    await looks("sign-in with an error");
    await anna.comesIn();
    await looks("empty inbox");
    await visitor.asksForAPerson();
    await expect(anna.offer()).toBeVisible();
    await looks("offer");
    await anna.accepts();
    await anna.says("Have a look at https://example.com/bikes");
    await visitor.says("I will");
    await expect(anna.bubble("I will")).toBeVisible();
    await looks("chat");
    await anna.page.setViewportSize({ width: 360, height: 740 });
    await looks("chat on a phone");
    await anna.page.setViewportSize({ width: 1280, height: 720 });
    await anna.page.getByRole("button", { name: "Account of Anna" }).click();
    await looks("menu");
    await anna.page.keyboard.press("Escape");
    await anna.page.getByRole("button", { name: "End session" }).click();
    await expect(anna.page.getByRole("dialog")).toBeVisible();
    await looks("asking before the end");
    await anna.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
    await expect(anna.page.getByText("This chat has ended")).toBeVisible();
    await looks("ended chat");
    await anna.page.locator("body").press("?");
    await expect(anna.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await looks("shortcuts");
  });
}

import type { Locator, Page } from "@playwright/test";
import de from "../../widget/src/languages/de.ts";
import ja from "../../widget/src/languages/ja.ts";
import { launcherLanguages } from "../../widget/src/languages/launcher.ts";
import sv from "../../widget/src/languages/sv.ts";
import { accessible } from "../accessible.ts";
import { expect, test } from "../frontdesk.ts";

type Texts = typeof sv;

const CHAT_FILES = /\/widget\/chat-[\w-]+\.js$/;
const SWEDISH_FILE = /\/widget\/chat-sv-[\w-]+\.js$/;

test.setTimeout(60_000);

/** As if the site's pages were written so: `<html lang>`, and `data-lang` in the script tag. */
async function written(page: Page, html: string, tag?: string): Promise<void> {
  await page.addInitScript(
    ([html, tag]) => {
      new MutationObserver(() => {
        const root = document.documentElement;
        if (root && root.lang !== html) root.lang = html;
        const script = document.querySelector<HTMLElement>("script[src$='frontdesk.js']");
        if (tag && script && !script.dataset.lang) script.dataset.lang = tag;
      }).observe(document, { childList: true, subtree: true });
    },
    [html, tag ?? ""] as const,
  );
}

const launcher = (page: Page) => page.locator("frontdesk-chat button[aria-haspopup=dialog]");
const panel = (page: Page) => page.locator("frontdesk-chat .fdc");

async function opens(page: Page): Promise<Locator> {
  await launcher(page).click();
  await expect(panel(page)).toBeVisible();
  return panel(page);
}

/** Up to the question for an e-mail address, which then waits. */
async function saysWho(window: Locator, texts: Texts): Promise<Locator> {
  await window.getByRole("button", { name: "Leasing for my company" }).click();
  const name = window.getByRole("textbox", { name: texts.answer_text });
  await name.press("Enter");
  await expect(name).toHaveAccessibleDescription(texts.need_text);
  await name.fill("Vera");
  await name.press("Enter");
  return window.getByRole("textbox", { name: texts.answer_email });
}

async function asksForAPerson(window: Locator, texts: Texts, email: Locator): Promise<void> {
  await email.fill("vera@example.com");
  await email.press("Enter");
  await window.getByRole("combobox", { name: texts.answer_pick }).selectOption("11 to 50");
  await window.getByRole("button", { name: texts.submit }).click();
  await window.getByRole("button", { name: "Yes, connect me" }).click();
}

test("checklist 35: the language is that of the setting, then of the page, then of the browser", async ({
  newVisitor,
}) => {
  for (const [html, tag, name, lang] of [
    ["de", "sv-FI", "Öppna chatten", "sv"],
    ["de-AT", undefined, "Chat öffnen", "de"],
    ["ar", undefined, "Ouvrir la discussion", "fr"],
    ["", undefined, "Ouvrir la discussion", "fr"],
    ["", "zh-TW", "開啟聊天", "zh-Hant"],
    ["en-GB", undefined, "Open chat", "en"],
  ] as const) {
    const { page, ...visitor } = await newVisitor({ locale: "fr-CA" });
    await written(page, html, tag);
    await page.goto(visitor.server.site);
    await expect(launcher(page)).toHaveAccessibleName(name);
    const window = await opens(page);
    await expect(window).toHaveAttribute("lang", lang);
  }
});

test("in Swedish a wrong e-mail is asked for again, and who finds nobody is told so, all in Swedish", async ({
  newVisitor,
}) => {
  const { page, server } = await newVisitor({ locale: "sv-SE" });
  await written(page, "");
  await page.goto(server.site);
  const window = await opens(page);
  await expect(window).toHaveRole("dialog");
  await expect(window.getByText(sv.status_bot, { exact: true })).toBeVisible();
  await expect(window.getByText(/^I dag, \d\d:\d\d$/)).toBeVisible();
  const email = await saysWho(window, sv);
  await email.fill("vera@-example-.com");
  await email.press("Enter");
  await expect(window.getByRole("log").getByText(sv.bad_not_an_email)).toBeVisible();
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(sv.bad_not_an_email);
  await asksForAPerson(window, sv, email);
  await expect(window.getByText(sv.fallback)).toBeVisible();
  await expect(window.getByText(sv.ended_fell_back)).toBeVisible();
  await page.reload();
  await opens(page);
  await expect(window.getByText(sv.fallback)).toBeVisible();
  await expect(window.getByText(sv.bad_not_an_email)).toBeVisible();
});

test("a language's file is loaded with the chat, and not on a closed idle page", async ({ newVisitor }) => {
  const visitor = await newVisitor({ locale: "sv-SE" });
  const { page } = visitor;
  await written(page, "sv");
  const loaded: string[] = [];
  page.on("request", (one) => CHAT_FILES.test(one.url()) && loaded.push(one.url()));
  await page.goto(visitor.server.site);
  await expect(page.getByText("Hi there!")).toBeVisible();
  expect(loaded).toEqual([]);
  await opens(page);
  expect(loaded.map((url) => SWEDISH_FILE.test(url))).toEqual([false, true]);
});

test("where a language's file does not come the chat speaks English", async ({ newVisitor }) => {
  const visitor = await newVisitor({ locale: "sv-SE" });
  const { page } = visitor;
  await written(page, "sv");
  await page.route(SWEDISH_FILE, (route) => route.abort());
  await page.goto(visitor.server.site);
  await launcher(page).click();
  await expect(visitor.window).toHaveAttribute("lang", "en");
  await visitor.chooses("Leasing for my company");
  await visitor.answers("Vera");
});

test("TARGET-11 the question for consent is in the visitor's language, and nothing is asked for it", async ({
  frontdesk,
  newAgent,
  newVisitor,
  request,
}) => {
  const olivia = await newAgent("Owner");
  const context = olivia.page.context();
  await olivia.session(context);
  const data = { consent_required: true, privacy_link: `${frontdesk.site}/contact.html` };
  const headers = { "x-frontdesk": "1" };
  const set = await context.request.put(`${frontdesk.origin}/api/console/website/privacy`, { data, headers });
  expect(set.status()).toBe(200);

  const { page } = await newVisitor({ locale: "sv-SE", reducedMotion: "reduce" });
  await written(page, "sv");
  const asked: string[] = [];
  page.on("request", (one) => one.url().startsWith(frontdesk.origin) && asked.push(one.url()));
  await page.goto(frontdesk.site);
  await launcher(page).click();
  const question = page.getByRole("dialog", { name: launcherLanguages.sv.consent });
  await expect(question.getByRole("link", { name: launcherLanguages.sv.privacy })).toBeVisible();
  await accessible(page, "the question in Swedish");
  expect(asked).toEqual([`${frontdesk.origin}/widget/frontdesk.js`]);
  await question.getByRole("button", { name: launcherLanguages.sv.agree }).click();
  await expect(panel(page)).toHaveAttribute("lang", "sv");

  data.consent_required = false;
  await context.request.put(`${frontdesk.origin}/api/console/website/privacy`, { data, headers });
  const loader = async (query: string) =>
    (await request.get(`${frontdesk.origin}/widget/frontdesk.js${query}`)).text();
  await expect.poll(() => loader("")).toContain(`"consent":false`);
  expect(await loader("")).not.toContain(launcherLanguages.sv.consent);
  expect(await loader("?consent")).toContain(`"consent":true`);
  expect(await loader("?consent")).toContain(launcherLanguages.sv.consent);
});

/** What of the window lies outside of it, or is not shown in full. */
const cut = (window: Locator) =>
  window.evaluate((panel) => {
    const box = panel.getBoundingClientRect();
    const parts = [...panel.querySelectorAll<HTMLElement>("*")].filter(
      (one) =>
        one.getClientRects().length && !one.matches(".fdc-hidden, .fdc-hidden *") && !one.closest("svg"),
    );
    return parts
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        const clipped =
          getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
        return clipped || left < box.left - 1 || right > box.right + 1;
      })
      .map((one) => one.outerHTML.slice(0, 120));
  });

for (const [locale, texts] of [
  ["de-DE", de],
  ["ja-JP", ja],
] as const) {
  test(`in ${locale} nothing is cut on a phone, and every state is accessible`, async ({
    newVisitor,
    anna,
  }) => {
    const viewport = { width: 320, height: 640 };
    const { page, server } = await newVisitor({ locale, viewport, reducedMotion: "reduce" });
    await written(page, locale);
    await page.goto(server.site);
    await expect(launcher(page)).toBeVisible();
    await accessible(page, "closed");
    const window = await opens(page);
    const looks = async (state: string) => {
      expect(await cut(window), state).toEqual([]);
      await accessible(page, state);
    };
    await expect(window.getByRole("button", { name: "Leasing for my company" })).toBeVisible();
    await looks("open");
    const email = await saysWho(window, texts);
    await email.press("Enter");
    await looks("a form with an error");
    await asksForAPerson(window, texts, email);
    await expect(window.getByText(texts.connecting)).toBeVisible();
    await looks("connecting");
    await anna.accepts();
    await expect(window.getByText(texts.joined.replace("{name}", "Anna"))).toBeVisible();
    await window.getByRole("textbox", { name: texts.write_label }).fill("a".repeat(4001));
    await expect(window.getByRole("alert")).toBeVisible();
    await looks("chat, with too long a message");
    await window.getByRole("button", { name: texts.menu }).click();
    await looks("menu");
    await window.getByRole("button", { name: texts.end_chat }).click();
    await looks("asking before the end");
    await window.getByRole("alertdialog").getByRole("button", { name: texts.end_yes }).click();
    await expect(window.getByText(texts.ended_visitor_ended)).toBeVisible();
    await looks("ended");
  });
}

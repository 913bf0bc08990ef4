import type { BrowserContext, Page, Request } from "@playwright/test";
import { accessible } from "../accessible.ts";
import type { Agent } from "../agent.ts";
import { chromium } from "../chromium.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";
import type { Server } from "../server.ts";

type Api = (command: string, ...args: unknown[]) => Promise<void>;

const COOKIE = "frontdesk_visitor";
const { args = [], ...launch } = chromium();

// Names of websites that all are on this machine.
test.use({ launchOptions: { ...launch, args: [...args, "--host-resolver-rules=MAP *.test 127.0.0.1"] } });
test.setTimeout(45_000);

/** Changes settings of the website, as somebody who may. */
async function set(server: Server, context: BrowserContext, method: string, path: string, data: object) {
  const sent = { method, data, headers: { "x-frontdesk": "1" } };
  const answer = await context.request.fetch(`${server.origin}/api/console/website${path}`, sent);
  expect(answer.status()).toBe(200);
}

const allow = (server: Server, context: BrowserContext, domain: string, subdomains: boolean) =>
  set(server, context, "POST", "/domains", { domain, subdomains });

/** The demo company's website under another name. */
const site = (server: Server, host: string) => `http://${host}:${new URL(server.site).port}`;

/** A dialogue for the pages of a host and those below it. */
async function publish(server: Server, context: BrowserContext, host: string): Promise<void> {
  const headers = { "x-frontdesk": "1" };
  const url = `${server.origin}/api/console/dialogues`;
  const data = {
    ...{ frontdesk_stream: 1, name: host, targets: [`http://*.${host}:*`], first: "ask" },
    cards: [
      { kind: "capture", id: "ask", text: `Welcome to ${host}`, input: "text", attribute: "person.interest" },
    ],
  };
  const saved = await context.request.post(url, { headers, data });
  expect(saved.status()).toBe(200);
  const { id } = (await saved.json()).dialogue;
  expect((await context.request.post(`${url}/${id}/publish`, { headers })).status()).toBe(200);
}

async function owner(newAgent: (name: string) => Promise<Agent>): Promise<Agent> {
  const olivia = await newAgent("Owner");
  await olivia.session(olivia.page.context());
  return olivia;
}

const token = (page: Page) => page.evaluate(() => localStorage.getItem("frontdesk.token"));
const viewed = (page: Page) => page.waitForResponse(/\/api\/visitor\/page-view$/);

test("TARGET-11 subdomains of a domain listed with them see one visitor; other domains see another", async ({
  frontdesk,
  newAgent,
  visitor,
}) => {
  const { page } = visitor;
  const context = (await owner(newAgent)).page.context();
  for (const host of ["shop.test", "other.test"]) await publish(frontdesk, context, host);
  await allow(frontdesk, context, "shop.test", true);
  await allow(frontdesk, context, "www.other.test", false);

  await page.goto(site(frontdesk, "www.shop.test"));
  await visitor.opens();
  await expect(visitor.line("Welcome to shop.test")).toBeVisible();
  await visitor.answers("Bicycles");
  const cookies = await page.context().cookies();
  expect(
    cookies.map(({ name, domain, sameSite, secure, httpOnly }) => ({
      name,
      domain,
      sameSite,
      secure,
      httpOnly,
    })),
  ).toEqual([{ name: COOKIE, domain: ".shop.test", sameSite: "Lax", secure: false, httpOnly: false }]);
  expect(await token(page)).toBeNull();

  let view = viewed(page);
  await page.goto(site(frontdesk, "docs.shop.test"));
  expect((await view).request().postDataJSON().token).toBe(cookies[0]?.value);

  view = viewed(page);
  await page.goto(site(frontdesk, "www.other.test"));
  expect((await view).request().postDataJSON().token).toBeNull();
  await expect(visitor.launcher).toBeVisible();
  expect(await token(page)).not.toBe(cookies[0]?.value);
  expect(await token(page)).toMatch(/^\w{64}$/);
  expect(await page.context().cookies()).toHaveLength(1);
});

test("TARGET-11 a page whose domain is taken off the list loses the chat, an open one too", async ({
  frontdesk,
  newAgent,
  visitor,
  anna,
}) => {
  const { page } = visitor;
  const context = (await owner(newAgent)).page.context();
  const socket = page.waitForEvent("websocket");
  await talk(visitor, anna);
  const closed = (await socket).waitForEvent("close");
  await allow(frontdesk, context, "shop.test", true);
  await closed;
  const refused = page.waitForEvent("requestfailed", (one) => /\/page-view$/.test(one.url()));
  await page.reload();
  await refused;
  await expect(visitor.launcher).toBeHidden();
});

/** As if the site's pages had the attribute in their script tag. */
function markScripts() {
  new MutationObserver(() => {
    document.querySelector("script[src$='frontdesk.js']")?.setAttribute("data-consent", "");
  }).observe(document, { childList: true, subtree: true });
}

for (const whose of ["the site's", "the admin's"]) {
  test(`TARGET-11 checklist 6: with consent required, ${whose} way, nothing is stored, asked or counted before`, async ({
    frontdesk,
    newAgent,
    newVisitor,
  }) => {
    const context = (await owner(newAgent)).page.context();
    if (whose === "the admin's") {
      const privacy = { consent_required: true, privacy_link: `${frontdesk.site}/contact.html` };
      await set(frontdesk, context, "PUT", "/privacy", privacy);
    }
    const visitor = await newVisitor({ reducedMotion: "reduce" });
    const { page } = visitor;
    if (whose === "the site's") await page.addInitScript(markScripts);
    const asked: Request[] = [];
    page.on("request", (one) => one.url().startsWith(frontdesk.origin) && asked.push(one));
    const kept = async () => [
      ...(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])),
      ...(await page.context().cookies()),
    ];
    const paths = () => asked.map((one) => new URL(one.url()).pathname);

    await visitor.visits();
    await visitor.launcher.hover();
    await visitor.launcher.click();
    const question = page.getByRole("dialog", { name: "Before you chat" });
    await expect(question.getByRole("button", { name: "Agree" })).toBeFocused();
    await expect(question.getByRole("link", { name: "Privacy policy" })).toHaveCount(
      whose === "the admin's" ? 1 : 0,
    );
    await accessible(page, "the question for consent");
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await expect(visitor.launcher).toBeFocused();
    expect(paths()).toEqual(["/widget/frontdesk.js"]);
    expect(await kept()).toEqual([]);

    await visitor.launcher.click();
    await question.getByRole("button", { name: "Agree" }).click();
    await expect(visitor.window).toBeVisible();
    await visitor.chooses("Leasing for my company");
    // The server has it: the conversation goes on after a reload.
    await expect(visitor.window.getByRole("textbox", { name: /^Your/ })).toBeVisible();
    expect(await kept()).toContain("frontdesk.consent");
    // It lasts.
    const first = page.waitForEvent("websocket");
    await page.reload();
    await expect(visitor.window).toBeVisible();
    // Else it might be taken for the next page's.
    await first;

    const socket = page.waitForEvent("websocket");
    await page.reload();
    const closed = (await socket).waitForEvent("close");
    await page.evaluate(() => (window as { Frontdesk?: Api }).Frontdesk?.("consent", false));
    await closed;
    expect(await kept()).toEqual([]);
    asked.length = 0;
    await expect(visitor.window).toBeHidden();
    await expect(visitor.launcher).toBeVisible();
    await page.evaluate(() => history.pushState(null, "", "/?another"));
    await page.reload();
    await expect(visitor.launcher).toBeVisible();
    expect(paths()).not.toContain("/api/visitor/page-view");

    await page.evaluate(() => (window as { Frontdesk?: Api }).Frontdesk?.("consent", true));
    await expect.poll(paths).toContain("/api/visitor/page-view");
  });
}

test("TARGET-11 the console: snippet, domains with what is wrong, consent and the audit log", async ({
  frontdesk,
  newAgent,
}) => {
  const { page } = await owner(newAgent);
  await page.goto(`${frontdesk.origin}/settings/website`);
  await expect(page.getByRole("textbox", { name: "Installation snippet" })).toHaveValue(
    `<script async src="${frontdesk.origin}/widget/frontdesk.js"></script>`,
  );
  await expect(page.getByText("No domain is allowed yet")).toBeVisible();
  const domain = page.getByRole("textbox", { name: "Domain", exact: true });
  const add = page.getByRole("button", { name: "Allow the domain" });
  for (const [typed, told] of [
    ["", "Enter a domain."],
    ["https://example.com/", "without https://"],
    ["example.com:81", "without a port"],
    ["*.example.com", "without *"],
    ["exa mple", "This is not a domain"],
    ["127.0.0.1", "An address has no subdomains"],
    ["co.uk", "belong to others"],
  ] as const) {
    await domain.fill(typed);
    await add.click();
    await expect(page.getByText(told)).toBeVisible();
    await expect(domain).toHaveAttribute("aria-invalid", "true");
  }
  await accessible(page, "a fault");
  await domain.fill("Example.com");
  await domain.press("Enter");
  const listed = page.getByRole("list", { name: "Allowed domains" }).getByRole("listitem");
  await expect(listed).toHaveText(/example\.com/);
  await expect(domain).toHaveValue("");
  const subdomains = listed.getByRole("switch", { name: "example.com: with its subdomains" });
  await expect(subdomains).toBeChecked();
  await subdomains.press("Space");
  await expect(subdomains).not.toBeChecked();

  await page.getByRole("switch", { name: "Visitors have to agree first" }).press("Space");
  const link = page.getByRole("textbox", { name: "Privacy policy" });
  await link.fill("example.com/privacy");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter the whole address")).toBeVisible();
  await link.fill("https://example.com/privacy");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter the whole address")).toBeHidden();

  await listed.getByRole("button", { name: "Remove example.com" }).click();
  const sure = page.getByRole("dialog", { name: "Remove example.com?" });
  await accessible(page, "the question before removing");
  await sure.getByRole("button", { name: "Cancel" }).click();
  await expect(listed).toHaveCount(1);
  await listed.getByRole("button", { name: "Remove example.com" }).click();
  await sure.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(listed).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("switch", { name: "Visitors have to agree first" })).toBeChecked();
  await expect(link).toHaveValue("https://example.com/privacy");

  await page.goto(`${frontdesk.origin}/settings/audit`);
  const log = page.getByRole("list", { name: "Audit log" });
  for (const told of [
    "Domain example.com removed",
    "Domain example.com allowed",
    "With subdomains: yes → no",
  ]) {
    await expect(log.getByText(told).first()).toBeVisible();
  }
  await expect(log.getByText("Visitors have to agree first: no → yes")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`checklist 67: the website's settings are accessible and cut nothing, in ${colorScheme}, on a phone too`, async ({
    frontdesk,
    newAgent,
  }) => {
    const { page } = await owner(newAgent);
    await page.emulateMedia({ colorScheme });
    await allow(frontdesk, page.context(), "a-rather-long-name-of-a-domain.example.com", true);
    for (const size of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await page.goto(`${frontdesk.origin}/settings/website`);
      await expect(page.getByRole("heading", { name: "Allowed domains" })).toBeVisible();
      await accessible(page, `website, ${colorScheme}, ${size.width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    }
  });
}

test("PERM-1 who may not manage privacy and security has no page of it", async ({ frontdesk, anna }) => {
  await anna.page.goto(`${frontdesk.origin}/settings/website`);
  await expect(anna.page.getByText("It needs the permission “Manage privacy and security”")).toBeVisible();
  await expect(anna.page.getByRole("link", { name: "Website" })).toHaveCount(0);
});

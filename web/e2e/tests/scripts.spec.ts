import { colleague } from "../console.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";
import { ask, caller, inert, namesOfMany, plain, quiet, shows } from "../inert.ts";
import { SCRIPTS } from "../scripts.ts";

// I9: no script of another person runs. Every text that another person sees, in widget and console under the policies
// that are served; besides, nothing may be asked of a server that the policies forbid (`newBrowser` sees to that).
test.use({ flags: ["--no-rate-limits"] });
test.setTimeout(120_000);

test("I9: scripts in the words of both sides stay words", async ({ visitor, anna }) => {
  expect(SCRIPTS.length).toBeGreaterThanOrEqual(150);
  for (const person of [visitor, anna]) quiet(person.page);
  await talk(visitor, anna);
  for (const person of [visitor, anna]) {
    for (let from = 0; from < SCRIPTS.length; from += 10) {
      await person.composer.fill(SCRIPTS.slice(from, from + 10).join("\n"));
      await person.composer.press("Enter");
    }
  }
  for (const person of [visitor, anna]) {
    await shows(person.log, SCRIPTS);
    await inert(person.page.locator("html"));
  }
});

test("I9: scripts in names and addresses of pages stay text: offers, lists, details", async ({
  anna,
  newAgent,
  newBrowser,
}) => {
  quiet(anna.page);
  const site = await (await newBrowser()).newPage();
  await site.goto(anna.server.site);
  const offers = anna.offers.getByRole("group");
  // Each as a name of its own; then, for what one conversation shows at a time, as many in a name as it holds.
  const long = namesOfMany(490);
  const all = [...SCRIPTS, ...long];
  for (let from = 0; from < all.length; from += 10) {
    const names = all.slice(from, from + 10);
    await Promise.all(names.map((name) => ask(site, anna.server, name)));
    await expect(offers).toHaveCount(names.length);
    await shows(anna.offers, names);
    await inert(anna.page.locator("html"));
    await site.evaluate(() => window.dispatchEvent(new Event("give-up")));
    await expect(offers).toHaveCount(0);
  }

  const owner = await newAgent("Owner");
  quiet(owner.page);
  await owner.session(owner.page.context());
  await owner.page.goto(`${owner.server.origin}/conversations`);
  const list = owner.page.getByRole("list", { name: "Conversations" });
  const rows = list.getByRole("link");
  await expect(rows).not.toHaveCount(0);
  while ((await rows.count()) < all.length) {
    const before = await rows.count();
    await owner.page.getByRole("button", { name: "Show older ones" }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  await shows(list, all);
  await inert(owner.page.locator("html"));
  const details = owner.page.getByRole("complementary", { name: "Visitor details" });
  const unseen = new Set(long.map(plain));
  // Those who came last are first, in any order of ten.
  for (const row of (await rows.all()).slice(0, long.length + 10)) {
    await row.click();
    const name = await row.locator("bdi").first().innerText();
    await shows(details, [name]);
    await inert(details);
    unseen.delete(plain(name));
  }
  expect([...unseen]).toEqual([]);
});

test("I9: scripts in what staff write stay text: cards, agents' names, users, audit log", async ({
  anna,
  visitor,
  newAgent,
}) => {
  const owner = await newAgent("Owner");
  for (const { page } of [anna, visitor, owner]) quiet(page);
  await owner.session(owner.page.context());
  const call = caller(owner);
  // Braces in a card's text are tokens: those that name nothing are refused when it is published (STREAM-1).
  const texts = SCRIPTS.filter((text) => !text.includes("{{"));
  const cards = texts.map((text, at) => ({
    kind: "message",
    id: `m${at}`,
    text,
    next: `m${at + 1}`,
    poke: at === 0,
  }));
  const choices = texts.slice(0, 20).map((label) => ({ label, next: "bye" }));
  const last = { kind: "question", id: `m${texts.length}`, text: "Which?", choices };
  const stream = {
    ...{
      frontdesk_stream: 1,
      name: texts[0],
      targets: [`${owner.server.site}/contact.html`],
      priority: 1,
      first: "m0",
    },
    cards: [...cards, last, { kind: "message", id: "bye", text: "Bye.", next: null }],
  };
  const { rows: others } = await call("GET", "/api/console/dialogues");
  for (const { id } of others) await call("POST", `/api/console/dialogues/${id}/unpublish`, {});
  const { dialogue } = await call("POST", "/api/console/dialogues", stream);
  await call("POST", `/api/console/dialogues/${dialogue.id}/publish`, {});
  await visitor.visits("/contact.html");
  await expect(visitor.poke).toBeVisible();
  await inert(visitor.poke);
  await visitor.opens();
  await shows(visitor.log, texts);
  await shows(
    visitor.window,
    choices.map(({ label }) => label),
  );
  await inert(visitor.page.locator("html"));

  for (const [at, name] of SCRIPTS.entries()) {
    const user = { email: `u${at}@example.com`, name: name.slice(0, 80), profiles: [], takes_chats: false };
    await call("POST", "/api/console/users", user);
  }
  const names = SCRIPTS.map((name) => name.slice(0, 80));
  for (const [path, list] of [
    ["/settings/users", "Users"],
    ["/settings/audit", "Audit log"],
  ] as const) {
    await owner.page.goto(owner.server.origin + path);
    const entries = owner.page.getByRole("list", { name: list }).getByRole("listitem");
    while ((await entries.count()) < SCRIPTS.length) {
      const before = await entries.count();
      await owner.page.getByRole("button", { name: /^(More|Show older ones)$/ }).click();
      await expect.poll(() => entries.count()).toBeGreaterThan(before);
    }
    await shows(owner.page.getByRole("list", { name: list }), names);
    await inert(owner.page.locator("html"));
  }
});

test("I9: scripts in the fallback message stay text, with form and without", async ({
  anna,
  visitor,
  newAgent,
}) => {
  const owner = await newAgent("Owner");
  for (const { page } of [anna, visitor, owner]) quiet(page);
  await owner.session(owner.page.context());
  const call = caller(owner);
  const forms = [{}, { bold: true }, { italic: true }, { link: "https://demo.example/" }];
  let last: string[] = [];
  for (const text of namesOfMany(900)) {
    last = [text];
    const line = forms.map((form, at) => ({
      text: text.slice((at * 900) / 4, ((at + 1) * 900) / 4),
      ...form,
    }));
    const message = [{ kind: "bullets", lines: [line.filter((span) => span.text !== "")] }];
    await call("PUT", "/api/console/routing/fallback", { message, include_meeting_booking: false });
    await owner.page.goto(`${owner.server.origin}/settings/fallback`);
    await shows(owner.page.getByRole("textbox", { name: "Message" }), last);
    await shows(owner.page.locator("section", { hasText: "As the visitor sees it." }), last);
    await inert(owner.page.locator("html"));
  }
  await anna.page.getByRole("switch").press("Space");
  await visitor.asksForAPerson({}, "No agent was free to take the chat");
  await shows(visitor.log, last);
  await inert(visitor.page.locator("html"));
});

test("I9: scripts in what the house is set up with stay text: profiles, tokens, attributes, faults", async ({
  newAgent,
  newBrowser,
}) => {
  const owner = await newAgent("Owner");
  const { page, server } = owner;
  quiet(page);
  await owner.session(page.context());
  const call = caller(owner);
  // One user makes at most 100 tokens.
  const second = await colleague(server, newBrowser, page, { name: "Second", profiles: ["owner"] });
  const callers = [call, caller({ page: second, server })] as const;
  // Upper and lower case make no other name.
  const names = namesOfMany(96).map((name, at) => `${at} ${name}`);
  for (const [at, name] of names.entries()) {
    const given = { name, permissions: ["view_dialogues"] };
    await call("POST", "/api/console/profiles", given);
    await callers[at < 100 ? 0 : 1]("POST", "/api/console/tokens", given);
  }
  for (const name of SCRIPTS) {
    const data = { name: `person.${name}`, kind: "text" };
    const headers = { "x-frontdesk": "1" };
    const refused = await page.request.post(`${server.origin}/api/console/attributes`, { data, headers });
    expect(refused.status(), name).toBe(400);
  }
  const values = SCRIPTS.filter((text) => !/\p{Cc}/u.test(text)).map((text, at) => `${at} ${text}`);
  await call("POST", "/api/console/attributes", { name: "person.words", kind: "pick_list", values });
  const lists = [
    ["/settings/profiles", "Profiles", names],
    ["/settings/tokens", "API tokens", names],
    ["/settings/attributes", "Attributes", values],
  ] as const;
  for (const [path, label, texts] of lists) {
    await page.goto(server.origin + path);
    const list = page.getByRole("list", { name: label });
    await expect(list.getByRole("listitem")).not.toHaveCount(0);
    const more = page.getByRole("button", { name: "More", exact: true });
    while (await more.isVisible()) {
      const before = await list.getByRole("listitem").count();
      await more.click();
      await expect.poll(() => list.getByRole("listitem").count()).toBeGreaterThan(before);
    }
    await shows(list, texts);
    await inert(page.locator("html"));
    // What one is opened in, with its name as heading or value.
    await list.getByRole("button").last().click();
    await inert(page.getByRole("dialog"));
    await inert(page.locator("html"));
  }

  // Each response leads nowhere, which is told by its words.
  const question = (label: string) => ({ kind: "question", id: label, text: label, choices: [{ label }] });
  const cards = SCRIPTS.map(question);
  const draft = { frontdesk_stream: 1, name: SCRIPTS[0], targets: SCRIPTS, first: SCRIPTS[0], cards };
  const { dialogue } = await call("POST", "/api/console/dialogues", draft);
  await page.goto(`${server.origin}/dialogues/${dialogue.id}`);
  const faults = page.getByRole("list", { name: "What stands against publishing" });
  await shows(
    faults,
    SCRIPTS.map((label) => `“${label}” leads nowhere.`),
  );
  await inert(page.locator("html"));
});

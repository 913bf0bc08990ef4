import { talk } from "../conversations.ts";
import { commands } from "../frames.ts";
import { expect, test } from "../frontdesk.ts";
import { ask, caller, inert, namesOfMany, quiet, shows } from "../inert.ts";
import { SCRIPTS } from "../scripts.ts";

// I9: no script of another person runs, in what decides who gets a chat, and in what colleagues tell each other about one.
test.use({ flags: ["--no-rate-limits"] });
test.setTimeout(120_000);

/** Lists and names have one line each. */
const ON_A_LINE = namesOfMany(90).map((name, at) => `${at} ${name.replaceAll(/[\t\n]/g, " ")}`);

test("I9: scripts in teams, rules, criteria, and what would be decided by them stay text", async ({
  newAgent,
}) => {
  const owner = await newAgent("Owner");
  const { page, server } = owner;
  quiet(page);
  await owner.session(page.context());
  const call = caller(owner);
  const { agents } = await call("GET", "/api/console/agents");
  const anna = agents.find(({ name }: { name: string }) => name === "Anna").id;
  const rule = (about: object) =>
    call("POST", "/api/console/rules", { enabled: true, agents: [anna], ...about });
  const teams = await Promise.all(
    ON_A_LINE.map((name) => call("POST", "/api/console/teams", { name, agents: [anna] })),
  );
  await Promise.all(ON_A_LINE.map((name) => rule({ name })));
  const descriptions = namesOfMany(900);
  const values = namesOfMany(200);
  const described: string[] = [];
  for (const [at, description] of descriptions.entries()) {
    const tests = values
      .filter((_, other) => other % descriptions.length === at)
      .map((value) => ({ test: { attribute: "person.last_name", operator: { is: value } } }));
    described.push((await rule({ name: `Described ${at}`, description, criteria: { any: tests } })).id);
  }

  await page.goto(`${server.origin}/settings/teams`);
  await shows(page.getByRole("list", { name: "Teams" }), ON_A_LINE);
  await inert(page.locator("html"));
  await page.goto(`${server.origin}/settings/teams/${teams.at(-1).id}`);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(ON_A_LINE.at(-1) ?? "");
  await inert(page.locator("html"));
  await page.goto(`${server.origin}/settings/rules`);
  await shows(page.getByRole("list", { name: "Custom rules" }), [...ON_A_LINE, ...descriptions, ...values]);
  await inert(page.locator("html"));
  await page.goto(`${server.origin}/settings/rules/${described[0]}`);
  await expect(page.getByLabel("Test 1: value")).toHaveValue(values[0] ?? "");
  await inert(page.locator("html"));

  await page.goto(`${server.origin}/settings/what-if`);
  await page.getByLabel("Its value, 1").fill("pia@x.example");
  await page.getByRole("button", { name: "Who gets the chat?" }).click();
  await shows(page.getByRole("list", { name: "What would be decided, in order" }), [...ON_A_LINE, ...values]);
  await page.getByText("A draft").click();
  await shows(page.locator("main"), ON_A_LINE);
  await inert(page.locator("html"));

  await page.goto(`${server.origin}/settings/audit`);
  const entries = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  const older = page.getByRole("button", { name: /^(More|Show older ones)$/ });
  await expect(entries).not.toHaveCount(0);
  while (await older.isVisible()) {
    const before = await entries.count();
    await older.click();
    await expect.poll(() => entries.count()).toBeGreaterThan(before);
  }
  await shows(page.getByRole("list", { name: "Audit log" }), [...ON_A_LINE, ...descriptions, ...values]);
  await inert(page.locator("html"));
});

test("I9: scripts in companies, lists and domains stay text, in files of them too", async ({ newAgent }) => {
  const owner = await newAgent("Owner");
  const { page, server } = owner;
  quiet(page);
  await owner.session(page.context());
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const good = ON_A_LINE.map((name, at) => `${cell(name)},c${at}.example,anna@demo.example`);
  const bad = ON_A_LINE.map((name) => `${cell(name)},no domain,anna@demo.example`).slice(0, 100);
  const companies = [["company,domain,owner", ...good, ...bad].join("\n")];

  await page.goto(`${server.origin}/settings/accounts`);
  await page.getByRole("button", { name: "Upload" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload companies" });
  const file = { name: `${SCRIPTS[1]}.csv`, mimeType: "text/csv", buffer: Buffer.from(companies.join()) };
  await dialog.getByLabel("CSV file").setInputFiles(file);
  await dialog.getByRole("button", { name: "Look at the file" }).click();
  await shows(dialog, [...bad, ...ON_A_LINE.slice(0, 20)]);
  await inert(page.locator("html"));
  await dialog.getByRole("button", { name: "Import the good lines" }).click();
  await expect(dialog).toBeHidden();
  const list = page.getByRole("list", { name: "Account routing" });
  await expect(list.getByRole("listitem")).not.toHaveCount(0);
  while ((await list.getByRole("listitem").count()) < ON_A_LINE.length) {
    const before = await list.getByRole("listitem").count();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await expect.poll(() => list.getByRole("listitem").count()).toBeGreaterThan(before);
  }
  await shows(list, ON_A_LINE);
  await inert(page.locator("html"));

  // No script is the name of a list or a domain.
  const refused = async (method: string, path: string, data: object) => {
    const headers = { "x-frontdesk": "1" };
    const answer = await page.request.fetch(server.origin + path, { method, data, headers });
    expect(answer.status(), `${path} ${JSON.stringify(data)}`).toBe(400);
  };
  const tried = SCRIPTS.flatMap((script) => [
    refused("POST", "/api/console/lists", { name: `list.${script}` }),
    refused("POST", "/api/console/website/domains", { domain: script, subdomains: false }),
    refused("PUT", "/api/console/routing/blocked-domains", { domains: [script] }),
  ]);
  await Promise.all(tried);
  for (const path of ["website", "blocked-domains"]) {
    await page.goto(`${server.origin}/settings/${path}`);
    const domain = page.getByRole("textbox", { name: "Domain" });
    await domain.fill(SCRIPTS[0] ?? "");
    await domain.press("Enter");
    await expect(domain).toHaveAttribute("aria-invalid", "true");
    await inert(page.locator("html"));
  }

  await caller(owner)("POST", "/api/console/lists", { name: "list.guests" });
  await page.goto(`${server.origin}/settings/lists/guests`);
  // Of a line its first value is told.
  const lines = SCRIPTS.filter((text) => /^[^"'\s,;@][^,;\t\n]{0,98}$/.test(text) && !text.endsWith('"'));
  expect(lines.length).toBeGreaterThan(100);
  for (const some of [lines.slice(0, 99), lines.slice(-99)]) {
    await page.getByRole("textbox", { name: "E-mail addresses" }).fill(["@", ...some].join("\n"));
    await page.getByRole("button", { name: "Add people" }).click();
    await shows(page.locator("main"), some);
    await inert(page.locator("html"));
  }
});

test("I9: scripts in what colleagues tell each other about a chat stay text: notes, reasons", async ({
  anna,
  newAgent,
  visitor,
}) => {
  const ben = await newAgent("Ben");
  for (const person of [anna, ben, visitor]) quiet(person.page);
  await ben.comesIn();
  await talk(visitor, anna);
  const { conversation } = anna;
  const notes = namesOfMany(990);
  const reasons = namesOfMany(195);
  const { id } = await caller(ben)("GET", "/api/console/session");
  for (const [at, reason] of reasons.entries()) {
    const note = notes[at] ?? "";
    await commands(anna.page, anna.server, { type: "transfer", conversation, to: { agent: id }, note });
    if (note !== "") {
      await shows(ben.offers, [note]);
      await inert(ben.page.locator("html"));
    }
    await commands(ben.page, ben.server, { type: "decline", conversation, reason });
  }
  await shows(anna.log, [...notes, ...reasons]);
  await inert(anna.page.locator("html"));
  await inert(visitor.page.locator("html"));
});

test("I9: scripts in requests that were missed stay text, and why nobody got them", async ({
  newAgent,
  newBrowser,
}) => {
  const owner = await newAgent("Owner");
  const { page, server } = owner;
  quiet(page);
  await owner.session(page.context());
  const call = caller(owner);
  const [script = "", team = ""] = ON_A_LINE;
  const { agents } = await call("GET", "/api/console/agents");
  const [{ id: agent }] = agents;
  const given = { name: script.slice(0, 80), profiles: ["live_agent"], takes_chats: false };
  await call("PUT", `/api/console/users/${agent}`, given);
  const { id } = await call("POST", "/api/console/teams", { name: team, agents: [agent] });
  const { rows } = await call("GET", "/api/console/dialogues");
  const welcome = rows.find((one: { name: string }) => one.name === "Harbour Bikes welcome").id;
  const file = await call("GET", `/api/console/dialogues/${welcome}/file`);
  for (const card of file.cards) if (card.kind === "live_chat") card.route = { team: id };
  await call("POST", "/api/console/dialogues", file);
  await call("POST", `/api/console/dialogues/${welcome}/publish`, {});
  const site = await (await newBrowser()).newPage();
  await site.goto(server.site);
  const names = namesOfMany(490);
  await Promise.all(names.map((name) => ask(site, server, name)));

  await page.goto(`${server.origin}/conversations/missed`);
  const missed = page.getByRole("list", { name: "Missed requests" });
  await shows(missed, [...names, script.slice(0, 80), team]);
  await inert(page.locator("html"));
  await missed.getByRole("link").first().click();
  await page.getByRole("log").getByRole("button", { name: "Why nobody?" }).click();
  const why = page.getByRole("dialog", { name: "Why nobody?" });
  await why.getByText("What was known of the visitor").click();
  await shows(why, [script.slice(0, 80), team]);
  await inert(page.locator("html"));
});

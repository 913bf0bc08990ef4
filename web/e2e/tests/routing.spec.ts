import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(120_000);

const SIZES = [
  [1280, "light"],
  [390, "dark"],
] as const;

const nothingIsCut = async (page: Page, state: string) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `nothing is cut: ${state}`).toBeLessThanOrEqual(0);
};

const rows = (page: Page, name: string) => page.getByRole("list", { name }).getByRole("listitem");

test("ROUTE-9 the admin's own words keep their form for the visitor and in the conversation", async ({
  frontdesk,
  newBrowser,
  newVisitor,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const message = [
    { kind: "paragraph", lines: [[{ text: "Back " }, { text: "at nine", bold: true, italic: true }]] },
    {
      kind: "numbers",
      lines: [[{ text: "Our hours", link: "https://demo.example/hours" }], [{ text: "<b>Plain</b>" }]],
    },
  ];
  const wanted = { message, include_meeting_booking: false };
  await call(owner.context(), frontdesk, "PUT", "routing/fallback", wanted);
  const visitor = await newVisitor({ viewport: { width: 390, height: 800 } });
  await visitor.asksForAPerson({}, "No agent was free to take the chat");
  await owner.goto(`${frontdesk.origin}/conversations`);
  await owner.getByRole("link", { name: /Vera/ }).first().click();
  const transcript = owner.getByRole("log");
  for (const log of [visitor.log, transcript]) {
    await expect(log.locator("strong em, em strong")).toHaveText("at nine");
    await expect(log.getByRole("listitem").filter({ hasText: "<b>Plain</b>" }).last()).toBeVisible();
    await expect(log.getByRole("link", { name: /^Our hours/ })).toHaveAttribute(
      "href",
      "https://demo.example/hours",
    );
  }
  await accessible(visitor.page, "the fallback with form");
});

for (const [width, colorScheme] of SIZES) {
  test(`ROUTE-2 agents are seen as they stand, and put in order by keys, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
    anna,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/agents`);
    const agents = rows(page, "Agents");
    const row = (name: string) => agents.filter({ hasText: `${name.toLowerCase()}@demo.example` });
    await expect(row("Anna")).toContainText("Can take a chat");
    await expect(row("Anna")).toContainText("Available round the clock, by the schedule");
    await expect(row("Anna")).toContainText(/0 of \d+ chats/);
    await expect(row("Ben")).toContainText("No console open");
    await expect(agents.filter({ hasText: "Next" })).toHaveCount(1);
    await accessible(page, "the ring");
    await nothingIsCut(page, "the ring");

    // What changes there is seen here by itself.
    await anna.page.getByRole("switch").press("Space");
    await expect(row("Anna")).toContainText(/Unavailable until .*; the schedule says available/);

    const order = async () => {
      const ring = await call<{ agents: { name: string }[] }>(page.context(), frontdesk, "GET", "agents");
      return ring.agents.map(({ name }) => name);
    };
    const before = await order();
    const [first = "", second = ""] = before;
    const grip = page.getByRole("button", { name: new RegExp(`^Move ${second}, now 2 of`) });
    await grip.press("ArrowUp");
    await expect.poll(order).toEqual([second, first, ...before.slice(2)]);
    await expect(page.getByRole("button", { name: new RegExp(`^Move ${second}, now 1 of`) })).toBeFocused();
    await page.getByRole("button", { name: `Move ${second} down` }).press("Enter");
    await expect.poll(order).toEqual(before);

    const whoFirst = page.getByRole("combobox", { name: "Who is asked first" });
    await expect(whoFirst).toHaveValue("turn");
    await whoFirst.selectOption("Who has the fewest chats");
    await expect(page.getByText("The order is kept.")).toBeVisible();
    await page.reload();
    await expect(whoFirst).toHaveValue("least_busy");

    await page.getByRole("button", { name: "Limit of Anna" }).press("Enter");
    const limit = page.getByRole("dialog", { name: "Limit of Anna" });
    await limit.getByRole("radio", { name: "Their own" }).press("Space");
    await limit.getByRole("textbox", { name: "Chats at once" }).fill("0");
    await limit.getByRole("button", { name: "Save" }).press("Enter");
    await expect(limit.getByText("Enter a number from 1 to 100.")).toBeVisible();
    await accessible(page, "a limit that is none");
    await limit.getByRole("textbox", { name: "Chats at once" }).fill("3");
    await limit.getByRole("button", { name: "Save" }).press("Enter");
    await expect(row("Anna")).toContainText("0 of 3 chats");
    await page.getByRole("button", { name: "Limit of Anna" }).press("Enter");
    await limit.getByRole("radio", { name: "As everybody" }).press("Space");
    await limit.getByRole("button", { name: "Save" }).press("Enter");
    await expect(row("Anna")).toContainText("0 of 10 chats");

    await page.getByRole("searchbox", { name: "Search by name or e-mail" }).fill("anna");
    await expect(agents).toHaveCount(1);
    await expect(page.getByRole("button", { name: /^Move / })).toHaveCount(0);
    await page.getByRole("searchbox").fill("nobody");
    await expect(page.getByText("Nobody is called so.")).toBeVisible();
    await page.getByRole("searchbox").fill("anna");
    await page.getByRole("link", { name: "Availability of Anna" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Availability of Anna" })).toBeVisible();
  });

  test(`ROUTE-5 a team is made, changed and deleted by keyboard, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
    anna,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/teams`);
    await expect(page.getByText("There are no teams yet.")).toBeVisible();
    await accessible(page, "no teams");
    await page.getByRole("link", { name: "New team" }).press("Enter");
    const save = page.getByRole("button", { name: "Save" });
    await save.press("Enter");
    const name = page.getByRole("textbox", { name: "Name" });
    await expect(name).toBeFocused();
    await expect(name).toHaveAccessibleDescription(/Enter a name/);
    await name.fill("Sales");
    const pick = page.getByRole("combobox", { name: "Add an agent" });
    for (const who of ["ben", "anna"]) {
      await pick.fill(who);
      await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
    }
    await accessible(page, "a team with two");
    await nothingIsCut(page, "a team with two");
    await save.press("Enter");
    await expect(page.getByText("The team Sales was saved")).toBeVisible();
    await expect(rows(page, "Teams")).toHaveText([/Sales2 members/]);
    await accessible(page, "one team");

    await page.getByRole("link", { name: "Edit team Sales" }).press("Enter");
    const members = rows(page, "Members");
    await expect(members).toHaveText([/^Ben.*No console open/, /^Anna.*Can take a chat/]);
    await page.getByRole("button", { name: /^Move Anna, / }).press("ArrowUp");
    await expect(members).toHaveText([/^Anna/, /^Ben/]);
    await page.getByRole("button", { name: "Remove Ben" }).press("Enter");
    await expect(members).toHaveText([/^Anna/]);
    await name.fill("Northern sales");
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect(name).toHaveValue("Northern sales");
    await page.getByRole("link", { name: "Your profile" }).click();
    await page
      .getByRole("dialog", { name: "Leave without saving?" })
      .getByRole("button", { name: "Cancel" })
      .click();
    await save.press("Enter");
    await expect(rows(page, "Teams")).toHaveText([/Northern sales1 member/]);

    // What it is used by is told before it goes.
    const [team] = await call<{ id: string }[]>(page.context(), frontdesk, "GET", "teams");
    const rule = { name: "The north", enabled: true, criteria: null, agents: [], teams: [team?.id] };
    await call(page.context(), frontdesk, "POST", "rules", rule);
    await page.getByRole("button", { name: "Delete Northern sales" }).press("Enter");
    const asked = page.getByRole("dialog", { name: "Delete the team Northern sales?" });
    await expect(asked.getByText(/^Custom rules that lose it/)).toBeVisible();
    await expect(asked.getByText("The north")).toBeVisible();
    await accessible(page, "asked before a team goes");
    await asked.getByRole("button", { name: "Delete" }).press("Enter");
    await expect(page.getByText("There are no teams yet.")).toBeVisible();
    await expect(anna.page.getByRole("heading", { name: "Inbox" })).toBeAttached();
  });

  test(`ROUTE-9 the fallback is set and seen, domains are blocked, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/fallback`);
    await expect(page.getByText(/nobody can take your chat right now/)).toBeVisible();
    await accessible(page, "the standard words");
    await page.getByRole("radio", { name: "My own" }).press("Space");
    const text = page.getByRole("textbox", { name: "Message" });
    await text.press("ControlOrMeta+a");
    await text.press("Delete");
    const save = page.getByRole("button", { name: "Save", exact: true });
    await save.press("Enter");
    await expect(text).toBeFocused();
    await expect(text).toHaveAccessibleDescription(/Enter a message/);
    await accessible(page, "no words");
    const preview = page.locator("section").filter({ has: page.getByRole("heading", { name: "Preview" }) });
    await text.pressSequentially("Back ");
    await text.press("ControlOrMeta+b");
    await expect(page.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
    await text.pressSequentially("at nine");
    await text.press("ControlOrMeta+b");
    await text.pressSequentially(", see https://help.demo.example");
    await text.press("Enter");
    await page.getByRole("button", { name: "Bulleted list" }).press("Enter");
    await text.pressSequentially("Our hours: ");
    await text.press("ControlOrMeta+k");
    const address = page.getByRole("textbox", { name: "Address of the link" });
    await expect(address).toBeFocused();
    await accessible(page, "a link");
    await address.fill("nowhere");
    await address.press("Enter");
    await expect(address).toHaveAccessibleDescription(/no address/);
    await address.fill("demo.example/hours");
    await address.press("Enter");
    await expect(text).toBeFocused();
    await expect(preview.locator("strong")).toHaveText("at nine");
    await expect(preview.getByRole("link", { name: "https://help.demo.example" })).toBeVisible();
    await expect(preview.getByRole("listitem")).toHaveText("Our hours: https://demo.example/hours");
    await expect(preview.getByRole("listitem").getByRole("link")).toHaveAttribute(
      "href",
      "https://demo.example/hours",
    );
    await page.getByRole("switch", { name: "Include meeting booking" }).press("Space");
    await accessible(page, "my own words");
    await nothingIsCut(page, "my own words");
    await save.press("Enter");
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await expect(page.getByText("Not saved yet")).toBeHidden();
    await page.reload();
    await expect(text.locator("strong")).toHaveText("at nine");
    await expect(text.getByRole("listitem")).toHaveText("Our hours: https://demo.example/hours");
    await expect(page.getByText("Not saved yet")).toBeHidden();
    await expect(page.getByRole("switch", { name: "Include meeting booking" })).toBeChecked();
    await page.getByRole("radio", { name: "The standard ones" }).check();
    await save.press("Enter");
    await expect(page.getByText("Not saved yet")).toBeHidden();

    await page.goto(`${frontdesk.origin}/settings/blocked-domains`);
    await expect(page.getByText("No domain is blocked.")).toBeVisible();
    const domain = page.getByRole("textbox", { name: "Domain" });
    await domain.fill("no domain");
    await domain.press("Enter");
    await expect(domain).toBeFocused();
    await expect(domain).toHaveAttribute("aria-invalid", "true");
    await accessible(page, "no domain");
    await domain.fill("@Rival.example");
    await domain.press("Enter");
    await expect(rows(page, "Blocked e-mail domains")).toHaveText(["rival.example"]);
    await accessible(page, "one domain");
    await nothingIsCut(page, "one domain");
    await page.getByRole("button", { name: "Remove rival.example" }).press("Enter");
    const asked = page.getByRole("dialog", { name: "No longer block rival.example?" });
    await asked.getByRole("button", { name: "Unblock" }).press("Enter");
    await expect(page.getByText("No domain is blocked.")).toBeVisible();
  });
}

test("what sends visitors to an agent is told before they are deactivated", async ({
  frontdesk,
  newBrowser,
  anna,
  visitor,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const owner = page.context();
  await visitor.asksForAPerson();
  await anna.accepts();
  const me = await call<{ id: string }>(anna.page.context(), frontdesk, "GET", "session");
  await call(owner, frontdesk, "POST", "teams", { name: "Sales", agents: [me.id] });
  await call(owner, frontdesk, "POST", "accounts", { name: "Acme", domain: "acme.example", owner: me.id });
  await page.goto(`${frontdesk.origin}/settings/users`);
  await page.getByRole("button", { name: "Edit Anna" }).click();
  await page.getByRole("checkbox", { name: "Live agent" }).uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  const losing = page.getByRole("dialog", { name: "Anna takes no more live chats?" });
  await expect(losing.getByText("1 chat", { exact: true })).toBeVisible();
  await accessible(page, "asked before a user loses the permission to take chats");
  await losing.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  const asked = page.getByRole("dialog", { name: "Deactivate Anna?" });
  for (const told of ["1 chat", "Sales", "1 company"]) {
    await expect(asked.getByText(told, { exact: true })).toBeVisible();
  }
  await accessible(page, "asked before a user is deactivated");
  await asked.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("Anna is deactivated")).toBeVisible();
});

test("PERM-1 the pages of routing are for those who may", async ({ frontdesk, newBrowser }) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const asked = { name: "Other", permissions: ["view_dialogues"] };
  const { id } = await call<{ id: string }>(owner.context(), frontdesk, "POST", "profiles", asked);
  const other = await colleague(frontdesk, newBrowser, owner, { name: "Rolf", profiles: [id] });
  for (const [path, needed] of [
    ["agents", "View round robin"],
    ["teams", "View teams"],
    ["teams/new", "Manage teams"],
    ["fallback", "Manage agents"],
    ["blocked-domains", "Manage privacy and security"],
  ] as const) {
    await other.goto(`${frontdesk.origin}/settings/${path}`);
    await expect(other.getByText(needed)).toBeVisible();
  }
  await expect(other.getByRole("heading", { name: "Routing" })).toHaveCount(0);
});

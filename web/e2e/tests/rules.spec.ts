import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(120_000);

const rules = (page: Page) => page.getByRole("list", { name: "Custom rules" }).getByRole("listitem");
const names = (page: Page) => page.getByRole("link", { name: /^Edit rule / });
const nothingIsCut = async (page: Page, state: string) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `nothing is cut: ${state}`).toBeLessThanOrEqual(0);
};

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`ROUTE-4 TARGET-2 a rule is made by keyboard, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    const plan = { name: "company.plan", kind: "pick_list", values: ["Free", "Gold"], greetable: false };
    const seats = { name: "company.seats", kind: "number", values: [], greetable: false };
    for (const attribute of [plan, seats]) {
      await call(page.context(), frontdesk, "POST", "attributes", attribute);
    }
    await call(page.context(), frontdesk, "POST", "teams", { name: "Sales", agents: [] });

    await page.goto(`${frontdesk.origin}/settings/rules`);
    await expect(page.getByText("There are no rules yet.")).toBeVisible();
    await accessible(page, "no rules");
    await page.getByRole("link", { name: "New rule" }).press("Enter");
    await expect(page.getByText("No tests: everybody qualifies.")).toBeVisible();
    await accessible(page, "an empty form");

    const save = page.getByRole("button", { name: "Save" });
    await save.press("Enter");
    const name = page.getByRole("textbox", { name: "Name" });
    await expect(name).toBeFocused();
    await expect(page.getByText("Choose at least one agent or team.")).toBeVisible();
    await accessible(page, "nothing is filled in");
    await name.fill("Gold customers");

    await page.getByRole("button", { name: "Add a test", exact: true }).press("Enter");
    const tested = (number: number) => page.getByLabel(`Test ${number}: attribute`);
    const how = (number: number) => page.getByLabel(`Test ${number}: how it is wanted`);
    const value = (number: number) => page.getByRole("textbox", { name: `Test ${number}: value` });
    await expect(tested(1)).toBeFocused();
    await tested(1).selectOption("company.plan");
    await page.getByLabel("Test 1: value").selectOption("Gold");

    await page.getByRole("button", { name: "Add a group" }).press("Enter");
    const group = page.getByRole("group", { name: "Group 1" });
    const which = page.getByLabel("How the tests of group 1 count together");
    await expect(which).toBeFocused();
    await which.selectOption("At least one of these holds");
    await save.press("Enter");
    await expect(page.getByText("Add a test to this group, or remove it.")).toBeVisible();
    const addTo = page.getByRole("button", { name: "Add a test to group 1" });
    await expect(addTo).toBeFocused();
    for (const _ of [1, 2, 3, 4]) await addTo.press("Enter");
    await tested(2).selectOption("company.seats");
    await how(2).selectOption("is between");
    await page.getByLabel("Test 2: from").fill("50");
    await page.getByLabel("Test 2: to").fill("many");
    await tested(3).selectOption("inferred.country");
    await how(3).selectOption("is one of");
    await page.getByLabel("Test 3: values, one per line").fill("SE\nNO");
    await tested(4).selectOption("person.email");
    await how(4).selectOption("is empty");
    await expect(value(4)).toBeHidden();
    await page.getByRole("button", { name: "Remove test 5" }).press("Enter");
    await expect(addTo).toBeFocused();
    await expect(tested(5)).toBeHidden();
    await save.press("Enter");
    await expect(page.getByLabel("Test 2: to")).toHaveAccessibleDescription(/Enter a number/);
    await expect(page.getByLabel("Test 2: to")).toBeFocused();
    await accessible(page, "a number is missing");
    await page.getByLabel("Test 2: to").fill("500");
    await expect(group.getByText(/Enter a number/)).toBeHidden();

    const pick = page.getByRole("combobox", { name: "Add an agent" });
    for (const who of ["ben", "anna"]) {
      await pick.fill(who);
      await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
      if (who === "ben") await accessible(page, "choosing an agent");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
    }
    const agents = page.getByRole("list", { name: "Agents" }).getByRole("listitem");
    await expect(agents).toHaveText([/^Ben/, /^Anna/]);
    await page.getByRole("button", { name: /^Move Anna, now 2 of 2/ }).press("ArrowUp");
    await expect(agents).toHaveText([/^Anna/, /^Ben/]);
    await expect(page.getByRole("status").filter({ hasText: "Anna is now 1 of 2" })).toBeAttached();
    await page.getByRole("combobox", { name: "Add a team" }).fill("sal");
    await expect(page.getByRole("listbox").getByRole("option")).toHaveText(["Sales"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Teams" }).getByRole("listitem")).toHaveText([/Sales/]);
    await accessible(page, "all is filled in");
    await nothingIsCut(page, "the form");

    // What is not saved is not lost unasked, nor when one comes back from another window.
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect(name).toHaveValue("Gold customers");
    await page.getByRole("link", { name: "Your profile" }).click();
    const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
    await leaving.getByRole("button", { name: "Cancel" }).click();
    await save.press("Enter");
    await expect(page.getByText("The rule Gold customers was saved")).toBeVisible();
    await expect(rules(page)).toContainText([
      /company\.plan is “Gold” and \(company\.seats is between “50” and “500” or inferred\.country is in/,
    ]);
    await accessible(page, "one rule");
    await nothingIsCut(page, "the list");

    await names(page).press("Enter");
    await expect(page.getByRole("heading", { name: "Gold customers", level: 1 })).toBeVisible();
    await expect(page.getByLabel("Test 2: to")).toHaveValue("500");
    await expect(page.getByLabel("Test 3: values, one per line")).toHaveValue("SE\nNO");
    await expect(agents).toHaveText([/^Anna/, /^Ben/]);
  });
}

test("checklist 60: rules are put in order by keys, buttons and dragging; one is switched off, doubled, deleted", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const owner = page.context();
  const { agents } = await call<{ agents: { id: string }[] }>(owner, frontdesk, "GET", "agents");
  const agent = agents[0]?.id;
  for (const name of ["First", "Second", "Third"]) {
    const body = {
      name,
      description: `The ${name}`,
      enabled: true,
      criteria: null,
      agents: [agent],
      teams: [],
    };
    await call(owner, frontdesk, "POST", "rules", body);
  }
  await page.goto(`${frontdesk.origin}/settings/rules`);
  const stand = async (...wanted: string[]) => {
    await expect(names(page)).toHaveText(wanted);
    const kept = () => call<{ name: string }[]>(owner, frontdesk, "GET", "rules");
    await expect.poll(async () => (await kept()).map(({ name }) => name)).toEqual(wanted);
  };
  await stand("First", "Second", "Third");

  const grip = page.getByRole("button", { name: /^Move Third, / });
  await grip.press("ArrowUp");
  await stand("First", "Third", "Second");
  await expect(grip).toBeFocused();
  await grip.press("Home");
  await stand("Third", "First", "Second");
  const down = page.getByRole("button", { name: "Move Third down" });
  await down.press("Enter");
  await down.press("Enter");
  await stand("First", "Second", "Third");
  await expect(down).toBeFocused();
  await expect(down).toBeDisabled();

  // Dragged to before the first, and once to where it is.
  const handle = page.getByRole("button", { name: /^Move Second, / });
  const from = await handle.boundingBox();
  const to = await rules(page).first().boundingBox();
  if (from === null || to === null) throw new Error("no rows");
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, to.y + 4, { steps: 5 });
  await page.mouse.up();
  await stand("Second", "First", "Third");
  await accessible(page, "three rules");

  await page.getByRole("switch", { name: "Rule First is enabled" }).press("Space");
  await expect(page.getByText("First is disabled")).toBeVisible();
  await expect(page.getByRole("switch", { name: "Rule First is enabled" })).not.toBeChecked();

  await page.getByRole("link", { name: "Duplicate First" }).press("Enter");
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(name).toHaveValue("First (copy)");
  await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("The First");
  await name.fill("second");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(name).toHaveAccessibleDescription(/a rule of this name already/);
  await name.fill("Fourth");
  await page.getByRole("button", { name: "Save" }).click();
  await stand("Second", "First", "Third", "Fourth");

  await page.getByRole("button", { name: "Delete Fourth" }).press("Enter");
  const asked = page.getByRole("dialog", { name: "Delete the rule Fourth?" });
  await expect(asked.getByRole("button", { name: "Cancel" })).toBeFocused();
  await accessible(page, "asked before a rule goes");
  await asked.getByRole("button", { name: "Delete" }).press("Enter");
  await stand("Second", "First", "Third");

  await page.goto(`${frontdesk.origin}/settings/rules/none`);
  await expect(page.getByRole("heading", { name: "There is no such rule" })).toBeVisible();
});

test("ROUTE-2 a rule's and a team's page show their rings, and whose turn it is", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser, { viewport: { width: 390, height: 900 } });
  const owner = page.context();
  const { agents } = await call<{ agents: { id: string; name: string }[] }>(
    owner,
    frontdesk,
    "GET",
    "agents",
  );
  const [first, second] = agents;
  const team = { name: "Sales", agents: [second?.id, first?.id] };
  const { id } = await call<{ id: string }>(owner, frontdesk, "POST", "teams", team);
  const named = {
    name: "All",
    description: "",
    enabled: true,
    criteria: null,
    agents: [first?.id],
    teams: [id],
  };
  const rule = await call<{ id: string }>(owner, frontdesk, "POST", "rules", named);

  await page.goto(`${frontdesk.origin}/settings/rules/${rule.id}`);
  const ring = page.getByRole("list", { name: "Its ring now" }).getByRole("listitem");
  await expect(ring).toHaveCount(2);
  await expect(ring.nth(0)).toContainText(first?.name ?? "");
  await expect(ring.nth(0)).toContainText("Next");
  await expect(ring.nth(1)).toContainText(second?.name ?? "");
  await accessible(page, "a rule with its ring");
  await nothingIsCut(page, "a rule with its ring");

  await page.goto(`${frontdesk.origin}/settings/teams/${id}`);
  const members = page.getByRole("list", { name: "Members" }).getByRole("listitem");
  await expect(members.nth(0)).toContainText("Next");
  await expect(members.nth(1)).not.toContainText("Next");
});

test("an attribute that a rule tests is not deleted: the rule is named", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const owner = page.context();
  const { agents } = await call<{ agents: { id: string }[] }>(owner, frontdesk, "GET", "agents");
  const seats = { name: "company.seats", kind: "number", values: [], greetable: false };
  await call(owner, frontdesk, "POST", "attributes", seats);
  const criteria = { test: { attribute: "company.seats", operator: { greater: "50" } } };
  const rule = { name: "Large", enabled: true, criteria, agents: [agents[0]?.id] };
  await call(owner, frontdesk, "POST", "rules", rule);
  await page.goto(`${frontdesk.origin}/settings/attributes`);
  await page.getByRole("button", { name: "Edit company.seats" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("the custom rule “Large” uses it");
});

test("PERM-1 rules are changed by those who manage them, and seen by others who may", async ({
  frontdesk,
  newBrowser,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const { agents } = await call<{ agents: { id: string }[] }>(owner.context(), frontdesk, "GET", "agents");
  const rule = { name: "Large", enabled: true, criteria: null, agents: [agents[0]?.id] };
  await call(owner.context(), frontdesk, "POST", "rules", rule);
  const profile = async (name: string, permission: string) => {
    const asked = { name, permissions: [permission] };
    return (await call<{ id: string }>(owner.context(), frontdesk, "POST", "profiles", asked)).id;
  };
  const reads = [await profile("Reader", "view_rules")];
  const reader = await colleague(frontdesk, newBrowser, owner, { name: "Rita", profiles: reads });
  await reader.goto(`${frontdesk.origin}/settings/rules`);
  await expect(names(reader)).toHaveText(["Large"]);
  await expect(reader.getByRole("switch", { name: "Rule Large is enabled" })).toBeDisabled();
  await expect(reader.getByRole("button", { name: /^(Move|Delete) / })).toHaveCount(0);
  await names(reader).click();
  await expect(reader.getByRole("textbox", { name: "Name" })).toBeDisabled();
  await expect(reader.getByRole("button", { name: "Save" })).toHaveCount(0);
  await accessible(reader, "a rule that is only seen");
  await reader.goto(`${frontdesk.origin}/settings/rules/new`);
  await expect(reader.getByText(/Manage custom rules/)).toBeVisible();

  const profiles = [await profile("Other", "view_dialogues")];
  const other = await colleague(frontdesk, newBrowser, owner, { name: "Rolf", profiles });
  await other.goto(`${frontdesk.origin}/settings/rules`);
  await expect(other.getByText(/View custom rules/)).toBeVisible();
  await expect(other.getByRole("link", { name: "Custom rules" })).toHaveCount(0);
});

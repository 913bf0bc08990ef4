import type { ROUTING, SECTIONS, SETTINGS } from "../../console/src/shell/sections.ts";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

test("TARGET-10: an attribute is added, may be greeted with, and goes unless a published dialogue uses it", async ({
  frontdesk,
  newBrowser,
  anna,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/settings/attributes`);
  const rows = page.getByRole("list", { name: "Attributes" }).getByRole("listitem");
  await expect(rows.filter({ hasText: "person.first_name" })).toContainText("May be greeted with");
  await accessible(page, "the attributes");

  await page.getByRole("button", { name: "New attribute" }).click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByRole("textbox", { name: "Name" });
  await name.fill("Shoe size");
  await dialog.getByRole("combobox", { name: "Type" }).selectOption("Pick-list");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(name).toHaveAccessibleDescription(/Begin with a small letter/);
  await expect(dialog.getByText("Enter at least one value.")).toBeVisible();
  await accessible(page, "a new attribute with faults");
  await name.fill("shoe_size");
  await dialog.getByRole("textbox", { name: "Values" }).fill("Small\nLarge\n");
  await dialog.getByRole("button", { name: "Create" }).click();
  const added = rows.filter({ hasText: "person.shoe_size" });
  await expect(added).toContainText("Small, Large");
  await expect(added).toContainText("Custom");

  await page.getByRole("button", { name: "Edit person.shoe_size" }).click();
  await dialog.getByRole("switch", { name: "May be greeted with" }).click();
  await dialog.getByRole("textbox", { name: "Values" }).fill("Small\nMiddle\nLarge");
  await accessible(page, "one attribute");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(added).toContainText("Small, Middle, Large");
  await expect(added).toContainText("May be greeted with");
  await page.getByRole("button", { name: "Edit person.shoe_size" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dialog.getByText("it stays stored")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(added).toHaveCount(0);

  // Who may look at dialogues may look at attributes.
  await anna.page.goto(`${frontdesk.origin}/settings/attributes`);
  await expect(anna.page.getByText("person.first_name")).toBeVisible();
  await expect(anna.page.getByRole("main").getByRole("button")).toHaveCount(0);
});

test("PERM-1: profiles are read and made, and one that users have is kept, saying who", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/settings/profiles`);
  const rows = page.getByRole("list", { name: "Profiles" }).getByRole("listitem");
  await expect(rows).toHaveCount(6);
  await accessible(page, "the profiles");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "View Live agent" }).click();
  await expect(dialog.getByRole("list", { name: "Live chat" })).toContainText("Take live chats");
  await expect(dialog.getByRole("checkbox")).toHaveCount(0);
  await accessible(page, "a built-in profile");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: "New profile" }).click();
  const name = dialog.getByRole("textbox", { name: "Name" });
  await name.fill("Owner");
  await dialog.getByRole("checkbox", { name: "Manage dialogues" }).check();
  await expect(dialog.getByRole("checkbox", { name: "Manage users and profiles" })).toHaveCount(0);
  await accessible(page, "a new profile");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(name).toHaveAccessibleDescription(/A profile with this name exists already\./);
  await name.fill("Writer");
  await dialog.getByRole("button", { name: "Create" }).click();
  const made = rows.filter({ hasText: "Writer" });
  // Who may change dialogues may see them.
  await expect(made).toContainText("2 permissions");
  const id = await page.evaluate(async () => {
    const { profiles } = await (await fetch("/api/console/profiles")).json();
    return profiles.find((one: { name: string }) => one.name === "Writer").id as string;
  });
  const wim = await colleague(frontdesk, newBrowser, page, { name: "Wim", profiles: [id] });
  await wim.goto(`${frontdesk.origin}/dialogues`);
  await expect(wim.getByRole("button", { name: "New dialogue" })).toBeVisible();
  await expect(wim.getByRole("button", { name: "Hide all dialogues" })).toHaveCount(0);
  await wim.goto(`${frontdesk.origin}/settings/profiles`);
  await expect(wim.getByText("It needs the permission “Manage users and profiles”.")).toBeVisible();

  await page.getByRole("button", { name: "Edit Writer" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dialog.getByRole("alert")).toHaveText(
    "It can't be deleted while users have it: Wim (wim@demo.example)",
  );
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByRole("checkbox", { name: "Publish dialogues" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(made).toContainText("3 permissions");
});

/** Where the navigation leads to. The settings begin with the first of their own. */
type Place = Exclude<(typeof SECTIONS | typeof SETTINGS | typeof ROUTING)[number]["to"], "/settings">;

/** Every page that the navigation leads to, each with words that are there once it is; one that is left out does not compile. */
const SHOWN: Readonly<Record<Place, string | RegExp>> = {
  "/inbox": /^(No active chats|Your account does not take live chats)$/,
  "/conversations": "There are no conversations yet.",
  "/dialogues": "Harbour Bikes welcome",
  "/settings/me": "Chats that were meant for me and that nobody took",
  "/settings/availability": /^New chats are offered to you/,
  "/settings/attributes": "person.first_name",
  "/settings/lists": "There are no lists.",
  "/settings/website": /^Put this line into every/,
  "/settings/users": "anna@demo.example",
  "/settings/profiles": "Calendar agent",
  "/settings/tokens": "There are no tokens yet.",
  "/settings/audit": "Dialogue Harbour Bikes welcome published",
  "/settings/agents": "ben@demo.example",
  "/settings/teams": "There are no teams yet.",
  "/settings/rules": "There are no rules yet.",
  "/settings/what-if": "Who gets the chat?",
  "/settings/accounts": "No company is on the list yet.",
  "/settings/queue": /^What happens when a visitor asks/,
  "/settings/live-chat": "Then the chat goes on to the next one.",
  "/settings/fallback": "As the visitor sees it.",
  "/settings/blocked-domains": "No domain is blocked.",
};

/** Pages beside those; forms that these pages lead to are looked at by their own tests. */
const FURTHER = [
  ["/conversations/missed", "No request has been missed."],
  ["/nowhere", "There is no such page"],
  ["/link", "This link no longer works"],
] as const;

for (const [width, colorScheme] of [
  [1280, "light"],
  [360, "dark"],
] as const) {
  test(`checklist 67: every page is accessible and nothing is cut, at ${width} px, in ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    // Axe is slow where others share the machine.
    test.setTimeout(240_000);
    const page = await signedIn(frontdesk, newBrowser, { colorScheme, viewport: { width, height: 740 } });
    const { agents } = await call<{ agents: { id: string; name: string }[] }>(
      page.context(),
      frontdesk,
      "GET",
      "agents",
    );
    const anna = agents.find(({ name }) => name === "Anna")?.id;
    const places = [
      ...Object.entries(SHOWN),
      ...FURTHER,
      [`/settings/availability/${anna}`, /^New chats are offered to Anna/] as const,
    ];
    for (const [place, shown] of places) {
      await page.goto(frontdesk.origin + place);
      const words = page.getByRole("main").getByText(shown).filter({ visible: true });
      await expect(words, place).not.toHaveCount(0, { timeout: 15_000 });
      await accessible(page, place);
      const cut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(cut, place).toBeLessThanOrEqual(0);
    }
  });
}

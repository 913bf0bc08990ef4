import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(120_000);

const nothingIsCut = async (page: Page, state: string) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `nothing is cut: ${state}`).toBeLessThanOrEqual(0);
};

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`TARGET-2 people come to a list, are looked for, taken off, and a rule asks for it, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/lists`);
    await expect(page.getByText("There are no lists.")).toBeVisible();
    await accessible(page, "no list");
    await page.getByRole("button", { name: "New list" }).press("Enter");
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("Key Customers");
    await name.press("Enter");
    await expect(name).toHaveAccessibleDescription(/Begin with a small letter/);
    await accessible(page, "a wrong name");
    await name.fill("customers");
    await name.press("Enter");
    const lists = page.getByRole("list", { name: "Lists" }).getByRole("listitem");
    await expect(lists).toContainText([/list\.customers.*0 people/s]);
    await accessible(page, "one list");
    await nothingIsCut(page, "one list");

    await page.getByRole("link", { name: "Open list.customers" }).press("Enter");
    await expect(page.getByRole("heading", { name: "list.customers", level: 1 })).toBeVisible();
    await expect(page.getByText("Nobody is on this list yet.")).toBeVisible();
    const add = page.getByRole("button", { name: "Add people" });
    await add.press("Enter");
    await expect(page.getByText("Enter e-mail addresses, or choose a file.")).toBeVisible();
    await page
      .getByRole("textbox", { name: "E-mail addresses" })
      .fill("Pia@x.example\nno address\nmax@x.example, Max");
    await page.getByLabel("Or a file with them").setInputFiles({
      name: "more.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("email\nzoe@x.example\npia@x.example\n"),
    });
    await add.press("Enter");
    await expect(page.getByText("3 added, 0 were on the list already.")).toBeVisible();
    await expect(page.getByText("Line 2: no address")).toBeVisible();
    const people = page.getByRole("list", { name: "People" }).getByRole("listitem");
    await expect(people).toHaveText(["max@x.example", "pia@x.example", "zoe@x.example"]);
    await accessible(page, "three people");
    await nothingIsCut(page, "three people");

    await page.getByRole("searchbox", { name: /^Search by/ }).fill("P");
    await expect(people).toHaveText(["pia@x.example"]);
    await page.getByRole("searchbox", { name: /^Search by/ }).fill("nobody");
    await expect(page.getByText("Nobody's address begins so.")).toBeVisible();
    await page.getByRole("searchbox", { name: /^Search by/ }).fill("");
    await page.getByRole("button", { name: "Remove zoe@x.example" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Take off" }).press("Enter");
    await expect(people).toHaveText(["max@x.example", "pia@x.example"]);

    await page.goto(`${frontdesk.origin}/settings/rules/new`);
    await page.getByRole("textbox", { name: "Name" }).fill("Customers");
    await page.getByRole("button", { name: "Add a test", exact: true }).press("Enter");
    await page.getByLabel("Test 1: attribute").selectOption("list.customers");
    await page.getByLabel("Test 1: value").selectOption("on the list");
    await accessible(page, "a test of a list");
    const pick = page.getByRole("combobox", { name: "Add an agent" });
    await pick.fill("anna");
    await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Save/ }).press("Enter");
    await expect(page.getByText("The rule Customers was saved")).toBeVisible();

    await page.goto(`${frontdesk.origin}/settings/lists/customers`);
    await page.getByRole("button", { name: "Delete the list" }).press("Enter");
    const sure = page.getByRole("dialog", { name: "Delete list.customers?" });
    await sure.getByRole("button", { name: "Delete the list" }).press("Enter");
    await expect(sure.getByText("the custom rule “Customers” uses it")).toBeVisible();
    await accessible(page, "a list that is in use");
    await page.goto(`${frontdesk.origin}/settings/lists/nowhere`);
    await expect(page.getByRole("heading", { name: "There is no such list" })).toBeVisible();
  });
}

import { readFile } from "node:fs/promises";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

const csv = (text: string) => ({ name: "companies.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

for (const width of [1280, 390]) {
  test(`ROUTE-1 companies are added, found, changed and deleted by keyboard, at ${width} px`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const colorScheme = width === 390 ? "dark" : "light";
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/accounts`);
    await expect(page.getByRole("heading", { name: "Account routing", level: 1 })).toBeVisible();
    await expect(page.getByText("No company is on the list yet.")).toBeVisible();
    await accessible(page, "no companies");

    const add = page.getByRole("button", { name: "Add a company" });
    await add.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Add", exact: true }).press("Enter");
    await expect(dialog.getByText("Enter the company's name.")).toBeVisible();
    await expect(dialog.getByText("Choose an agent.")).toBeVisible();
    await accessible(page, "nothing was entered");
    await dialog.getByRole("textbox", { name: "Company" }).fill("Acme");
    await dialog.getByRole("textbox", { name: "E-mail domain" }).fill("https://acme.example/");
    const owner = dialog.getByRole("combobox", { name: "Owner" });
    await owner.fill("ann");
    await expect(dialog.getByRole("option")).toHaveCount(1);
    await accessible(page, "choosing an owner");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(owner).toHaveValue(/^Anna/);
    await dialog.getByRole("button", { name: "Add", exact: true }).press("Enter");
    await expect(dialog.getByText("Enter a domain such as example.com.")).toBeVisible();
    await dialog.getByRole("textbox", { name: "E-mail domain" }).fill("Acme.example");
    await dialog.getByRole("button", { name: "Add", exact: true }).press("Enter");
    await expect(page.getByText("Acme was added")).toBeVisible();
    await expect(dialog).toBeHidden();
    await expect(add).toBeFocused();
    const rows = page.getByRole("list", { name: "Account routing" }).getByRole("listitem");
    await expect(rows).toHaveText(/Acme.*acme\.example.*Anna/);
    await accessible(page, "one company");

    await page.getByRole("button", { name: "Edit Acme" }).press("Enter");
    await dialog.getByRole("textbox", { name: "Company" }).fill("Acme Ltd");
    await dialog.getByRole("button", { name: "Save" }).press("Enter");
    await expect(page.getByText("Acme Ltd was saved")).toBeVisible();
    const search = page.getByRole("searchbox", { name: "Search by the beginning of name or domain" });
    await search.fill("zeta");
    await expect(page.getByText("No company begins so.")).toBeVisible();
    await search.fill("acme");
    await expect(rows).toHaveCount(1);

    await page.getByRole("button", { name: "Edit Acme Ltd" }).press("Enter");
    await dialog.getByRole("button", { name: "Delete" }).press("Enter");
    await expect(dialog.getByText(/Visitors of acme\.example are then routed/)).toBeVisible();
    await accessible(page, "asked before deleting");
    await dialog.getByRole("button", { name: "Delete" }).press("Enter");
    await expect(page.getByText("Acme Ltd was deleted")).toBeVisible();
    await expect(rows).toHaveCount(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);
  });

  test(`ROUTE-1 a file shows what it does before it does it, at ${width} px`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const colorScheme = width === 390 ? "dark" : "light";
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/accounts`);
    await page.getByRole("button", { name: "Upload" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Upload companies" });
    await accessible(page, "choosing a file");
    const look = dialog.getByRole("button", { name: "Look at the file" });
    await look.press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("Choose a file.");
    const field = dialog.getByLabel("CSV file");
    await field.setInputFiles(csv("company,domain\nAcme,acme.example\n"));
    await look.press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("The first line names no column “owner”.");

    const bad = ["Nobody,nobody.example,nobody@x.example", "=1,no domain,anna@demo.example"];
    const good = ["Acme,acme.example,anna@demo.example", "=Beta,beta.example,ben@demo.example"];
    await field.setInputFiles(csv(["company,domain,owner", ...good, ...bad].join("\r\n")));
    await look.press("Enter");
    const figures = dialog.getByLabel("What the file does");
    await expect(figures).toContainText(/Added2.*Changed0.*As they are0.*Left out2/);
    const badLines = dialog.getByRole("region", { name: "Lines that can't be used" });
    await expect(badLines.getByRole("row").nth(1)).toContainText("4No user has the owner's e-mail.");
    await expect(badLines.getByRole("row").nth(2)).toContainText("5The domain is none");
    await accessible(page, "what a file does");
    const saving = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Download these lines" }).press("Enter");
    const saved = await readFile(await (await saving).path(), "utf8");
    expect(saved).toContain(`4,No user has the owner's e-mail.,"${bad[0]}"`);
    expect(saved).toContain(`"'${bad[1]}"`);
    const stored = await call<{ accounts: [] }>(page.context(), frontdesk, "GET", "accounts");
    expect(stored.accounts, "nothing yet").toEqual([]);

    await dialog.getByRole("button", { name: "Import the good lines" }).press("Enter");
    await expect(page.getByText("The companies were imported")).toBeVisible();
    await expect(dialog).toBeHidden();
    const rows = page.getByRole("list", { name: "Account routing" }).getByRole("listitem");
    await expect(rows).toHaveText([/=Beta.*beta\.example.*Ben/, /Acme.*acme\.example.*Anna/]);

    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).press("Enter");
    const list = await (await downloading).path();
    expect(await readFile(list, "utf8")).toContain("'=Beta,beta.example,ben@demo.example\r\n");
    await page.getByRole("button", { name: "Upload" }).press("Enter");
    await dialog.getByLabel("CSV file").setInputFiles({ ...csv(""), buffer: await readFile(list) });
    await look.press("Enter");
    await expect(figures).toContainText(/Added0.*Changed0.*As they are2.*Left out0/);
    await expect(dialog.getByText("There is nothing to import")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Import the good lines" })).toHaveCount(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);

    await page.goto(`${frontdesk.origin}/settings/audit`);
    const act = page.getByRole("listitem").filter({ hasText: "File of companies uploaded" });
    await expect(act).toHaveCount(1);
    await expect(act).toContainText(/Added.*2/);
  });
}

test("PERM-1 who may only view accounts changes none, and who may not finds no way there", async ({
  frontdesk,
  newBrowser,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const comes = async (name: string, permission: string) => {
    const profile = { name: `Profile of ${name}`, permissions: [permission] };
    const { id } = await call<{ id: string }>(owner.context(), frontdesk, "POST", "profiles", profile);
    return colleague(frontdesk, newBrowser, owner, { name, profiles: [id] });
  };
  const page = await comes("Vera", "view_accounts");
  await page.goto(`${frontdesk.origin}/settings/accounts`);
  await expect(page.getByRole("link", { name: "Download" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a company" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Upload" })).toHaveCount(0);
  const other = await comes("Otto", "view_dialogues");
  await other.goto(`${frontdesk.origin}/settings/accounts`);
  await expect(other.getByRole("heading", { name: "You may not see this page" })).toBeVisible();
  await expect(other.getByRole("link", { name: "Account routing" })).toHaveCount(0);
});

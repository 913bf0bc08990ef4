import { accessible } from "../accessible.ts";
import { PASSWORD } from "../agent.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

test("an API token is made for a program, told once, and revoked", async ({
  frontdesk,
  newBrowser,
  playwright,
}) => {
  const page = await (await newBrowser({ reducedMotion: "reduce" })).newPage();
  await page.goto(frontdesk.origin);
  await page.getByRole("textbox", { name: "E-mail" }).fill("owner@demo.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/inbox$/);
  await page.goto(`${frontdesk.origin}/settings/tokens`);
  await expect(page.getByText("There are no tokens yet.")).toBeVisible();
  await accessible(page, "no tokens");

  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog");
  const submit = dialog.getByRole("button", { name: "Make the token" });
  await submit.click();
  await expect(dialog.getByRole("alert")).toContainText("Choose at least one permission.");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/Enter a name\./);
  await accessible(page, "a token without a name");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Nightly export");
  await dialog.getByRole("spinbutton", { name: "Works for so many days" }).fill("400");
  await dialog.getByRole("checkbox", { name: "View dialogues" }).check();
  await submit.click();
  await expect(dialog.getByText("Enter a number of days from 1 to 365.")).toBeVisible();
  await dialog.getByRole("spinbutton", { name: "Works for so many days" }).fill("30");
  await submit.click();
  const told = dialog.getByRole("textbox", { name: "Token" });
  await expect(told).toHaveValue(/^fd_[0-9a-f]{64}$/);
  await accessible(page, "the secret");
  const secret = await told.inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();

  const tokens = page.getByRole("list", { name: "API tokens" }).getByRole("listitem");
  await expect(tokens).toHaveCount(1);
  await expect(tokens).toContainText("Nightly export");
  await expect(tokens).toContainText("Never used");
  await expect(page.getByText(secret)).toHaveCount(0);
  await accessible(page, "one token");

  // A program of its own, without the browser's cookies.
  const program = await playwright.request.newContext({
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  const call = async (path: string) => (await program.get(`${frontdesk.origin}/api/console${path}`)).status();
  expect([await call("/dialogues"), await call("/users"), await call("/tokens")]).toEqual([200, 403, 403]);

  await page.getByRole("button", { name: "Revoke Nightly export" }).click();
  await expect(dialog.getByText("Programs that use this token are refused")).toBeVisible();
  await accessible(page, "asked before revoking");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await call("/dialogues")).toBe(200);
  await page.getByRole("button", { name: "Revoke Nightly export" }).click();
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText("There are no tokens yet.")).toBeVisible();
  expect(await call("/dialogues")).toBe(401);
  await program.dispose();

  await page.goto(`${frontdesk.origin}/settings/audit`);
  const acts = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await expect(acts.first()).toContainText("API token Nightly export revoked");
});

test("PERM-1 API tokens are for those who may manage integrations", async ({ anna }) => {
  const { page } = anna;
  await page.goto(`${anna.server.origin}/settings/tokens`);
  await expect(page.getByRole("heading", { name: "You may not see this page" })).toBeVisible();
  await expect(page.getByText("Manage integrations")).toBeVisible();
  await expect(page.getByRole("link", { name: "API tokens" })).toHaveCount(0);
});

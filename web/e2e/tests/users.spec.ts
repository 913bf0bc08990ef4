import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { PASSWORD } from "../agent.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

const CHOSEN = "three green herons";

async function signsIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/inbox$/);
}

test("a colleague is invited, comes in by the link, and is out within 5 s of being deactivated", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await (await newBrowser({ reducedMotion: "reduce" })).newPage();
  await page.goto(frontdesk.origin);
  await signsIn(page, "owner@demo.example", PASSWORD);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Users" }).click();
  const users = page.getByRole("list", { name: "Users" }).getByRole("listitem");
  await expect(users).toHaveCount(3);
  await accessible(page, "the users");

  await page.getByRole("button", { name: "Invite a user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("cleo@demo.example");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Cleo");
  await dialog.getByRole("checkbox", { name: "Live agent" }).check();
  await accessible(page, "an invitation");
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const link = dialog.getByRole("textbox", { name: "Link", exact: true });
  await expect(link).toHaveValue(/\/link#/);
  await accessible(page, "the link");
  const address = await link.inputValue();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(users.filter({ hasText: "cleo@demo.example" })).toContainText("Invited");

  const cleo = await (await newBrowser({ reducedMotion: "reduce" })).newPage();
  await cleo.goto(address);
  await expect(cleo.getByRole("heading", { name: "Welcome to Frontdesk" })).toBeVisible();
  await cleo.getByLabel("New password", { exact: true }).fill(CHOSEN);
  await cleo.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(cleo).toHaveURL(/\/inbox$/);
  await cleo.getByRole("button", { name: "Account of Cleo" }).click();
  await cleo.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(cleo).toHaveURL(/\/sign-in/);
  await signsIn(cleo, "cleo@demo.example", CHOSEN);
  await expect(cleo.getByRole("switch", { name: /Available$/ })).toBeEnabled();

  await page.getByRole("searchbox", { name: "Search name or e-mail" }).fill("nobody at all");
  await expect(page.getByText("No user fits.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search name or e-mail" }).fill("cleo");
  await expect(users).toHaveCount(1);
  await page.getByRole("button", { name: "Edit Cleo" }).click();
  await accessible(page, "one user");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByText("Their sessions end at once")).toBeVisible();
  await accessible(page, "asked before deactivating");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(cleo).toHaveURL(/\/sign-in/, { timeout: 5_000 });
  await expect(dialog.getByRole("button", { name: "Reactivate" })).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(users).toContainText("Deactivated");

  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit log" }).click();
  const acts = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await expect(acts.first()).toContainText("User Cleo deactivated");
  await expect(acts.first()).toContainText("By Olivia");
  await expect(acts.filter({ hasText: "Invitation of Cleo accepted" })).toHaveCount(1);
  await accessible(page, "the audit log");
});

test("the last owner can't be deactivated, and is told why", async ({ frontdesk, newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await page.goto(frontdesk.origin);
  await signsIn(page, "owner@demo.example", PASSWORD);
  await page.goto(`${frontdesk.origin}/settings/users`);
  await page.getByRole("button", { name: "Edit Olivia" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByText("Their sessions end at once")).toBeVisible();
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByRole("alert")).toContainText("At least one owner has to remain.");
});

test("checklist 59 PERM-1: who may not manage users finds no way there, and is told which permission is missing", async ({
  anna,
}) => {
  const { page } = anna;
  await page.goto(`${anna.server.origin}/settings/users`);
  await expect(page.getByRole("heading", { name: "You may not see this page" })).toBeVisible();
  await expect(page.getByText("Manage users and profiles")).toBeVisible();
  await expect(page.getByRole("link", { name: "Users" })).toHaveCount(0);
  await accessible(page, "the permission is missing");
});

test("one's own name, password and sessions", async ({ anna, newBrowser }) => {
  const elsewhere = await newBrowser();
  await anna.session(elsewhere);
  const { page } = anna;
  await page.goto(`${anna.server.origin}/settings/me`);

  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Annika");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByRole("button", { name: "Account of Annika" })).toBeVisible();

  await expect(page.getByText("This server sends no e-mail yet; who runs it sets that up.")).toBeVisible();
  const told = page.getByRole("switch", { name: "Chats that were meant for me and that nobody took" });
  await expect(told).toBeChecked();
  await told.press("Space");
  await expect(page.getByText("Your choice is saved.")).toBeVisible();
  await page.reload();
  await expect(told).not.toBeChecked();

  const sessions = page.getByRole("list", { name: "Where you are signed in" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "This session" })).toHaveCount(1);
  await page.getByRole("button", { name: /^End the session of / }).click();
  await expect(sessions).toHaveCount(1);
  const standing = () => elsewhere.request.get(`${anna.server.origin}/api/console/session`);
  await expect.poll(async () => (await standing()).status()).toBe(401);

  const old = page.getByLabel("Current password", { exact: true });
  await old.fill("not the password");
  await page.getByLabel("New password", { exact: true }).fill(CHOSEN);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(old).toHaveAccessibleDescription(/The current password is wrong\./);
  await old.fill(PASSWORD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Password changed")).toBeVisible();

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

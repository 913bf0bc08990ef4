import { AxeBuilder } from "@axe-core/playwright";
import { accessible } from "../accessible.ts";
import { PASSWORD } from "../agent.ts";
import { signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test("an invitation is accepted by its link, once", async ({ frontdesk, newBrowser }) => {
  const owner = await newBrowser();
  const post = async (path: string, data: object) => {
    const answer = await owner.request.post(`${frontdesk.origin}/api/console/${path}`, {
      data,
      headers: { "x-frontdesk": "1" },
    });
    expect(answer.ok()).toBe(true);
    return answer.json();
  };
  await post("session", { email: "owner@demo.example", password: PASSWORD });
  const invited = await post("users", {
    email: "cleo@demo.example",
    name: "Cleo",
    profiles: ["live_agent"],
    takes_chats: false,
  });
  const address: string = invited.link.url;

  const page = await (await newBrowser()).newPage();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Welcome to Frontdesk" })).toBeVisible();
  const password = page.getByLabel("New password", { exact: true });
  await password.fill("short");
  await password.press("Enter");
  await expect(password).toHaveAccessibleDescription(/The password needs at least 10 characters\./);
  await expect(password).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await password.fill("three green herons");
  await password.press("Enter");
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("button", { name: "Account of Cleo" })).toBeVisible();

  const again = await (await newBrowser()).newPage();
  await again.goto(address);
  await expect(again.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("a lost password is reset by a link, and all sessions before it are over", async ({
  frontdesk,
  newBrowser,
  anna,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  await owner.goto(`${frontdesk.origin}/settings/users`);
  await owner.getByRole("button", { name: "Edit Anna" }).click();
  await owner.getByRole("button", { name: "Link to reset the password" }).click();
  const link = owner.getByRole("textbox", { name: "Link", exact: true });
  await expect(link).toHaveValue(/\/link#/);

  const page = await (await newBrowser()).newPage();
  await page.goto(await link.inputValue());
  await expect(page.getByRole("heading", { name: "Reset your password" })).toBeVisible();
  await accessible(page, "a new password");
  const password = page.getByLabel("New password", { exact: true });
  await password.fill("anna@demo.example");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("This password is too easy to guess.")).toBeVisible();
  await password.fill("three green herons");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("button", { name: "Account of Anna" })).toBeVisible();
  await expect(anna.page).toHaveURL(/\/sign-in/);
});

import { AxeBuilder } from "@axe-core/playwright";
import { PASSWORD } from "../agent.ts";
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

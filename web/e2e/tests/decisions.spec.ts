import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { signedIn } from "../console.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

/** The steps of the decision that stands open. */
const steps = (page: Page) =>
  page.getByRole("dialog").getByRole("list", { name: "What was considered, in order" }).getByRole("listitem");

for (const width of [1280, 390]) {
  const viewport = { width, height: 900 };

  test(`ROUTE-11 the inbox tells why Anna, at ${width} px`, async ({ newAgent, visitor }) => {
    const anna = await newAgent("Anna", { viewport, reducedMotion: "reduce" });
    await anna.comesIn();
    await talk(visitor, anna);
    const { page } = anna;
    const why = anna.log.getByRole("button", { name: "Why Anna?" });
    await why.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Why Anna?" });
    await expect(dialog.getByText("The card asks by round robin.")).toBeVisible();
    const decision = dialog.getByRole("group").filter({ hasText: "Offered to Anna" });
    await expect(decision.getByText("accepted", { exact: true })).toBeVisible();
    await expect(steps(page).last()).toHaveText("Anna: is offered the chat");
    await accessible(page, "why Anna");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);

    await dialog.getByText("What was known of the visitor").press("Enter");
    await expect(dialog.getByText("vera@example.com")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(why).toBeFocused();
  });

  test(`ROUTE-11 the conversation list tells why nobody, at ${width} px`, async ({
    frontdesk,
    newBrowser,
    newAgent,
    visitor,
  }) => {
    const anna = await newAgent("Anna");
    await anna.comesIn();
    await anna.page.getByRole("switch", { name: /Available$/ }).click();
    await expect(anna.page.getByRole("switch", { name: /Unavailable$/ })).not.toBeChecked();
    await visitor.visits();
    await visitor.opens();
    await visitor.chooses("Leasing for my company");
    await visitor.answers("Vera");
    await visitor.answers("vera@example.com");
    await visitor.picks("11 to 50");
    await visitor.chooses("Yes, connect me");

    const page = await signedIn(frontdesk, newBrowser, { viewport, colorScheme: "dark" });
    await page.goto(`${frontdesk.origin}/conversations`);
    await page.getByRole("list", { name: "Conversations" }).getByRole("link", { name: /Vera/ }).click();
    await page.getByRole("log").getByRole("button", { name: "Why nobody?" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Why nobody?" })).toBeVisible();
    await expect(steps(page).filter({ hasText: "Anna: not available" })).toBeVisible();
    await expect(steps(page).filter({ hasText: "Ben: no console open" })).toBeVisible();
    await expect(steps(page).last()).toHaveText("Nobody is left.");
    await accessible(page, "why nobody, in the dark");
  });
}

test("a decision that can't be read is told so, and read again when asked", async ({ anna, visitor }) => {
  await talk(visitor, anna);
  const calls = "**/api/console/conversations/*/decisions";
  await anna.page.route(calls, (route) =>
    route.fulfill({ status: 500, json: { code: "internal", title: "broken", status: 500 } }),
  );
  await anna.log.getByRole("button", { name: "Why Anna?" }).click();
  const dialog = anna.page.getByRole("dialog", { name: "Why Anna?" });
  const again = dialog.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await anna.page.unroute(calls);
  await again.press("Enter");
  await expect(steps(anna.page).last()).toHaveText("Anna: is offered the chat");
});

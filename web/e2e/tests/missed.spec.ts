import { accessible } from "../accessible.ts";
import { signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

for (const width of [1280, 390]) {
  const viewport = { width, height: 900 };

  test(`ROUTE-9 a missed request is told with its reason, at ${width} px`, async ({
    frontdesk,
    newBrowser,
    newVisitor,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport, colorScheme: "dark" });
    await page.goto(`${frontdesk.origin}/conversations`);
    await page.getByRole("link", { name: "Missed requests" }).press("Enter");
    await expect(page.getByText("No request has been missed.")).toBeVisible();
    await accessible(page, "nothing missed");

    const visitor = await newVisitor();
    await visitor.visits();
    await visitor.opens();
    await visitor.chooses("Leasing for my company");
    await visitor.answers("Vera");
    await visitor.answers("vera@example.com");
    await visitor.picks("11 to 50");
    await visitor.chooses("Yes, connect me");
    await page.reload();
    const row = page.getByRole("list", { name: "Missed requests" }).getByRole("link", { name: /^Vera/ });
    await expect(row).toContainText("Nobody reachable");
    await expect(row).toContainText("Should have got it: Anna");
    await expect(page.getByRole("button", { name: "Nobody reachable 1" })).toBeVisible();
    await accessible(page, "missed requests, in the dark");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);

    await page.getByLabel("Until").fill("2020-01-31");
    await expect(page.getByText("No missed request fits.")).toBeVisible();
    await page.getByLabel("Until").fill("");
    await page.getByRole("button", { name: "Nobody reachable 1" }).press("Enter");
    await expect(page).toHaveURL(/reason=nobody_reachable/);
    await row.press("Enter");
    await page.getByRole("log").getByRole("button", { name: "Why nobody?" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Why nobody?" })).toBeVisible();
  });
}

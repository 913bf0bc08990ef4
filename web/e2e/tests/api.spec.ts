import { accessible } from "../accessible.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(120_000);

for (const [name, width, colorScheme] of [
  ["wide and light", 1280, "light"],
  ["on a phone and dark", 360, "dark"],
] as const) {
  test(`the page of the API is read ${name}`, async ({ frontdesk, newBrowser }) => {
    const page = await (await newBrowser({ viewport: { width, height: 800 }, colorScheme })).newPage();
    await page.goto(`${frontdesk.origin}/api/docs`);
    await expect(page.getByRole("heading", { name: "The Frontdesk API" })).toBeVisible();
    const contents = page.getByRole("navigation", { name: "Contents" });
    await contents.getByText("Tokens", { exact: true }).click();
    await contents.getByRole("link", { name: "POST tokens" }).click();
    const call = page.getByRole("article", { name: "POST /api/console/tokens" });
    await expect(call).toBeInViewport();
    await expect(call).toContainText("The permission manage integrations, signed in; no API token.");
    await call.getByText("Example").click();
    await expect(call.getByText('"permissions"')).toBeVisible();
    await call.getByRole("link", { name: "NewToken" }).click();
    await expect(page.getByRole("article", { name: "NewToken" })).toBeInViewport();
    await contents.getByRole("link", { name: "Agent socket" }).click();
    const accept = page.getByRole("article", { name: "accept", exact: true });
    await expect(accept).toContainText("The permission take live chats.");
    await accept.getByText("JSON schema").click();
    await expect(accept.getByText('"required"')).toBeVisible();
    const cut = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(cut, "nothing is cut").toBe(false);
    // The page is long, and axe takes its time over it: once, as it is hardest to read, and no more than ten of what is
    // written alike, of each group.
    if (colorScheme === "light") return;
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("article:nth-of-type(n + 11)")) one.remove();
    });
    await accessible(page, `the API ${name}`);
  });
}

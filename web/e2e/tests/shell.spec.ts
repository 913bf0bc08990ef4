import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(45_000);

/** Nothing stands wider than the window, or is cut by it. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("h1, h2, nav a, label, button")]
      .filter((element) => element.checkVisibility() && !element.matches("[class*=skip]"))
      .map((element) => ({ text: element.innerText, right: element.getBoundingClientRect().right }))
      .filter(({ right }) => right > window.innerWidth),
  );
  expect(over).toEqual([]);
}

test("checklist 63: the language is chosen under one's profile, and stays after a reload", async ({
  anna,
}) => {
  const { page } = anna;
  await page.getByRole("button", { name: "Account of Anna" }).click();
  await page.getByRole("menuitem", { name: "Your profile" }).click();
  await expect(page).toHaveTitle("Your profile");
  await page.getByRole("radio", { name: "Svenska" }).click();
  await expect(page.getByRole("heading", { name: "Din profil" })).toBeVisible();
  await expect(page).toHaveTitle("Din profil");
  await expect(page.locator("html")).toHaveAttribute("lang", "sv");
  await page.reload();
  await expect(page.getByRole("navigation", { name: "Huvudmeny" })).toContainText("Inkorg");
  await page.getByRole("radio", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
});

test("a browser that asks for Swedish gets the sign-in page in Swedish, and can ask for English", async ({
  frontdesk,
  newAgent,
}) => {
  const { page } = await newAgent("Anna", { locale: "sv-SE" });
  await page.goto(frontdesk.origin);
  await expect(page.getByRole("heading", { name: "Logga in" })).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

for (const [name, viewport] of [
  ["320 px wide", { width: 320, height: 640 }],
  ["at 200 % zoom", { width: 640, height: 360 }],
] as const) {
  test(`checklist 67: ${name}, every section is reached and nothing is cut`, async ({ newAgent }) => {
    const anna = await newAgent("Anna", { viewport, reducedMotion: "reduce" });
    await anna.comesIn();
    await fits(anna.page);
    await anna.page.getByRole("link", { name: "Settings" }).click();
    await expect(anna.page.getByRole("heading", { name: "Your profile" })).toBeVisible();
    await fits(anna.page);
    await anna.page.getByRole("radio", { name: "Svenska" }).click();
    await expect(anna.page.getByRole("heading", { name: "Din profil" })).toBeVisible();
    await fits(anna.page);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`checklist 67: one's profile is accessible, in ${colorScheme}`, async ({ newAgent }) => {
    const anna = await newAgent("Anna", { colorScheme, reducedMotion: "reduce" });
    await anna.comesIn();
    await anna.page.goto(`${anna.server.origin}/settings`);
    for (const width of [1280, 360]) {
      await anna.page.setViewportSize({ width, height: 740 });
      await expect(anna.page.getByRole("heading", { name: "Your profile" })).toBeVisible();
      const { violations } = await new AxeBuilder({ page: anna.page }).analyze();
      expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html) }))).toEqual([]);
    }
  });
}

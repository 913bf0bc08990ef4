import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { call, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

const OFFER = "An offer stands, in seconds";

/** Types into the focused field in place of what it holds. */
async function types(page: Page, text: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`ROUTE-7 an offer stands as long as was set by keyboard alone, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
    newVisitor,
    anna,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 800 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/live-chat`);
    const offer = page.getByRole("textbox", { name: OFFER });
    await expect(offer).toHaveValue("100");
    await expect(offer).toHaveAccessibleDescription(/Default 100\. 10 to 600\./);
    await accessible(page, "the numbers of live chat");

    // A number out of its bounds is told beside its field.
    await offer.focus();
    await types(page, "5");
    await page.keyboard.press("Enter");
    await expect(offer).toHaveAccessibleDescription(/Enter a whole number from 10 to 600\./);
    await expect(offer).toBeFocused();
    await accessible(page, "numbers that can't be saved");
    await types(page, "40");
    await page.keyboard.press("Enter");
    await expect(page.getByText("The numbers of live chat were saved")).toBeVisible();
    await page.reload();
    await expect(offer).toHaveValue("40");

    // It acts: whoever is asked now is asked for so long.
    const visitor = await newVisitor();
    await visitor.asksForAPerson();
    await expect(anna.offer()).toBeVisible();
    await expect(anna.offer().getByTestId("offer-left")).toHaveText(/0:(40|3\d)/);
    await frontdesk.passes({ seconds: 41 });
    await expect(anna.offer()).toBeHidden();
    await expect(visitor.line("No agent was free to take the chat")).toBeVisible();

    // The way back to the default leaves the focus where it was.
    await offer.focus();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: `Back to 100: ${OFFER}` })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(offer).toHaveValue("100");
    await expect(offer).toBeFocused();
    await expect(page.getByText("Not saved yet")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Not saved yet")).toBeHidden();
    await page.reload();
    await expect(offer).toHaveValue("100");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);
  });
}

test("ROUTE-14 what does not fit together is told beside its field, and nothing unsaved is lost unasked", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/settings/live-chat`);
  const silence = page.getByRole("textbox", { name: "Silence that ends a chat, in minutes" });
  const warning = page.getByRole("textbox", { name: "Warning before that end, in seconds" });
  await silence.fill("2");
  await silence.press("Enter");
  await expect(warning).toHaveAccessibleDescription(/shorter than the silence that ends a chat/);
  await expect(warning).toBeFocused();
  await page.getByRole("link", { name: "Queue" }).click();
  await expect(page.getByRole("dialog")).toContainText("Leave without saving?");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(silence).toHaveValue("2");
  await warning.fill("30");
  await page.getByRole("textbox", { name: /stay unanswered/ }).fill("60");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The numbers of live chat were saved")).toBeVisible();
  const told = await call<{ numbers: Record<string, number> }>(page.context(), frontdesk, "GET", "live-chat");
  expect(told.numbers).toMatchObject({
    inactivity_minutes: 2,
    inactivity_warning_seconds: 30,
    unanswered_seconds: 60,
  });
  await page.goto(`${frontdesk.origin}/settings/audit`);
  await expect(page.getByText("Numbers of live chat changed")).toBeVisible();
  await expect(page.getByText("Silence that ends a chat, in minutes: 10 → 2")).toBeVisible();
});

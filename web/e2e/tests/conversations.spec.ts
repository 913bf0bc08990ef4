import { readFile } from "node:fs/promises";
import { accessible } from "../accessible.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

test("INBOX-2, INBOX-4, INBOX-5: a past conversation is found by what was said, read, and saved", async ({
  visitor,
  anna,
}) => {
  await talk(visitor, anna);
  await visitor.says("Do you ship bananas?");
  await expect(anna.bubble("Do you ship bananas?")).toBeVisible();
  const { page } = anna;
  const transcript = page.getByRole("link", { name: "Download transcript" });
  await expect(transcript).toBeHidden();
  await anna.endsSession();
  const fromInbox = page.waitForEvent("download");
  await transcript.click();
  expect(await readFile(await (await fromInbox).path(), "utf8")).toContain("Do you ship bananas?");
  await accessible(page, "a chat that has ended");

  await page.getByRole("link", { name: /^Conversations/ }).click();
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("link");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Ended by the agent");
  await accessible(page, "the list");

  await page.getByRole("searchbox", { name: "Search people and messages" }).fill("kiwi");
  await expect(page.getByText("No conversation fits.")).toBeVisible();
  await accessible(page, "nothing found");
  // Words become known to the search a moment after they were said, and a list reads itself again.
  await page.getByRole("searchbox").fill("BANANA");
  await expect(rows).toHaveCount(1, { timeout: 25_000 });
  await expect(page).toHaveURL(/q=BANANA/);
  await rows.click();
  await expect(page.getByRole("log").getByText("Do you ship bananas?")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Visitor details" })).toContainText("Interest");
  await accessible(page, "one conversation");

  const saving = page.waitForEvent("download");
  await transcript.click();
  const saved = await readFile(await (await saving).path(), "utf8");
  expect(saved).toContain("Do you ship bananas?");
  expect(saved).toContain("Anna joined");

  await page.reload();
  await expect(page.getByRole("log").getByText("Do you ship bananas?")).toBeVisible();
  await page.getByRole("combobox", { name: "Outcome" }).selectOption("Live");
  await expect(page.getByText("No conversation fits.")).toBeVisible();
});

test("a phone shows the list or one conversation, and Back leads to the list as it was", async ({
  visitor,
  newAgent,
}) => {
  const anna = await newAgent("Anna", { viewport: { width: 360, height: 720 } });
  await anna.comesIn();
  await talk(visitor, anna);
  const { page } = anna;
  await page.goto(`${anna.server.origin}/conversations?standing=live`);
  const rows = page.getByRole("list", { name: "Conversations" }).getByRole("link");
  await rows.click();
  await expect(page.getByRole("log")).toBeVisible();
  await expect(rows).toBeHidden();
  await page.getByRole("link", { name: "Back to the conversations" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/standing=live/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test("a conversation of others looks like one that is not there", async ({ visitor, anna, ben }) => {
  await talk(visitor, anna);
  const { page } = anna;
  await page.getByRole("link", { name: /^Conversations/ }).click();
  await page.getByRole("list", { name: "Conversations" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/conversations\/[0-9a-f-]{36}/);
  await ben.page.goto(page.url());
  await expect(ben.page.getByRole("heading", { name: "There is no such conversation" })).toBeVisible();
});

test("checklist 64: what can't be read is told so, and read again when asked", async ({ visitor, anna }) => {
  await talk(visitor, anna);
  const { page, conversation } = anna;
  const broken = { status: 500, json: { code: "internal", title: "broken", status: 500 } };
  for (const [call, path, told, then] of [
    [
      `conversations/${conversation}`,
      `conversations/${conversation}`,
      "The conversation could not be loaded.",
      page.getByRole("log").getByText("Good morning!"),
    ],
    [
      "me/mail",
      "settings/me",
      "What you get by e-mail could not be read.",
      page.getByRole("switch", { name: "Chats that were meant for me and that nobody took" }),
    ],
  ] as const) {
    await page.route(`**/api/console/${call}`, (route) => route.fulfill(broken));
    await page.goto(`${anna.server.origin}/${path}`);
    const alert = page.getByRole("alert").filter({ hasText: told });
    await expect(alert).toBeVisible();
    await accessible(page, told);
    await page.unroute(`**/api/console/${call}`);
    await alert.getByRole("button", { name: "Try again" }).press("Enter");
    await expect(then).toBeVisible();
    await expect(alert).toBeHidden();
  }
});

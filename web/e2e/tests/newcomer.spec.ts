import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accessible } from "../accessible.ts";
import { expect, test } from "../frontdesk.ts";
import { serveFolder } from "../static.ts";
import { Visitor } from "../visitor.ts";

test.use({ demo: false });
test.setTimeout(60_000);

const PASSWORD = "three green herons";

// What the README tells under "From nothing to the first chat", step by step.
test("from nothing to the first chat: owner, dialogue, one's own page, a visitor, both talk", async ({
  frontdesk,
  newBrowser,
}) => {
  // 1. The link that the first start has printed makes the owner.
  await expect.poll(() => frontdesk.told).toMatch(/http\S+\/link#\S+/);
  const [link = ""] = frontdesk.told.match(/http\S+\/link#\S+/) ?? [];
  const page = await (await newBrowser({ reducedMotion: "reduce" })).newPage();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Create the owner" })).toBeVisible();
  await accessible(page, "the owner's link");
  await page.getByRole("textbox", { name: "E-mail" }).fill("olga@shop.example");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Olga");
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the owner" }).click();
  await expect(page.getByRole("button", { name: "Account of Olga" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your account does not take live chats" })).toBeVisible();

  const late = await (await newBrowser()).newPage();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This link no longer works" })).toBeVisible();

  // 2. Who is to answer takes live chats.
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Users" }).click();
  await page.getByRole("button", { name: "Edit Olga" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("switch", { name: "May take live chats, whatever the profiles" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  const available = page.getByRole("switch", { name: "Available for new chats: Available" });
  await expect(available).toBeChecked();

  // 3. A dialogue greets the visitors of a page.
  const folder = join(frontdesk.data, "site");
  await mkdir(folder);
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  const ours = (text: string) =>
    text
      .replaceAll("https://chat.example.com", frontdesk.origin)
      .replaceAll("wss://chat.example.com", frontdesk.origin.replace("http", "ws"));
  const [snippet = ""] = readme.match(/<script async src=.*<\/script>/) ?? [];
  const policy = (readme.match(/^(script|connect|img|media)-src .*$/gm) ?? []).join(" ");
  expect(policy).toContain("connect-src");
  const site = await serveFolder(folder, ours(`default-src 'none'; ${policy}`));
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><html lang="en"><title>Our shop</title><h1>Our shop</h1>${ours(snippet)}</html>`,
  );
  await page.getByRole("link", { name: "Dialogues" }).click();
  await expect(page.getByText("There are no dialogues yet.")).toBeVisible();
  await accessible(page, "no dialogues");
  await page.getByRole("button", { name: "New dialogue" }).first().click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Welcome");
  await dialog.getByRole("textbox", { name: "Pages that show it" }).fill(site.origin);
  await dialog.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(dialog.getByRole("list")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("“Welcome” is published")).toBeVisible();

  // 4. The page carries the snippet; a visitor answers.
  const visitor = new Visitor(await (await newBrowser()).newPage(), frontdesk, undefined);
  await visitor.page.goto(site.origin);
  await expect(visitor.poke).toContainText("Hi there! Would you like to talk to one of us?");
  await visitor.opens();
  await visitor.chooses("Yes, please");
  await visitor.answers("Vera");
  await visitor.answers("vera@example.com");

  // 5. The chat rings in the inbox; accepted, both talk.
  await page.getByRole("link", { name: "Inbox" }).click();
  await page
    .getByRole("group", { name: "Incoming chat from Vera" })
    .getByRole("button", { name: /^Accept/ })
    .click();
  const reply = page.getByRole("textbox", { name: "Reply to Vera" });
  await reply.fill("Good morning, Vera!");
  await reply.press("Enter");
  await expect(visitor.bubble("Good morning, Vera!")).toBeVisible();
  await visitor.says("Do you ship bananas?");
  await expect(page.getByRole("log").getByText("Do you ship bananas?")).toBeVisible();
  await site.close();
});

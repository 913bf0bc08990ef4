import type { BrowserContext, Locator, Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";
import type { Server } from "../server.ts";

test.use({ contextOptions: { viewport: { width: 1280, height: 900 } } });

const cards = [
  {
    kind: "question",
    id: "ask",
    text: 'Hello {{person.first_name:"there"}}, may we connect you?',
    choices: [
      { label: "Yes", next: "mail" },
      { label: "No", next: "bye" },
    ],
  },
  {
    kind: "capture",
    id: "mail",
    text: "Your e-mail?",
    input: "email",
    attribute: "person.email",
    skip_if_known: true,
    next: "known",
  },
  { kind: "goal", id: "known", name: "Lead", next: "live" },
  { kind: "live_chat", id: "live", text: "One moment, please." },
  { kind: "message", id: "bye", text: "Goodbye!" },
];

async function drawn(frontdesk: Server, context: BrowserContext, name: string): Promise<string> {
  const file = { frontdesk_stream: 1, name, targets: [`${frontdesk.site}/none`], first: "ask", cards };
  const made = await call<{ dialogue: { id: string } }>(context, frontdesk, "POST", "dialogues", file);
  return made.dialogue.id;
}

/** The designer of a dialogue with its test chat open. */
async function tried(frontdesk: Server, page: Page, id: string): Promise<Locator> {
  await page.goto(`${frontdesk.origin}/dialogues/${id}/design`);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  return page.getByRole("region", { name: "Test chat" });
}

/** The card that is lit on the canvas. */
const lit = (page: Page) => page.locator(".react-flow__node [data-lit]");

test("STREAM-6 a draft is tried in the chat that visitors get; it counts nothing and asks nobody", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const id = await drawn(frontdesk, page.context(), "Tried");
  const chat = await tried(frontdesk, page, id);
  await expect(chat.getByText("Hello there, may we connect you?")).toBeVisible();
  await expect(lit(page)).toContainText("may we connect you?");

  await chat.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(lit(page)).toContainText("Your e-mail?");
  await chat.getByRole("textbox", { name: "Your e-mail address" }).fill("no address");
  await chat.getByRole("textbox", { name: "Your e-mail address" }).press("Enter");
  await expect(chat.getByText("Please enter an e-mail address", { exact: false }).first()).toBeVisible();
  await chat.getByRole("textbox", { name: "Your e-mail address" }).fill("vera@example.com");
  await chat.getByRole("textbox", { name: "Your e-mail address" }).press("Enter");
  await expect(chat.getByRole("log").getByText("One moment, please.")).toBeVisible();
  await expect(lit(page)).toContainText("One moment, please.");
  await expect(chat.getByText("reached the goal “Lead”")).toBeVisible();
  await expect(chat.getByText("asks for an agent")).toBeVisible();
  await expect(chat.getByRole("list", { name: "What would be decided, in order" })).toBeVisible();
  await accessible(page, "test chat");

  await chat.getByRole("button", { name: "Step back" }).click();
  await expect(lit(page)).toContainText("Your e-mail?");
  await chat.getByRole("button", { name: "Start again" }).click();
  await expect(lit(page)).toContainText("may we connect you?");
  await expect(chat.getByText("One moment, please.")).toHaveCount(0);

  const { rows } = await call<{ rows: { name: string; triggered: number; engaged: number }[] }>(
    page.context(),
    frontdesk,
    "GET",
    "dialogues?search=Tried",
  );
  expect(rows.map(({ triggered, engaged }) => [triggered, engaged])).toEqual([[0, 0]]);
});

test("STREAM-6 what is edited shows in the test at once, with what was answered so far", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const id = await drawn(frontdesk, page.context(), "Edited while tried");
  const chat = await tried(frontdesk, page, id);
  await chat.getByRole("button", { name: "No", exact: true }).click();
  await expect(chat.getByText("Goodbye!")).toBeVisible();
  await page.locator(".react-flow__node").filter({ hasText: "Goodbye!" }).click();
  await page
    .getByRole("region", { name: "Selected card" })
    .getByLabel("Text", { exact: true })
    .fill("So long!");
  await expect(chat.getByText("So long!")).toBeVisible();
  await expect(chat.getByText("Goodbye!")).toHaveCount(0);
});

test("TARGET-10 the test greets a known person by what they may be greeted with", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const id = await drawn(frontdesk, page.context(), "Known");
  const chat = await tried(frontdesk, page, id);
  await chat.getByText("Who is the visitor?").click();
  await chat.getByRole("button", { name: "Add what is known" }).click();
  await chat.getByRole("combobox", { name: "What is known, 1" }).selectOption("person.first_name");
  await chat.getByRole("textbox", { name: "Its value, 1" }).fill("Pia");
  await expect(chat.getByText("Hello Pia, may we connect you?")).toBeVisible();
});

test("who may only look may try a draft, too, on a phone as well", async ({ frontdesk, newBrowser }) => {
  const admin = await signedIn(frontdesk, newBrowser);
  const id = await drawn(frontdesk, admin.context(), "Looked at");
  const page = await colleague(frontdesk, newBrowser, admin, { name: "Lena", profiles: ["live_agent"] });
  await page.setViewportSize({ width: 360, height: 740 });
  const chat = await tried(frontdesk, page, id);
  await chat.getByRole("button", { name: "No", exact: true }).click();
  await expect(chat.getByText("Goodbye!")).toBeVisible();
  await accessible(page, "test chat on a phone");
  await chat.getByRole("button", { name: "Close the test chat" }).click();
  await expect(chat).toHaveCount(0);
});

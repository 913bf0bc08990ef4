import type { Agent } from "../agent.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";
import { saidIn } from "../record.ts";
import type { Visitor } from "../visitor.ts";

test.use({ fragile: true });
test.setTimeout(60_000);

const AWAY = /Anna is away/;

/** Both screens show what the log holds, and nothing twice. */
async function agree(visitor: Visitor, agent: Agent, texts: string[]): Promise<void> {
  const said = saidIn(await agent.logOf(agent.conversation));
  expect(said.map((one) => one.text)).toEqual(texts);
  expect((await visitor.reads()).slice(-texts.length)).toEqual(said);
  expect((await agent.reads()).slice(-texts.length)).toEqual(said);
}

test("ROUTE-15: a visitor who is offline for 45 s, then for 6 minutes, finds everything, nothing twice, in order", async ({
  frontdesk,
  visitor,
  anna,
}) => {
  await talk(visitor, anna);
  await visitor.losesNetwork();
  await anna.says("Are you there?");
  await visitor.says("Where are you?");
  await expect(
    visitor.window.getByText("You are offline: messages are sent when you are back"),
  ).toBeVisible();
  await expect(visitor.log.getByText("Sending…")).toBeVisible();
  await frontdesk.passes({ seconds: 45 });
  await visitor.regainsNetwork();
  await expect(visitor.bubble("Are you there?")).toBeVisible();
  await expect(anna.bubble("Where are you?")).toBeVisible();

  await visitor.losesNetwork();
  await frontdesk.passes({ minutes: 6 });
  await anna.says("I will be here.");
  await anna.says("Write whenever you like.");
  await visitor.says("Back in a moment.");
  await visitor.says("Really.");
  await visitor.regainsNetwork();
  await expect(visitor.bubble("Write whenever you like.")).toBeVisible();
  await expect(anna.bubble("Really.")).toBeVisible();
  await expect(visitor.composer).toBeVisible();
  await agree(visitor, anna, [
    "Good morning!",
    ...["Are you there?", "Where are you?"],
    ...["I will be here.", "Write whenever you like.", "Back in a moment.", "Really."],
  ]);
});

test("ROUTE-15: an agent who is lost shows as away, is offered beside, and keeps the chat when back in time", async ({
  frontdesk,
  visitor,
  anna,
  ben,
}) => {
  await talk(visitor, anna);
  await anna.losesNetwork();
  await frontdesk.passes({ seconds: 45 });
  await visitor.says("Hello?");
  await expect(visitor.log.getByText("Sent", { exact: true })).toBeVisible();
  await expect(visitor.line(AWAY)).toBeHidden();
  await frontdesk.passes({ seconds: 20 });
  await expect(visitor.line(AWAY)).toBeVisible();
  await expect(ben.offers).toBeHidden();
  await frontdesk.passes({ minutes: 5 });
  await expect(ben.offer()).toContainText("Takeover");
  await expect(visitor.line("Looking for a colleague who can help…")).toBeVisible();
  await anna.says("I am back.");
  await anna.regainsNetwork();
  await expect(ben.offers).toBeHidden();
  await expect(visitor.line("Anna is back")).toBeVisible();
  await expect(visitor.bubble("I am back.")).toBeVisible();
  await expect(anna.bubble("Hello?")).toBeVisible();
  await agree(visitor, anna, ["Good morning!", "Hello?", "I am back."]);
});

test("ROUTE-15: a colleague who accepts has the chat, with all that was said; the lost agent is told", async ({
  frontdesk,
  visitor,
  anna,
  ben,
}) => {
  await talk(visitor, anna);
  await anna.losesNetwork();
  await frontdesk.passes({ minutes: 6 });
  await ben.accepts();
  await expect(visitor.line("You're now chatting with Ben")).toBeVisible();
  await expect(ben.bubble("Good morning!")).toBeVisible();
  await visitor.says("Hello Ben");
  await expect(ben.bubble("Hello Ben")).toBeVisible();
  await anna.regainsNetwork();
  await expect(anna.page.getByText("You no longer hold this chat")).toBeVisible();
  await expect(anna.composer).toBeHidden();
  await expect(anna.chats).toHaveCount(0);
});

test("ROUTE-15: when nobody takes the place of a lost agent, the visitor gets the fallback and may ask again", async ({
  frontdesk,
  visitor,
  anna,
}) => {
  await talk(visitor, anna);
  await anna.losesNetwork();
  await frontdesk.passes({ minutes: 6 });
  await expect(visitor.line("We lost the connection to our agent")).toBeVisible();
  await expect(visitor.log).toContainText("nobody can take your chat right now");
  await expect(visitor.again).toBeVisible();
});

test("ROUTE-18: a visitor without connection for 45 s during an offer has left: it vanishes, the ring keeps its place", async ({
  frontdesk,
  visitor,
  newVisitor,
  anna,
  ben,
}) => {
  await visitor.asksForAPerson();
  await expect(anna.offer()).toBeVisible();
  await visitor.losesNetwork();
  await frontdesk.passes({ seconds: 40 });
  await expect(anna.offer()).toBeVisible();
  await frontdesk.passes({ seconds: 10 });
  await expect(anna.offers).toBeHidden();
  await visitor.regainsNetwork();
  await visitor.visits("/pricing.html");
  if (await visitor.window.isHidden()) await visitor.opens();
  await expect(visitor.line("The chat ended while you were away")).toBeVisible();

  const next = await newVisitor();
  await next.asksForAPerson({ name: "Wim", email: "wim@example.com" });
  await expect(ben.offer("Wim")).toBeVisible();
  await expect(anna.offers).toBeHidden();

  await visitor.again.click();
  await expect(anna.offer("Vera")).toBeVisible();
});

test("ROUTE-18: Cancel withdraws the offer at once", async ({ visitor, anna }) => {
  await visitor.asksForAPerson();
  await expect(anna.offer()).toBeVisible();
  await visitor.window.getByRole("button", { name: "Cancel" }).click();
  await expect(anna.offers).toBeHidden();
  await expect(visitor.line("You stopped waiting for an agent")).toBeVisible();
  await expect(visitor.again).toBeVisible();
});

test("ROUTE-16: an offer that ran out while the server was dead expires at its start", async ({
  frontdesk,
  visitor,
  anna,
}) => {
  await visitor.asksForAPerson();
  await expect(anna.offer()).toBeVisible();
  await frontdesk.kill();
  await frontdesk.passes({ seconds: 101 });
  await frontdesk.start();
  await expect(visitor.log).toContainText("nobody can take your chat right now", { timeout: 20_000 });
  await expect(anna.offers).toBeHidden();
});

test("ROUTE-14: a silent chat is warned of its end, then ends; words put the end off", async ({
  frontdesk,
  visitor,
  anna,
}) => {
  await talk(visitor, anna);
  await frontdesk.passes({ minutes: 8 });
  await expect(visitor.window.getByText(/^Still there\? This chat ends in/)).toBeVisible();
  await expect(anna.page.getByText(/^Ends in/).first()).toBeVisible();
  await visitor.says("Still here");
  await expect(visitor.window.getByText(/^Still there\?/)).toBeHidden();
  await anna.says("Good");
  await frontdesk.passes({ minutes: 9 });
  await expect(visitor.window.getByText(/^Still there\?/)).toBeVisible();
  await expect(visitor.composer).toBeVisible();
  await frontdesk.passes({ minutes: 2 });
  await expect(visitor.line("The chat ended because nobody wrote for a while")).toBeVisible();
  await expect(visitor.again).toBeVisible();
});

test("ROUTE-14: who waits for an answer for 2 minutes is told to the agent; after 10 a colleague is asked", async ({
  frontdesk,
  visitor,
  anna,
  ben,
}) => {
  await talk(visitor, anna);
  await visitor.says("What does it cost?");
  await expect(anna.bubble("What does it cost?")).toBeVisible();
  await frontdesk.passes({ seconds: 121 });
  await expect(anna.chats).toContainText("Waiting too long");
  await frontdesk.passes({ minutes: 8 });
  await expect(ben.offer()).toContainText("Takeover");
  await ben.accepts();
  await expect(visitor.line("You're now chatting with Ben")).toBeVisible();
});

test("checklist 22: two tabs of a visitor show the same, and what is written in one is in both, once", async ({
  visitor,
  anna,
}) => {
  await talk(visitor, anna);
  const tab = await visitor.anotherTab();
  await tab.visits("/pricing.html");
  await tab.opens();
  await expect(tab.bubble("Good morning!")).toBeVisible();
  expect(await tab.reads()).toEqual(await visitor.reads());
  await tab.says("From the second tab");
  await expect(visitor.bubble("From the second tab")).toBeVisible();
  await visitor.says("From the first tab");
  await expect(tab.bubble("From the first tab")).toBeVisible();
  await anna.says("I read both");
  await expect(tab.bubble("I read both")).toBeVisible();
  await expect(visitor.bubble("I read both")).toBeVisible();
  await agree(visitor, anna, ["Good morning!", "From the second tab", "From the first tab", "I read both"]);
  expect(await tab.reads()).toEqual(await visitor.reads());

  await visitor.losesNetwork();
  await visitor.says("Both tabs know this");
  await expect(tab.bubble("Both tabs know this")).toBeVisible();
  await visitor.regainsNetwork();
  await expect(anna.bubble("Both tabs know this")).toBeVisible();
  await expect(visitor.log.getByText("Sending…")).toBeHidden();
  await expect(tab.log.getByText("Sending…")).toBeHidden();
  expect(
    saidIn(await anna.logOf(anna.conversation)).filter((one) => one.text === "Both tabs know this"),
  ).toHaveLength(1);
  expect(await tab.reads()).toEqual(await visitor.reads());

  await tab.ends();
  await expect(visitor.line("You ended the chat")).toBeVisible();
});

test("INBOX-1: an offer rings in both consoles of an agent, and vanishes in both when one accepts", async ({
  visitor,
  anna,
}) => {
  const other = await anna.anotherTab();
  await visitor.asksForAPerson();
  await expect(anna.offer()).toBeVisible();
  await expect(other.offer()).toBeVisible();
  await other.accepts();
  await expect(anna.offers).toBeHidden();
  await expect(other.offers).toBeHidden();
  await expect(anna.chats).toHaveCount(1);
  await anna.chats.click();
  await other.says("From the other console");
  await expect(anna.bubble("From the other console")).toBeVisible();
  await anna.says("From this one");
  await expect(other.bubble("From this one")).toBeVisible();
  await agree(visitor, anna, ["From the other console", "From this one"]);
  expect(await other.reads()).toEqual(await anna.reads());
});

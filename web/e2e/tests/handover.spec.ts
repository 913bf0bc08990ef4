import { accessible } from "../accessible.ts";
import { call, signedIn } from "../console.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";

for (const width of [1280, 390]) {
  const viewport = { width, height: 900 };

  test(`ROUTE-13 a chat is handed to a colleague with a note, by keyboard alone, at ${width} px`, async ({
    newAgent,
    visitor,
  }) => {
    const anna = await newAgent("Anna", { viewport, reducedMotion: "reduce" });
    await anna.comesIn();
    await talk(visitor, anna);
    const ben = await newAgent("Ben", { viewport, reducedMotion: "reduce" });
    await ben.comesIn();
    const { page } = anna;

    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+t");
    const dialog = page.getByRole("dialog", { name: "Hand the chat over" });
    await expect(dialog.getByRole("searchbox", { name: "Agent or team" })).toBeFocused();
    await page.keyboard.type("be");
    const choice = dialog.getByRole("radio", { name: /Ben/ });
    await expect(dialog.getByRole("radio")).toHaveCount(1);
    await expect(dialog.getByText("Can take it now")).toBeVisible();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect(choice).toBeChecked();
    await page.keyboard.press("Tab");
    await page.keyboard.type("She wants to lease twelve bikes.");
    await accessible(page, "handing over");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();

    const offer = ben.offer();
    await expect(offer.getByText("Handed over by Anna")).toBeVisible();
    await expect(offer.getByText("She wants to lease twelve bikes.")).toBeVisible();
    await accessible(ben.page, "a chat that is handed over");
    // Anna is the owner until then, and can go on.
    await anna.says("One moment, my colleague Ben knows that.");
    await ben.accepts();
    await expect(visitor.line("You're now chatting with Ben")).toBeVisible();
    await expect(ben.line(/Anna hands the chat over to Ben: She wants to lease twelve bikes/)).toBeVisible();
    await expect(visitor.window.getByText("twelve bikes")).toHaveCount(0);
    await ben.says("Twelve? With pleasure.");
    await expect(visitor.bubble("Twelve? With pleasure.")).toBeVisible();
    await expect(anna.composer).toBeHidden();
  });
}

test("ROUTE-13 a colleague declines and says why: the chat stays, and its agent is told", async ({
  anna,
  newAgent,
  visitor,
}) => {
  await talk(visitor, anna);
  const ben = await newAgent("Ben");
  await ben.comesIn();
  await anna.page.getByRole("button", { name: "Hand over" }).click();
  const dialog = anna.page.getByRole("dialog", { name: "Hand the chat over" });
  await dialog.getByRole("radio", { name: /Ben/ }).check();
  await dialog.getByRole("button", { name: "Hand over" }).click();

  await ben.offer().getByRole("button", { name: "Decline chat from Vera with a reason" }).click();
  const why = ben.page.getByRole("dialog", { name: "Decline the chat" });
  await why.getByRole("radio", { name: "Another reason" }).check();
  await why.getByRole("textbox", { name: "In your words" }).fill("I am about to leave");
  await accessible(ben.page, "declining with a reason");
  await why.getByRole("button", { name: "Decline" }).click();
  await expect(ben.offers).toBeHidden();

  await expect(anna.line("Ben declined: I am about to leave")).toBeVisible();
  await expect(anna.line("Nobody took the chat over: it stays where it is")).toBeVisible();
  await anna.says("I am still here.");
  await expect(visitor.bubble("I am still here.")).toBeVisible();
  await expect(visitor.window.getByText("about to leave")).toHaveCount(0);
});

test("ROUTE-13 what is handed over can be taken back, and the colleague's banner goes", async ({
  anna,
  newAgent,
  visitor,
}) => {
  await talk(visitor, anna);
  const ben = await newAgent("Ben");
  await ben.comesIn();
  await anna.page.getByRole("button", { name: "Hand over" }).click();
  const dialog = anna.page.getByRole("dialog", { name: "Hand the chat over" });
  await dialog.getByRole("radio", { name: /Ben/ }).check();
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await expect(ben.offer()).toBeVisible();
  await anna.page.getByRole("button", { name: "Take back" }).click();
  await expect(ben.offers).toBeHidden();
  await expect(anna.page.getByRole("button", { name: "Hand over" })).toBeVisible();
});

test("ROUTE-13 a chat is handed to a team: the next of it who can take it is asked, never the sender", async ({
  frontdesk,
  newBrowser,
  anna,
  newAgent,
  visitor,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const { agents } = await call<{ agents: { id: string; name: string }[] }>(
    owner.context(),
    frontdesk,
    "GET",
    "agents",
  );
  const ids = ["Anna", "Ben"].map((who) => agents.find(({ name }) => name === who)?.id);
  await call(owner.context(), frontdesk, "POST", "teams", { name: "Leasing", agents: ids });
  await talk(visitor, anna);
  const ben = await newAgent("Ben");
  await ben.comesIn();
  await anna.page.getByRole("button", { name: "Hand over" }).click();
  const dialog = anna.page.getByRole("dialog", { name: "Hand the chat over" });
  await dialog.getByRole("searchbox", { name: "Agent or team" }).fill("leas");
  const team = dialog.getByRole("group", { name: "Teams" }).getByRole("radio", { name: /Leasing/ });
  await team.check();
  await dialog.getByRole("textbox").last().fill("Twelve bikes, for a year.");
  await accessible(anna.page, "handing over to a team");
  await dialog.getByRole("button", { name: "Hand over" }).click();

  await expect(ben.offer().getByText("Twelve bikes, for a year.")).toBeVisible();
  await expect(anna.offers).toBeHidden();
  await expect(anna.line(/hands the chat over to Leasing: Twelve bikes, for a year/)).toBeVisible();
  await ben.accepts();
  await expect(visitor.line("You're now chatting with Ben")).toBeVisible();
  await ben.says("A year it is.");
  await expect(visitor.bubble("A year it is.")).toBeVisible();
  await expect(visitor.window.getByText("Twelve bikes")).toHaveCount(0);
});

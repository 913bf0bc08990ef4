import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

test("STREAM-7 TARGET-1: a dialogue is made of the starter, aimed, published, seen, changed, exported and taken off", async ({
  frontdesk,
  newBrowser,
  visitor,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/dialogues`);
  const rows = page.getByRole("list", { name: "Dialogues" }).getByRole("listitem");
  await expect(rows).toHaveCount(1);
  await accessible(page, "the dialogues");

  await page.getByRole("button", { name: "New dialogue" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await expect(dialog.getByText("Enter at least one page.")).toBeVisible();
  await accessible(page, "a new dialogue with faults");
  const name = dialog.getByRole("textbox", { name: "Name" });
  await name.fill("Harbour Bikes welcome");
  const pages = dialog.getByRole("textbox", { name: "Pages that show it" });
  await pages.fill(`${frontdesk.site}/pricing.html\n\nshop.example\nhttp://`);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(pages).toHaveAccessibleDescription(
    /Line 3: the address must begin with http:\/\/ or https:\/\/\.\s+Line 4: the address has no valid host\./,
  );
  await pages.fill(`${frontdesk.site}/pricing.html`);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(name).toHaveAccessibleDescription(/A dialogue with this name exists already\./);
  await name.fill("Prices");
  await dialog.getByRole("button", { name: "Create" }).click();

  // Its stream is what one goes on with.
  await page.getByRole("link", { name: "Back to the dialogue" }).click();
  await expect(page.getByRole("heading", { name: "Prices", level: 1 })).toBeVisible();
  await expect(page.getByText("Never published")).toBeVisible();
  await expect(page.getByRole("list", { name: "What could be better" })).toBeHidden();
  await accessible(page, "one dialogue");
  const order = page.getByRole("textbox", { name: "Priority" });
  await expect(order).toHaveValue("1");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await accessible(page, "publishing");
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("“Prices” is published")).toBeVisible();
  await expect(page.getByText("Published", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Publish/ })).toBeHidden();

  await visitor.visits("/pricing.html");
  // The demo's own dialogue is for every page, and was published first.
  await expect(visitor.poke).toContainText("Looking for bikes for your team?");
  await page.goto(`${frontdesk.origin}/dialogues`);
  await rows.getByRole("link", { name: "Harbour Bikes welcome" }).click();
  await order.fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(order).toHaveAccessibleDescription(/whole number from 1 to 10,000/);
  await order.fill("2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Changed since publishing")).toBeVisible();
  await page.getByRole("button", { name: "Publish the changes" }).click();
  await dialog.getByRole("button", { name: "Publish the changes" }).click();
  await expect(page.getByText("“Harbour Bikes welcome” is published")).toBeVisible();
  await visitor.page.reload();
  await expect(visitor.poke).toContainText("Hi there! Would you like to talk to one of us?");

  await page.getByRole("link", { name: "All dialogues" }).click();
  await page.getByRole("searchbox", { name: "Search by name" }).fill("nothing like it");
  await expect(page.getByText("No dialogue fits.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search by name" }).fill("PRICE");
  await expect(rows).toHaveCount(1);
  await expect(rows.getByText("Triggered")).toBeVisible();
  await expect(rows.locator("dd")).toHaveText(["1", "0", "0", "0%"]);
  await rows.getByRole("link", { name: "Prices" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("Prices.json");
  expect(JSON.parse(await readFile(await saved.path(), "utf8")).name).toBe("Prices");

  await page.getByRole("button", { name: "Unpublish" }).click();
  await expect(dialog.getByText("It disappears at the visitor's next page view.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Unpublish" }).click();
  await dialog.getByRole("button", { name: "Unpublish" }).click();
  await expect(page.getByText("Unpublished", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish again" })).toBeVisible();
  await visitor.page.reload();
  // What has poked does not poke again: the window shows it.
  await visitor.opens();
  await expect(visitor.log).toContainText("Looking for bikes for your team?");
});

test("STREAM-2 STREAM-4: an imported file is a draft that tells what stands against it, card by card", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/dialogues`);
  const dialog = page.getByRole("dialog");
  const brings = async (what: string) => {
    const file = join(frontdesk.data, "stream.json");
    await writeFile(file, what);
    await dialog.getByLabel("Stream file").setInputFiles(file);
    await dialog.getByRole("button", { name: "Import" }).click();
  };
  const stream = (next: object) =>
    JSON.stringify({
      frontdesk_stream: 1,
      name: "Autumn",
      targets: [`${frontdesk.site}/products.html`],
      first: "live",
      cards: [
        { kind: "live_chat", id: "live", text: "One moment", ...next },
        { kind: "message", id: "after", text: "Bye" },
      ].slice(0, "next" in next ? 2 : 1),
    });
  await page.getByRole("button", { name: "Import" }).click();
  await accessible(page, "an import");
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose a file.");
  await brings("{");
  await expect(dialog.getByRole("alert")).toHaveText("This file is no JSON.");
  await brings("{}");
  await expect(dialog.getByRole("alert")).toContainText("The file can't be imported: it is no stream file.");
  await brings('{ "frontdesk_stream": 1 }');
  await expect(dialog.getByRole("alert")).toContainText(/Its reader says: .*not a stream file: /);
  await brings(stream({ next: "after" }));
  const faults = page.getByRole("list", { name: "What stands against publishing" });
  await expect(faults.getByRole("listitem")).toContainText([
    /Live chat: One moment.*nothing can follow it/,
    /Message: Bye.*No way leads to it/,
  ]);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(dialog.getByRole("heading", { name: "“Autumn” can't be published yet" })).toBeVisible();
  await accessible(page, "faults");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("link", { name: "All dialogues" }).click();
  await page.getByRole("button", { name: "Import" }).click();
  await brings(stream({}));
  await expect(dialog.getByText("A dialogue “Autumn” exists already.")).toBeVisible();
  await dialog.getByRole("button", { name: "Make it the draft" }).click();
  await expect(faults).toBeHidden();
  const warnings = page.getByRole("main").getByRole("list", { name: "What could be better" });
  await expect(warnings.getByRole("listitem")).toHaveCount(3);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(3);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published", { exact: true })).toBeVisible();
});

test("STREAM-3 STREAM-4: faults and warnings are told in the language of the console", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser, { locale: "sv-SE" });
  const keep = async (cards: object[]) => {
    const draft = { frontdesk_stream: 1, name: "Höst", targets: [], first: "a", cards };
    type Kept = { dialogue: { id: string } };
    const { dialogue } = await call<Kept>(page.context(), frontdesk, "POST", "dialogues", draft);
    await page.goto(`${frontdesk.origin}/dialogues/${dialogue.id}`);
  };
  await keep([
    { kind: "message", id: "a", text: "Hej {{person.shoe}}", next: "b" },
    { kind: "live_chat", id: "c", text: "Ett ögonblick" },
  ]);
  const faults = page.getByRole("list", { name: "Vad som hindrar publicering" }).getByRole("listitem");
  await expect(faults).toContainText([
    "Det finns inget attribut ”person.shoe”.",
    "Det leder till ”b”, som inte finns.",
    "Ingen väg leder hit.",
  ]);
  await keep([{ kind: "live_chat", id: "a", text: "Ett ögonblick" }]);
  const warnings = page.getByRole("list", { name: "Vad som kan bli bättre" }).getByRole("listitem");
  await expect(warnings).toHaveCount(3);
  await expect(warnings.last()).toContainText("utan att besökaren har fått frågan om sitt förnamn.");

  // A newer server may know what this page does not: its own words are better than none.
  await page.route("**/api/console/dialogues/*/check", async (route) => {
    const answer = await route.fetch();
    const warnings = [{ card: "a", code: "too_new", text: "the card is too new" }];
    await route.fulfill({ response: answer, json: { ...(await answer.json()), warnings } });
  });
  await page.reload();
  await expect(warnings).toHaveText([/the card is too new$/]);
});

test("TARGET-8 PERM-1: one switch hides all dialogues, and says so; who may only look can change nothing", async ({
  frontdesk,
  newBrowser,
  visitor,
  anna,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/dialogues`);
  await page.getByRole("button", { name: "Hide all dialogues" }).click();
  await expect(page.getByRole("dialog").getByText("live chats, go on")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Hide all dialogues" }).click();
  const banner = page.getByText("All dialogues are hidden. Only visitors who have answered one go on.");
  await expect(banner).toBeVisible();
  await accessible(page, "hidden dialogues");
  await visitor.seesNothingAt("/");

  await anna.page.getByRole("link", { name: "Dialogues" }).click();
  await expect(anna.page.getByText("All dialogues are hidden.")).toBeVisible();
  const buttons = anna.page.getByRole("main").getByRole("button");
  await expect(buttons.filter({ hasText: /New dialogue|Import|Hide|Show/ })).toHaveCount(0);
  await anna.page.getByRole("button", { name: "Actions for “Harbour Bikes welcome”" }).press("Enter");
  await expect(anna.page.getByRole("menuitem")).toHaveText(["Open the designer", "Export"]);
  await anna.page.keyboard.press("Escape");
  await anna.page.getByRole("link", { name: "Harbour Bikes welcome" }).click();
  await expect(anna.page.getByRole("heading", { name: "Harbour Bikes welcome" })).toBeVisible();
  await expect(buttons).toHaveText(["Export"]);
  await expect(anna.page.getByText("http://localhost:*")).toBeVisible();

  await page.getByRole("button", { name: "Show them again" }).click();
  await expect(banner).toBeHidden();
  await visitor.page.reload();
  await expect(visitor.poke).toBeVisible();

  // A marketer has no inbox, and begins where they work.
  const mia = await colleague(frontdesk, newBrowser, page, { name: "Mia", profiles: ["marketing_user"] });
  await mia.goto(frontdesk.origin);
  await expect(mia.getByRole("heading", { name: "Dialogues" })).toBeVisible();
  const sections = mia.getByRole("navigation", { name: "Main" }).getByRole("link");
  await expect(sections).toHaveText(["Dialogues", "Settings"]);
  for (const place of ["inbox", "conversations"]) {
    await mia.goto(`${frontdesk.origin}/${place}`);
    await expect(mia.getByText("It needs the permission “View my conversations”.")).toBeVisible();
  }
  await accessible(mia, "a page one may not see");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`checklist 67: dialogues are accessible and fit a phone, in ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { colorScheme });
    await page.goto(`${frontdesk.origin}/dialogues`);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(`${frontdesk.origin}/dialogues`);
      await expect(page.getByRole("link", { name: "Harbour Bikes welcome" })).toBeVisible();
      await accessible(page, `the list, ${width} wide`);
      await page.getByRole("link", { name: "Harbour Bikes welcome" }).click();
      await expect(page.getByRole("textbox", { name: "Priority" })).toBeVisible();
      await accessible(page, `one dialogue, ${width} wide`);
      await page.mouse.move(width / 2, 400);
      await page.mouse.wheel(0, 5000);
      await expect(page.getByText("Engagement rate")).toBeInViewport();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  });
}

test("checklist 64: a list that can't be read says so, and can be asked again", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  let down = true;
  await page.route(/\/api\/console\/dialogues\?/, (route) =>
    down
      ? route.fulfill({ status: 500, json: { code: "internal", title: "broken", status: 500 } })
      : route.continue(),
  );
  await page.goto(`${frontdesk.origin}/dialogues`);
  await expect(page.getByRole("alert").getByText("The dialogues could not be read.")).toBeVisible();
  await accessible(page, "a list that failed");
  down = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Harbour Bikes welcome" })).toBeVisible();
});

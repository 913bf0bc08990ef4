import { accessible } from "../accessible.ts";
import { call, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

interface Dialogues {
  rows: { id: string; name: string }[];
}

interface StreamFile {
  cards: { kind: string; route?: string }[];
}

interface Ring {
  agents: { id: string; name: string }[];
}

for (const [width, colorScheme] of [
  [1280, "dark"],
  [390, "light"],
] as const) {
  test(`ROUTE-12 a past request is tried by a changed rule, and all of them are replayed, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
    anna,
    visitor,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    const asks = <Told>(method: string, path: string, data?: object) =>
      call<Told>(page.context(), frontdesk, method, path, data);
    const { agents } = await asks<Ring>("GET", "agents");
    const id = (name: string) => agents.find((agent) => agent.name === name)?.id;
    await asks("POST", "rules", { name: "Everybody", enabled: true, agents: [id("Anna")] });
    const { rows } = await asks<Dialogues>("GET", "dialogues");
    const welcome = rows.find((one) => one.name === "Harbour Bikes welcome")?.id ?? "";
    const file = await asks<StreamFile>("GET", `dialogues/${welcome}/file`);
    for (const card of file.cards) if (card.kind === "live_chat") card.route = "rules";
    await asks("POST", "dialogues", file);
    await asks("POST", `dialogues/${welcome}/publish`);
    await visitor.asksForAPerson();
    await anna.accepts();

    // From what was decided in the conversation to what would be decided now.
    await page.goto(`${frontdesk.origin}/conversations`);
    await page.getByRole("list", { name: "Conversations" }).getByRole("link", { name: /Vera/ }).click();
    await page.getByRole("log").getByRole("button", { name: "Why Anna?" }).press("Enter");
    await page.getByRole("link", { name: "What would happen now?" }).press("Enter");
    await expect(page.getByRole("heading", { name: "What if?", level: 1 })).toBeVisible();
    await expect(page.getByText("As they were known when they asked for a person.")).toBeVisible();
    const known = page.getByRole("textbox", { name: /^Its value/ });
    await expect
      .poll(() => known.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)))
      .toContain("vera@example.com");
    const go = page.getByRole("button", { name: "Who gets the chat?" });
    const answer = page.getByRole("list", { name: "What would be decided, in order" });
    await go.press("Enter");
    await expect(answer.getByText("Offered to Anna").first()).toBeVisible();

    // A draft in which the rule names somebody else, and who is online does not count yet.
    await page.getByText("A draft").click();
    await page.getByRole("button", { name: "Change Everybody in the draft" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Change Everybody in the draft" });
    await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("Everybody");
    await dialog.getByRole("button", { name: /^Remove Anna/ }).press("Enter");
    await dialog.getByRole("button", { name: "Keep in the draft" }).press("Enter");
    await expect(dialog.getByText("Choose at least one agent or team.")).toBeVisible();
    await dialog.getByRole("combobox", { name: "Add an agent" }).fill("Ben");
    await page.getByRole("listbox").getByRole("option", { name: /^Ben/ }).click();
    await accessible(page, "a rule of the draft");
    await dialog.getByRole("button", { name: "Keep in the draft" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Changed in the draft")).toBeVisible();
    await go.press("Enter");
    await expect(answer.getByText("Fallback: nobody is left")).toBeVisible();

    // Past requests, with everybody on shift assumed to be there.
    await page.getByRole("button", { name: "Decide them once more" }).press("Enter");
    await expect(
      page.getByText("Requests: 1. Somebody else would be asked first for 1 of them."),
    ).toBeVisible();
    const firsts = page.getByRole("table", { name: "Who is asked first" });
    await expect(firsts.getByRole("row", { name: /^Anna 1 0 −1$/ })).toBeVisible();
    await expect(firsts.getByRole("row", { name: /^Ben 0 1 \+1$/ })).toBeVisible();
    const changed = page.getByRole("list", { name: "Who would change hands" });
    await expect(changed).toContainText("Anna now, Ben by the draft");
    await accessible(page, "a replay");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, "nothing is cut").toBeLessThanOrEqual(0);

    // A rule more, one left out, and back.
    await page.getByRole("button", { name: "Leave Everybody out of the draft" }).press("Enter");
    await expect(page.getByText("There are no rules in the draft.")).toBeVisible();
    await page.getByRole("button", { name: "As the rules are" }).press("Enter");
    await expect(page.getByRole("button", { name: "Change Everybody in the draft" })).toBeVisible();
    await page.getByRole("button", { name: "Decide them once more" }).press("Enter");
    await expect(page.getByText("Somebody else would be asked first for 0 of them.")).toBeVisible();
    await changed.getByRole("link").first().waitFor({ state: "detached" });
  });
}

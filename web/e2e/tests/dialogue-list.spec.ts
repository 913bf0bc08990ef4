import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { call, colleague, signedIn } from "../console.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";
import type { Server } from "../server.ts";

test.setTimeout(90_000);

const DEMO = "Harbour Bikes welcome";

/** A dialogue that says one thing, kept as a draft; one of the name there is gets this draft. */
async function draft(
  context: BrowserContext,
  frontdesk: Server,
  name: string,
  text = "Hello",
): Promise<string> {
  const file = {
    frontdesk_stream: 1,
    name,
    targets: [`${frontdesk.site}/pricing.html`],
    first: "hello",
    cards: [{ kind: "message", id: "hello", text }],
  };
  const made = await call<{ dialogue: { id: string } }>(context, frontdesk, "POST", "dialogues", file);
  return made.dialogue.id;
}

/** The list of dialogues, on a page. */
class List {
  constructor(
    readonly page: Page,
    readonly frontdesk: Server,
  ) {}

  get rows() {
    return this.page.getByRole("list", { name: "Dialogues" }).getByRole("listitem");
  }

  get dialog() {
    return this.page.getByRole("dialog");
  }

  async opens(): Promise<void> {
    await this.page.goto(`${this.frontdesk.origin}/dialogues`);
    await expect(this.page.getByRole("heading", { name: "Dialogues", level: 1 })).toBeVisible();
  }

  row(name: string) {
    return this.rows.filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  shows(status: string) {
    const all = this.page.getByRole("group", { name: "Status" });
    return all.getByRole("button", { name: status, exact: true });
  }

  menu(name: string) {
    return this.page.getByRole("button", { name: `Actions for “${name}”` });
  }

  async does(name: string, action: string): Promise<void> {
    await this.menu(name).press("Enter");
    await this.page.getByRole("menuitem", { name: action, exact: true }).press("Enter");
    await expect(this.page.getByRole("menu")).toBeHidden();
  }
}

test("dialogues are found by name and by where they stand, which the address keeps", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const context = page.context();
  await draft(context, frontdesk, "Spring");
  for (const name of ["Summer", "Autumn"]) {
    const id = await draft(context, frontdesk, name);
    await call(context, frontdesk, "POST", `dialogues/${id}/publish`);
    if (name === "Autumn") await call(context, frontdesk, "POST", `dialogues/${id}/unpublish`);
  }
  await draft(context, frontdesk, "Summer", "Hello again");
  const list = new List(page, frontdesk);
  await list.opens();
  await expect(list.rows).toHaveCount(4);
  await expect(list.row("Spring")).toContainText(/Edited by Olivia, (now|1 minute ago)/);

  for (const [status, name, address] of [
    ["Drafts", "Spring", /status=draft/],
    ["Published", DEMO, /status=published/],
    ["Changed since publishing", "Summer", /status=changed/],
    ["Unpublished", "Autumn", /status=unpublished/],
  ] as const) {
    await list.shows(status).press("Enter");
    await expect(list.rows).toHaveCount(1);
    await expect(list.row(name)).toBeVisible();
    await expect(page).toHaveURL(address);
  }
  await accessible(page, "what is unpublished");
  await page.reload();
  await expect(list.row("Autumn")).toBeVisible();
  await expect(list.rows).toHaveCount(1);
  await expect(list.shows("Unpublished")).toHaveAttribute("aria-pressed", "true");

  const search = page.getByRole("searchbox", { name: "Search by name" });
  await search.fill("sum");
  await expect(page.getByText("No dialogue fits.")).toBeVisible();
  await accessible(page, "nothing fits");
  await list.shows("All").click();
  await expect(list.rows).toHaveCount(1);
  await expect(list.row("Summer")).toBeVisible();
  await list.row("Summer").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Summer", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue("sum");
  await expect(list.rows).toHaveCount(1);

  await search.fill("");
  await list.shows("Archived").click();
  await expect(page.getByText("Nothing is archived.")).toBeVisible();
  await accessible(page, "an empty archive");
});

test("a dialogue is archived, can't be changed then, and is restored; all by the keyboard", async ({
  frontdesk,
  newBrowser,
  visitor,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  await draft(page.context(), frontdesk, "Spring");
  const list = new List(page, frontdesk);
  await list.opens();
  await list.menu("Spring").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem")).toHaveText([
    "Open the designer",
    "Duplicate",
    "Export",
    "Archive",
    "Delete",
  ]);
  await expect(page.getByRole("menuitem", { name: "Open the designer" })).toBeFocused();
  await accessible(page, "an open menu");
  await page.keyboard.press("Escape");
  await expect(list.menu("Spring")).toBeFocused();
  await page.keyboard.press("Enter");
  // Arrows go on from where the focus is.
  await expect(page.getByRole("menuitem", { name: "Open the designer" })).toBeFocused();
  for (let nth = 0; nth < 3; nth += 1) await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("“Spring” is archived")).toBeVisible();
  await expect(list.rows).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Dialogues" })).toBeFocused();

  // What pages show is taken off them first.
  await visitor.visits("/");
  await expect(visitor.poke).toBeVisible();
  await list.does(DEMO, "Archive");
  await expect(list.dialog.getByRole("heading", { name: `Archive “${DEMO}”?` })).toBeVisible();
  await accessible(page, "archiving what is published");
  await page.keyboard.press("Escape");
  await expect(list.menu(DEMO)).toBeFocused();
  await list.does(DEMO, "Archive");
  await list.dialog.getByRole("button", { name: "Unpublish and archive" }).press("Enter");
  await expect(page.getByText(`“${DEMO}” is archived`)).toBeVisible();
  await expect(page.getByText("There are no dialogues yet.")).toBeVisible();
  await visitor.seesNothingAt("/");

  await list.shows("Archived").click();
  await expect(list.rows).toHaveCount(2);
  await expect(list.row("Spring").getByText("Archived", { exact: true })).toBeVisible();
  await accessible(page, "the archive");
  await list.row("Spring").getByRole("link").click();
  await expect(page.getByText("It can be changed and published once it is restored.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the designer" })).toBeHidden();
  await expect(page.getByRole("button", { name: /^Publish/ })).toBeHidden();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await accessible(page, "an archived dialogue");
  await page.getByRole("button", { name: "Restore" }).press("Enter");
  await expect(page.getByText("“Spring” is restored")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the designer" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Priority" })).toBeVisible();

  await list.opens();
  await list.shows("Archived").click();
  await expect(list.rows).toHaveCount(1);
  await list.does(DEMO, "Restore");
  await expect(page.getByText(`“${DEMO}” is restored`)).toBeVisible();
  await list.shows("All").click();
  await expect(list.row(DEMO).getByText("Unpublished", { exact: true })).toBeVisible();
  await visitor.seesNothingAt("/");
});

test("PERM-1: who may not publish is told who can take a dialogue off its pages", async ({
  frontdesk,
  newBrowser,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const { id } = await call<{ id: string }>(owner.context(), frontdesk, "POST", "profiles", {
    name: "Writer",
    permissions: ["view_dialogues", "manage_dialogues"],
  });
  const page = await colleague(frontdesk, newBrowser, owner, { name: "Wim", profiles: [id] });
  const list = new List(page, frontdesk);
  await list.opens();
  for (const action of ["Archive", "Delete"]) {
    await list.does(DEMO, action);
    await expect(list.dialog.getByText("the permission “Publish dialogues”")).toBeVisible();
    await accessible(page, `${action}: it is published`);
    await list.dialog.getByRole("button", { name: "Close" }).last().press("Enter");
    await expect(list.menu(DEMO)).toBeFocused();
  }
});

test("deleting says what is lost and what stays, and conversations go on", async ({
  frontdesk,
  newBrowser,
  visitor,
  anna,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const list = new List(page, frontdesk);
  await talk(visitor, anna);
  await list.opens();
  await list.does(DEMO, "Delete");
  await expect(list.dialog.getByText("What pages show can't be deleted")).toBeVisible();
  await list.dialog.getByRole("button", { name: "Close" }).last().press("Enter");
  const [{ id } = { id: "" }] = (
    await call<{ rows: { id: string }[] }>(page.context(), frontdesk, "GET", "dialogues")
  ).rows;
  await call(page.context(), frontdesk, "POST", `dialogues/${id}/unpublish`);
  await page.reload();
  await list.does(DEMO, "Delete");
  await expect(list.dialog.getByRole("heading", { name: `Delete “${DEMO}”?` })).toBeVisible();
  await expect(list.dialog.getByRole("definition")).toHaveText([
    "Its cards, its settings and its earlier versions",
    "Its figures; it was shown to 1 visitor",
    "1 conversation, with its transcript",
    `There it is called “${DEMO} (deleted)”`,
    "1 of them is with an agent or waits for one, and goes on",
  ]);
  await accessible(page, "what deleting leads to");
  await list.dialog.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(list.menu(DEMO)).toBeFocused();
  await expect(list.rows).toHaveCount(1);
  await list.does(DEMO, "Delete");
  await list.dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText(`“${DEMO}” is deleted`)).toBeVisible();
  await expect(page.getByText("There are no dialogues yet.")).toBeVisible();

  await anna.says("Still here!");
  await expect(visitor.bubble("Still here!")).toBeVisible();
  const { rows } = await call<{ rows: { dialogue: string }[] }>(
    page.context(),
    frontdesk,
    "GET",
    "conversations",
  );
  expect(rows.map(({ dialogue }) => dialogue)).toEqual([`${DEMO} (deleted)`]);
  await page.goto(`${frontdesk.origin}/dialogues/${id}`);
  await expect(page.getByRole("heading", { name: "There is no such dialogue" })).toBeVisible();
});

test("a dialogue that nobody was shown is deleted, and leaves nothing", async ({ frontdesk, newBrowser }) => {
  const page = await signedIn(frontdesk, newBrowser);
  await draft(page.context(), frontdesk, "Spring");
  const list = new List(page, frontdesk);
  await list.opens();
  await list.does("Spring", "Delete");
  await expect(list.dialog.getByText("it was shown to nobody")).toBeVisible();
  await expect(list.dialog.getByText("There is no conversation that it led")).toBeVisible();
  await list.dialog.getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("“Spring” is deleted")).toBeVisible();
  await expect(list.rows).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Dialogues" })).toBeFocused();
});

test("STREAM-7: a dialogue is duplicated as a draft, and exported from the list", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const list = new List(page, frontdesk);
  for (const copy of [`Copy of ${DEMO}`, `Copy of ${DEMO} (2)`]) {
    await list.opens();
    await list.does(DEMO, "Duplicate");
    await expect(page.getByRole("heading", { name: copy, level: 1 })).toBeVisible();
    await expect(page.getByText("Draft", { exact: true })).toBeVisible();
  }
  await list.opens();
  await expect(list.rows).toHaveCount(3);
  const exports = async (name: string) => {
    const saving = page.waitForEvent("download");
    await list.does(name, "Export");
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`${name}.json`);
    return JSON.parse(await readFile(await saved.path(), "utf8"));
  };
  const original = await exports(DEMO);
  expect(await exports(`Copy of ${DEMO}`)).toEqual({ ...original, name: `Copy of ${DEMO}` });
});

test("STREAM-3: each template makes a dialogue that can be published; a blank one has no cards", async ({
  frontdesk,
  newBrowser,
}) => {
  const page = await signedIn(frontdesk, newBrowser);
  const context = page.context();
  const list = new List(page, frontdesk);
  /** Makes a dialogue that is called as its template, and tells its id. */
  const makes = async (template: string): Promise<string> => {
    await list.opens();
    await page.getByRole("button", { name: "New dialogue" }).press("Enter");
    await list.dialog.getByRole("textbox", { name: "Name" }).fill(template);
    await list.dialog
      .getByRole("textbox", { name: "Pages that show it" })
      .fill(`${frontdesk.site}/pricing.html`);
    const choice = list.dialog.getByRole("radio", { name: template, exact: true });
    await choice.press("Space");
    await expect(choice).toBeChecked();
    await expect(choice).toHaveAccessibleDescription(/\.$/);
    await list.dialog.getByRole("button", { name: "Create" }).press("Enter");
    await expect(page).toHaveURL(/\/dialogues\/[^/]+\/design$/);
    return page.url().split("/").at(-2) ?? "";
  };
  interface Told {
    faults: object[];
    warnings: { card: string; code: string }[];
  }
  for (const template of [
    "Greet and connect to an agent",
    "Qualify and connect to sales",
    "Book a demo",
    "Pricing question",
    "Product tour",
    "After hours",
  ]) {
    const id = await makes(template);
    const { faults, warnings } = await call<Told>(context, frontdesk, "GET", `dialogues/${id}/check`);
    expect(faults, template).toEqual([]);
    // Agents have no calendars yet.
    expect(
      warnings.map(({ code }) => code),
      template,
    ).toEqual(template === "Book a demo" ? ["no_calendar"] : []);
    await call(context, frontdesk, "POST", `dialogues/${id}/publish`);
  }
  const blank = await makes("Blank");
  const file = await call<{ cards: object[] }>(context, frontdesk, "GET", `dialogues/${blank}/file`);
  expect(file.cards).toEqual([]);
});

for (const [width, colorScheme] of [
  [1280, "light"],
  [360, "dark"],
] as const) {
  test(`templates and the menu are accessible and fit, ${width} wide, in ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 740 }, colorScheme });
    const list = new List(page, frontdesk);
    const nothingIsCut = async (state: string) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, state).toBeLessThanOrEqual(0);
    };
    await list.opens();
    await expect(list.row(DEMO)).toBeVisible();
    await list.menu(DEMO).click();
    await expect(page.getByRole("menu")).toBeInViewport({ ratio: 1 });
    await accessible(page, "an open menu");
    await nothingIsCut("an open menu");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New dialogue" }).click();
    await expect(list.dialog.getByRole("radio")).toHaveCount(7);
    await expect(list.dialog.getByRole("radio", { name: "Greet and connect to an agent" })).toBeChecked();
    await list.dialog.getByRole("radio", { name: "Blank" }).press("ArrowUp");
    await expect(list.dialog.getByRole("radio", { name: "After hours" })).toBeChecked();
    await accessible(page, "a new dialogue");
    await nothingIsCut("a new dialogue");
  });
}

test("a template speaks the language of the console", async ({ frontdesk, newBrowser }) => {
  const page = await signedIn(frontdesk, newBrowser, { locale: "sv-SE" });
  await page.goto(`${frontdesk.origin}/dialogues`);
  await page.getByRole("button", { name: "Ny dialog" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Namn" }).fill("Stängt");
  await dialog.getByRole("textbox", { name: "Sidor som visar den" }).fill(frontdesk.site);
  await dialog.getByRole("radio", { name: "Utanför öppettiderna" }).check();
  await dialog.getByRole("button", { name: "Skapa" }).click();
  await page.getByRole("link", { name: "Tillbaka till dialogen" }).click();
  await page.getByRole("link", { name: "Alla dialoger" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Stängt" });
  await expect(row).toContainText(/Redigerad av Olivia, (nu|för 1 minut sedan)/);
  await row.getByRole("button", { name: "Åtgärder för ”Stängt”" }).press("Enter");
  await page.getByRole("menuitem", { name: "Ta bort" }).press("Enter");
  await expect(dialog.getByText("Dess siffror; ingen har sett den")).toBeVisible();
  await accessible(page, "deleting, in Swedish");
});

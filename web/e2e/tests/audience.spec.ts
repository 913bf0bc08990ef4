import { accessible } from "../accessible.ts";
import { signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test("TARGET-1 TARGET-2 TARGET-3: audience and events are set in the console, tried, kept in the draft, and published", async ({
  frontdesk,
  newBrowser,
  visitor,
}) => {
  // Somebody who is known.
  await visitor.visits("/");
  await visitor.opens();
  await visitor.chooses("Leasing for my company");
  for (const told of ["Vera", "vera@example.com"]) await visitor.answers(told);

  const page = await signedIn(frontdesk, newBrowser);
  await page.goto(`${frontdesk.origin}/dialogues`);
  await page.getByRole("link", { name: "Harbour Bikes welcome" }).click();
  const pages = page.getByRole("textbox", { name: "Pages that show it" });
  await pages.fill(`${frontdesk.site}/docs/*\n${frontdesk.site}/products.html`);
  await page.getByRole("textbox", { name: "Pages that don't" }).fill(`${frontdesk.site}/docs/private/*`);

  // Would this page show it? What stands in the form counts, not what is kept.
  const tried = page.getByRole("textbox", { name: "Would this page show it?" });
  for (const [url, told] of [
    ["/products.html?x=1", `Yes: it is “${frontdesk.site}/products.html”.`],
    ["/docs/private/a", `No: it is excluded by “${frontdesk.site}/docs/private/*”.`],
    ["/", "No: none of the pages is this one."],
  ] as const) {
    await tried.fill(frontdesk.site + url);
    await tried.press("Enter");
    await expect(page.getByText(told)).toBeVisible();
  }
  await tried.fill("products");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByText("That is no address of a page")).toBeVisible();

  // Who would see this?
  const audience = page.getByRole("group", { name: "Audience" });
  await audience.getByRole("button", { name: "Add a test" }).click();
  await audience.getByRole("combobox", { name: "Test 1: attribute" }).selectOption("person.email");
  await page.getByRole("button", { name: "Who would see this?" }).click();
  await expect(audience.getByText("Known people")).toBeHidden();
  await audience.getByRole("textbox", { name: "Test 1: value" }).fill("vera@example.com");
  await page.getByRole("button", { name: "Who would see this?" }).click();
  await expect(audience.getByText("Known people: 1 of 1")).toBeVisible();
  await expect(audience.getByRole("listitem").filter({ hasText: "vera@example.com" })).toContainText("Vera");
  await accessible(page, "an audience and who is in it");

  // When it comes.
  const seconds = page.getByRole("textbox", { name: "Seconds on the page" });
  await seconds.fill("0.5");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(seconds).toHaveAccessibleDescription(/whole number from 1 to 86400/);
  await seconds.fill("30");
  await page.getByRole("textbox", { name: "Percent of the page scrolled" }).fill("50");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Changed since publishing")).toBeVisible();
  await page.reload();
  await expect(audience.getByRole("textbox", { name: "Test 1: value" })).toHaveValue("vera@example.com");
  await expect(seconds).toHaveValue("30");

  await page.getByRole("button", { name: "Publish the changes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish the changes" }).click();
  await expect(page.getByText("“Harbour Bikes welcome” is published")).toBeVisible();
  const asked = await page.request.post(`${frontdesk.origin}/api/visitor/page-view`, {
    data: { token: null, page: `${frontdesk.site}/products.html` },
    headers: { origin: frontdesk.site },
  });
  // A stranger is not among them; but the time of all is counted, because somebody may be.
  expect(await asked.json()).toMatchObject({ show: { kind: "nothing" }, timed: true });
});

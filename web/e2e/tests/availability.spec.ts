import type { Page } from "@playwright/test";
import { accessible } from "../accessible.ts";
import { call } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

test.setTimeout(60_000);

const time = (page: Page, day: string, block: number, edge: "from" | "to") =>
  page.getByLabel(`${day}, block ${block}: ${edge}`);

for (const width of [1280, 390]) {
  test(`checklist 61: hours, days off and a zone are set, overlaps refused, at ${width} px`, async ({
    newAgent,
  }) => {
    const anna = await newAgent("Anna", {
      viewport: { width, height: 900 },
      timezoneId: "Europe/Stockholm",
      reducedMotion: "reduce",
    });
    await anna.comesIn();
    const { page } = anna;
    await page.goto(`${anna.server.origin}/settings/availability`);
    await expect(page.getByRole("heading", { name: "Availability", level: 1 })).toBeVisible();
    await expect(page.getByText(/^No hours are set/)).toBeVisible();
    const zone = page.getByRole("combobox", { name: "Time zone" });
    await expect(zone).toHaveValue("Europe/Stockholm");
    await expect(page.getByRole("status").filter({ hasText: "Available round the clock" })).toBeVisible();
    await accessible(page, "no hours yet");

    // By keyboard: the block goes, two others come, the second over the first.
    await page.getByRole("button", { name: "Remove block 1 of Monday" }).press("Enter");
    await expect(page.getByText("Not on shift", { exact: true })).toHaveCount(1);
    const add = page.getByRole("button", { name: "Add a block on Monday" });
    await add.press("Enter");
    await expect(time(page, "Monday", 1, "from")).toHaveValue("09:00");
    await add.press("Enter");
    await time(page, "Monday", 2, "from").fill("16:00");
    await expect(time(page, "Monday", 2, "from")).toHaveAccessibleDescription(/overlaps another one/);
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await expect(page.getByRole("alert").getByText(/can't be saved/)).toBeVisible();
    await expect(time(page, "Monday", 2, "from")).toBeFocused();
    await accessible(page, "an overlap");
    await time(page, "Monday", 2, "from").fill("17:30");
    await expect(page.getByText(/overlaps another one/)).toBeHidden();

    await page.getByRole("button", { name: "Copy the hours of Monday to other days" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Copy the hours of Monday" });
    await expect(dialog.getByRole("checkbox", { checked: true })).toHaveCount(4);
    await accessible(page, "copying");
    await dialog.getByRole("button", { name: "Copy" }).press("Enter");
    await expect(time(page, "Friday", 2, "to")).toHaveValue("22:00");

    await page.getByRole("button", { name: "Add days off" }).press("Enter");
    await page.getByLabel("Days off 1: first day").fill("2030-12-24");
    await expect(page.getByLabel("Days off 1: last day")).toHaveValue("2030-12-24");
    await page.getByLabel("Days off 1: last day").fill("2030-12-26");

    await zone.fill("york");
    await accessible(page, "choosing a zone");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(zone).toHaveValue("America/New York");

    // What is not saved is not lost unasked, nor when one comes back from another window.
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect(page.getByText("Not saved yet")).toBeVisible();
    expect(asked).not.toContain("/api/console/me/schedule");
    await page.getByRole("link", { name: /^Inbox/ }).click();
    const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
    await leaving.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await expect(page.getByText("The schedule was saved")).toBeVisible();
    await expect(page.getByText("Not saved yet")).toBeHidden();

    await page.reload();
    await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("America/New York");
    await expect(time(page, "Wednesday", 2, "from")).toHaveValue("17:30");
    await expect(time(page, "Sunday", 1, "to")).toHaveValue("00:00");
    await expect(page.getByLabel("Days off 1: last day")).toHaveValue("2030-12-26");
    await expect(page.getByText(/^No hours are set/)).toBeHidden();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);
  });
}

test("AVAIL-2 the inbox says what counts, why, and until when; checklist 43", async ({
  frontdesk,
  newAgent,
}) => {
  // A zone in which it is about noon. Etc/GMT-3 is three hours before UTC.
  const ahead = 12 - new Date().getUTCHours();
  const timeZone = ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
  const anna = await newAgent("Anna", { timezoneId: timeZone, reducedMotion: "reduce" });
  await anna.session(anna.page.context());
  const hours = [{ start: "09:00", end: "17:00" }];
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const week = Object.fromEntries(days.map((day) => [day, hours]));
  const schedule = { time_zone: timeZone, week, days_off: [] };
  await call(anna.page.context(), frontdesk, "PUT", "me/schedule", schedule);
  await anna.comesIn();

  const says = (text: string) =>
    expect(anna.page.getByRole("status").filter({ hasText: text })).toBeVisible();
  await says("Available until 17:00, by the schedule");
  await accessible(anna.page, "on shift");
  await anna.page.getByRole("switch").press("Space");
  await says("Unavailable until tomorrow 09:00; the schedule says available");
  await accessible(anna.page, "against the schedule");
  await anna.page.getByRole("button", { name: "Follow the schedule" }).press("Enter");
  await says("Available until 17:00, by the schedule");

  await frontdesk.passes({ minutes: 6 * 60 });
  await says("Unavailable until tomorrow 09:00, by the schedule");
  await expect(anna.page.getByRole("switch", { name: /Unavailable$/ })).not.toBeChecked();
  await anna.page.getByRole("switch").press("Space");
  await says("Available until tomorrow 00:00; the schedule says unavailable");
});

test("PERM-1 who manages agents sets the schedule of another, who sees it at once", async ({
  frontdesk,
  newAgent,
  anna,
}) => {
  const owner = await newAgent("Owner", { reducedMotion: "reduce" });
  await owner.session(owner.page.context());
  const me = await call<{ id: string }>(anna.page.context(), frontdesk, "GET", "session");
  await owner.page.goto(`${frontdesk.origin}/settings/availability/${me.id}`);
  await expect(owner.page.getByRole("heading", { name: "Availability of Anna" })).toBeVisible();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) {
    await owner.page.getByRole("button", { name: `Remove block 1 of ${day}` }).click();
  }
  await owner.page.getByRole("button", { name: "Save" }).click();
  await expect(owner.page.getByText("The schedule was saved")).toBeVisible();
  await expect(anna.page.getByText("Unavailable: the schedule has no hours")).toBeVisible();
  await owner.page.goto(`${frontdesk.origin}/settings/audit`);
  await expect(owner.page.getByText("Schedule of Anna changed")).toBeVisible();

  await anna.page.goto(`${frontdesk.origin}/settings/availability/${me.id}`);
  await expect(anna.page.getByText(/“?Manage agents”?/i).first()).toBeVisible();
});

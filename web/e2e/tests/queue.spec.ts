import { accessible } from "../accessible.ts";
import { call, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

interface Ring {
  agents: { id: string; name: string }[];
}

for (const width of [1280, 390]) {
  const viewport = { width, height: 800 };

  test(`ROUTE-10 who finds nobody waits, sees their place, and is served in turn, at ${width} px`, async ({
    frontdesk,
    newBrowser,
    newVisitor,
    anna,
  }) => {
    const owner = await signedIn(frontdesk, newBrowser);
    const { agents } = await call<Ring>(owner.context(), frontdesk, "GET", "agents");
    const { id } = agents.find((agent) => agent.name === "Anna") ?? { id: "" };
    await call(owner.context(), frontdesk, "PUT", `agents/${id}/limit`, { limit: 1 });
    await call(owner.context(), frontdesk, "PUT", "routing/queue", { enabled: true, minutes: 10 });

    const first = await newVisitor();
    await first.asksForAPerson({ name: "Vera" });
    await anna.accepts("Vera");
    const second = await newVisitor({ viewport, reducedMotion: "reduce" });
    await second.asksForAPerson({ name: "Wim", email: "wim@example.com" }, /busy/);
    await expect(second.window.getByText("All our agents are busy right now")).toBeVisible();
    await expect(second.window.getByText(/^You are next in line\./)).toBeVisible();
    await accessible(second.page, "in the queue");
    const third = await newVisitor();
    await third.asksForAPerson({ name: "Xena", email: "xena@example.com" }, /busy/);
    await expect(third.window.getByText(/^You are number 2 in line\./)).toBeVisible();

    // What is written meanwhile is kept for whoever takes the chat.
    await second.says("It is about my invoice.");
    await third.window.getByRole("button", { name: "Cancel" }).click();
    await expect(third.line("You stopped waiting for an agent")).toBeVisible();
    await anna.endsSession();
    await expect(anna.offer("Wim").getByText("It is about my invoice.")).toBeVisible();
    await anna.accepts("Wim");
    await expect(second.line("You're now chatting with Anna")).toBeVisible();
    await expect(second.window.getByText("All our agents are busy right now")).toBeHidden();
  });
}

test("ROUTE-10 ROUTE-16 the queue outlives a killed server, and ends with the fallback", async ({
  frontdesk,
  newBrowser,
  newVisitor,
  anna,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const { agents } = await call<Ring>(owner.context(), frontdesk, "GET", "agents");
  const { id } = agents.find((agent) => agent.name === "Anna") ?? { id: "" };
  await call(owner.context(), frontdesk, "PUT", `agents/${id}/limit`, { limit: 1 });
  await call(owner.context(), frontdesk, "PUT", "routing/queue", { enabled: true, minutes: 10 });
  const first = await newVisitor();
  await first.asksForAPerson();
  await anna.accepts();
  const second = await newVisitor();
  await second.asksForAPerson({ name: "Wim", email: "wim@example.com" }, /busy/);
  await frontdesk.kill();
  await frontdesk.start();
  await expect(second.window.getByText("Reconnecting…")).toBeHidden({ timeout: 30_000 });
  await expect(second.window.getByText(/^You are next in line\./)).toBeVisible({ timeout: 15_000 });
  await frontdesk.passes({ minutes: 10 });
  await expect(second.line("No agent was free to take the chat")).toBeVisible({ timeout: 15_000 });
});

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`ROUTE-10 the queue is switched on by keyboard alone, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 800 }, colorScheme });
    await page.goto(`${frontdesk.origin}/settings/queue`);
    const may = page.getByRole("switch", { name: "Visitors may wait in a queue" });
    await expect(may).not.toBeChecked();
    await may.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    const minutes = page.getByRole("textbox", { name: "Longest wait, in minutes" });
    await expect(minutes).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await expect(minutes).toHaveAccessibleDescription(/Enter a whole number from 1 to 120\./);
    await accessible(page, "a queue that can't be saved");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("25");
    await page.keyboard.press("Enter");
    await expect(page.getByText("The queue was saved")).toBeVisible();
    await page.reload();
    await expect(may).toBeChecked();
    await expect(minutes).toHaveValue("25");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing is cut").toBeLessThanOrEqual(0);
  });
}

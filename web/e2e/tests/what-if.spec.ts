import { accessible } from "../accessible.ts";
import { call, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

interface Ring {
  agents: { id: string; name: string }[];
}

for (const [width, colorScheme] of [
  [1280, "light"],
  [390, "dark"],
] as const) {
  test(`ROUTE-12 what if: now, at another time, and with a draft of the rules, at ${width} px, ${colorScheme}`, async ({
    frontdesk,
    newBrowser,
  }) => {
    const page = await signedIn(frontdesk, newBrowser, { viewport: { width, height: 900 }, colorScheme });
    const { agents } = await call<Ring>(page.context(), frontdesk, "GET", "agents");
    const [first, second] = agents;
    const rule = (name: string, agent: string | undefined) =>
      call(page.context(), frontdesk, "POST", "rules", { name, enabled: true, agents: [agent] });
    await rule("First", first?.id);
    await rule("Second", second?.id);

    await page.goto(`${frontdesk.origin}/settings/what-if`);
    await expect(page.getByRole("heading", { name: "What if?", level: 1 })).toBeVisible();
    await accessible(page, "nothing asked yet");
    const go = page.getByRole("button", { name: "Who gets the chat?" });
    const answer = page.getByRole("list", { name: "What would be decided, in order" });

    // At another time everybody on shift is assumed free: on Tuesday at ten the first rule's agent.
    await page.getByLabel("Its value, 1").fill("pia@x.example");
    await page.getByText("Another time").click();
    await go.press("Enter");
    await expect(page.getByText("Enter a date and a time.")).toBeVisible();
    await page.getByLabel("Date and time, on your clock").fill("2031-03-04T10:00");
    await go.press("Enter");
    await expect(answer.getByText(`Offered to ${first?.name}`)).toBeVisible();
    await expect(page.getByText(/^At that time, assuming/)).toBeVisible();
    await expect(answer.getByText("Rule First: the visitor qualifies.").first()).toBeVisible();

    // A draft with the second rule before the first one, then with none that is on.
    await page.getByText("A draft").click();
    await page.getByRole("button", { name: /^Move First, now/ }).press("ArrowDown");
    await go.press("Enter");
    await expect(answer.getByText(`Offered to ${second?.name}`).first()).toBeVisible();
    await accessible(page, "an answer by a draft");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, "nothing is cut").toBeLessThanOrEqual(0);
    await page.getByLabel("Second is gone through").press("Space");
    await page.getByLabel("First is gone through").press("Space");
    await go.press("Enter");
    await expect(answer.getByText("The visitor qualifies for no rule.")).toBeVisible();
    await expect(answer.getByText("Fallback: nobody is left")).toBeVisible();

    // Nothing was changed by asking.
    expect((await call<Ring>(page.context(), frontdesk, "GET", "agents")).agents).toEqual(agents);
    await page.getByText("A team").click();
    await go.press("Enter");
    await expect(page.getByText("Choose one.")).toBeVisible();
  });
}

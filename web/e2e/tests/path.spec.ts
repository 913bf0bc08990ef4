import { expect, test } from "../frontdesk.ts";
import { saidIn } from "../record.ts";

for (const store of ["sqlite", "postgres"] as const) {
  test.describe(`on ${store}`, () => {
    test.use({ store });
    test.setTimeout(90_000);

    test("STREAM-5 ROUTE-2 ROUTE-7 ROUTE-9 ROUTE-14 ROUTE-15 ROUTE-16 ROUTE-17 TARGET-5: from the poke to 'Talk to us again', through reloads and kill -9", async ({
      frontdesk,
      visitor,
      anna,
      ben,
    }) => {
      await test.step("STREAM-5: the poke shows beside the closed launcher", async () => {
        await visitor.visits();
        await expect(visitor.poke).toContainText("Hi there! Looking for bikes for your team?");
        await expect(visitor.window).toBeHidden();
      });

      await test.step("the dialogue: choices, a wrong e-mail, a right one, a list", async () => {
        await visitor.opens();
        await expect(visitor.poke).toBeEmpty();
        await visitor.chooses("Leasing for my company");
        await visitor.answers("Vera");
        const field = visitor.window.getByRole("textbox", { name: "Your e-mail address" });
        await field.fill("vera@example");
        await field.press("Enter");
        await expect(visitor.window.getByRole("alert")).toContainText("Please enter an e-mail address");
        await expect(field).toBeFocused();
        // What the browser takes for an address, the server may still refuse.
        await field.fill("vera@exa mple.com");
        await field.press("Enter");
        await expect(field).toHaveAttribute("aria-invalid", "true");
        await visitor.answers("vera@example.com");
        await visitor.picks("11 to 50");
        await visitor.chooses("Yes, connect me");
        await expect(visitor.window.getByText("Connecting you to an agent…")).toBeVisible();
      });

      await test.step("ROUTE-7 ROUTE-9: Anna is asked, with a countdown, and declines; her one try is spent", async () => {
        await expect(anna.offer()).toContainText("vera@example.com");
        for (const words of ["Leasing for my company", "11 to 50"])
          await expect(anna.offer()).toContainText(words);
        await expect(anna.offer().getByTestId("offer-left")).toHaveText(/^1:(40|3\d) left$/);
        await expect(ben.offers).toBeHidden();
        await anna.declines();
        await expect(anna.offers).toBeHidden();
        await expect(visitor.log).toContainText("nobody can take your chat right now");
        await expect(ben.offers).toBeHidden();
      });

      await test.step("ROUTE-17 ROUTE-2: the visitor asks again, and the ring has moved on to Ben", async () => {
        await visitor.again.click();
        await expect(ben.offer()).toBeVisible();
        await expect(anna.offers).toBeHidden();
        await ben.accepts();
        await expect(ben.offers).toBeHidden();
        await expect(visitor.line("You're now chatting with Ben")).toBeVisible();
      });

      const conversation = ben.conversation;

      await test.step("they talk both ways, see each other type, and what was read", async () => {
        await visitor.composer.pressSequentially("Do you");
        await expect(ben.page.getByText("Vera is typing")).toBeVisible();
        await visitor.says("Do you lease cargo bikes?");
        await expect(ben.bubble("Do you lease cargo bikes?")).toBeVisible();
        await expect(ben.page.getByText("Vera is typing")).toBeHidden();
        await expect(visitor.log.getByText("Read", { exact: true })).toBeVisible();

        await ben.composer.pressSequentially("We d");
        await expect(visitor.window.getByText("Ben is typing…")).toBeVisible();
        await ben.says("We do, from one bike on.");
        await expect(visitor.bubble("We do, from one bike on.")).toBeVisible();
        await expect(visitor.window.getByText("Ben is typing…")).toBeHidden();
        await expect(ben.status("We do, from one bike on.")).toContainText("Read");
      });

      await test.step("'Delivered' is told while the window is closed, 'Read' when it is open again", async () => {
        await visitor.closes();
        await ben.says("Shall I send you an offer?");
        await expect(ben.status("Shall I send you an offer?")).toContainText("Delivered");
        await expect(visitor.launcher).toHaveAccessibleName("Open chat, 1 unread message");
        await visitor.opens();
        await expect(ben.status("Shall I send you an offer?")).toContainText("Read");
        await expect(visitor.launcher).toHaveAccessibleName("Close chat");
      });

      await test.step("ROUTE-15: both sides reload and find everything, nothing twice", async () => {
        const [seenByVisitor, seenByBen] = [await visitor.reads(), await ben.reads()];
        await Promise.all([visitor.page.reload(), ben.page.reload()]);
        await expect(visitor.bubble("Shall I send you an offer?")).toBeVisible();
        await expect(ben.bubble("Shall I send you an offer?")).toBeVisible();
        expect(await visitor.reads()).toEqual(seenByVisitor);
        expect(await ben.reads()).toEqual(seenByBen);
        await visitor.says("Yes, please!");
        await expect(ben.bubble("Yes, please!")).toBeVisible();
      });

      await test.step("ROUTE-16: the server is killed; what is typed meanwhile goes out by itself, once", async () => {
        await frontdesk.kill();
        await expect(visitor.window.getByText("Reconnecting…")).toBeVisible();
        await expect(ben.page.getByText("Reconnecting…")).toBeVisible();
        await visitor.says("Are you still there?");
        await visitor.says("I will wait.");
        await ben.says("One moment.");
        await expect(visitor.log.getByText("Sending…").first()).toBeVisible();
        await expect(ben.status("One moment.")).toContainText("Sending…");
        await frontdesk.start();
        await expect(ben.bubble("I will wait.")).toBeVisible({ timeout: 30_000 });
        await expect(visitor.bubble("One moment.")).toBeVisible({ timeout: 30_000 });
        await expect(visitor.window.getByText("Reconnecting…")).toBeHidden();
        await expect(ben.status("One moment.")).toContainText(/Delivered|Read/);
        await ben.says("Here I am again.");
        await expect(visitor.bubble("Here I am again.")).toBeVisible();
      });

      await test.step("TARGET-5: the conversation goes along to another page", async () => {
        await visitor.page.getByRole("link", { name: "Pricing" }).first().press("Enter");
        await expect(visitor.page).toHaveURL(/pricing/);
        await expect(visitor.window).toBeVisible();
        await expect(visitor.bubble("Here I am again.")).toBeVisible();
        await visitor.says("Thank you, that is all.");
        await expect(ben.bubble("Thank you, that is all.")).toBeVisible();
      });

      await test.step("ROUTE-14 ROUTE-17: Ben ends the session; the transcript stays, with 'Talk to us again'", async () => {
        await ben.endsSession();
        await expect(visitor.line("Ben ended the chat")).toBeVisible();
        await expect(visitor.again).toBeVisible();
        await expect(visitor.composer).toBeHidden();
        await expect(ben.page.getByText("This chat has ended")).toBeVisible();
        await visitor.visits("/products.html");
        if (await visitor.window.isHidden()) await visitor.opens();
        await expect(visitor.bubble("Thank you, that is all.")).toBeVisible();
      });

      await test.step("both screens and the log agree: every acknowledged message once, in one order", async () => {
        const expected = [
          { who: "visitor", text: "Do you lease cargo bikes?" },
          { who: "Ben", text: "We do, from one bike on." },
          { who: "Ben", text: "Shall I send you an offer?" },
          { who: "visitor", text: "Yes, please!" },
        ];
        const log = await visitor.logOf(conversation);
        const said = saidIn(log);
        expect(said.slice(0, 4)).toEqual(expected);
        expect(said).toHaveLength(9);
        expect(saidIn(await ben.logOf(conversation))).toEqual(said);
        const live = (all: typeof said) => all.slice(all.findIndex((one) => one.text === expected[0]?.text));
        expect(live(await visitor.reads())).toEqual(said);
        expect(live(await ben.reads())).toEqual(said);
        for (const [id, text] of visitor.acknowledged.texts) {
          expect(log.filter((entry) => entry.client_id === id).map((entry) => entry.what.text)).toEqual([
            text,
          ]);
        }
        const byBen = await ben.logOf(conversation);
        for (const [id, text] of ben.acknowledged.texts) {
          expect(byBen.filter((entry) => entry.client_id === id).map((entry) => entry.what.text)).toEqual([
            text,
          ]);
        }
        expect(visitor.acknowledged.texts.size + ben.acknowledged.texts.size).toBeGreaterThan(6);
      });

      await test.step("ROUTE-17: 'Talk to us again' asks the last agent first", async () => {
        await visitor.again.click();
        await expect(ben.offer()).toBeVisible();
        await ben.accepts();
        await expect(visitor.composer).toBeVisible();
        await visitor.says("One more thing.");
        await expect(ben.bubble("One more thing.")).toBeVisible();
        await visitor.ends();
        await expect(visitor.line("You ended the chat")).toBeVisible();
        await expect(ben.line("Ended by Vera")).toBeVisible();
      });
    });
  });
}

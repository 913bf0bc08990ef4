import { fileURLToPath } from "node:url";
import { expect, test } from "../frontdesk.ts";

const into = (name: string) => fileURLToPath(new URL(`../../../docs/pictures/${name}.png`, import.meta.url));
const viewport = { width: 1120, height: 700 };

test("the widget on a website, and the inbox beside it", async ({ newVisitor, newAgent }) => {
  const visitor = await newVisitor({ viewport, reducedMotion: "reduce", colorScheme: "light" });
  const anna = await newAgent("Anna", { viewport, reducedMotion: "reduce", colorScheme: "light" });
  await anna.comesIn();
  await visitor.asksForAPerson({ path: "/products.html" });
  await anna.accepts();
  await anna.says("Good morning, Vera! Anna here. How many bikes do you think of?");
  await expect(
    visitor.bubble("Good morning, Vera! Anna here. How many bikes do you think of?"),
  ).toBeVisible();
  await visitor.says("About twenty, for our two offices. Half of them electric.");
  await expect(anna.bubble("About twenty, for our two offices. Half of them electric.")).toBeVisible();
  await anna.says("Lovely, that is a good size for a lease with service included.");
  await visitor.says("Could we try one before?");
  await expect(anna.bubble("Could we try one before?")).toBeVisible();
  await anna.composer.fill("Of course! Shall I bring two models by on Thursday?");
  await visitor.page.screenshot({ path: into("widget") });
  await anna.page.screenshot({ path: into("inbox") });
});

import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { serveFolder } from "../static.ts";

const FOLDER = fileURLToPath(new URL("../../demo-site", import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'";
const PAGES = ["/", "/products.html", "/pricing.html", "/docs/getting-started.html", "/contact.html"];

let site: Awaited<ReturnType<typeof serveFolder>>;
test.beforeAll(async () => {
  site = await serveFolder(FOLDER, POLICY);
});
test.afterAll(() => site.close());

for (const path of PAGES) {
  test(`demo website: ${path} is accessible, narrow-proof and within its policy`, async ({ page }) => {
    const refused: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refused.push(message.text());
    });
    await page.route("**/widget/frontdesk.js", (route) =>
      route.fulfill({ body: "", contentType: "text/javascript" }),
    );

    await page.goto(site.origin + path);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    await page.setViewportSize({ width: 320, height: 640 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);

    const links = await page
      .locator("a[href]")
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    for (const link of new Set(links)) {
      expect((await page.request.get(link)).status(), link).toBe(200);
    }
    expect(refused).toEqual([]);
  });
}

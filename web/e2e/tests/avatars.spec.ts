import { fileURLToPath } from "node:url";
import { accessible } from "../accessible.ts";
import { talk } from "../conversations.ts";
import { expect, test } from "../frontdesk.ts";

const PICTURE = fileURLToPath(new URL("../../../docs/pictures/inbox.png", import.meta.url));

test("an agent's picture is chosen, seen by visitors, and taken away", async ({ anna, visitor }) => {
  const { page } = anna;
  await page.goto(`${anna.server.origin}/settings/me`);
  const part = page
    .getByRole("region", { name: "Picture" })
    .or(page.locator("section:has(h2:text-is('Picture'))"));
  const file = part.locator("input[type=file]");
  await file.setInputFiles({ name: "a.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await expect(part.getByRole("alert")).toContainText("This is no picture that can be used");
  await file.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await expect(part.getByRole("alert")).toContainText("This is no picture that can be used");
  await accessible(page, "a picture that can't be used");
  await file.setInputFiles(PICTURE);
  await expect(part.locator("img")).toBeVisible();
  await expect(part.getByRole("alert")).toBeHidden();
  const menu = page.getByRole("button", { name: "Account of Anna" }).locator("img");
  await expect(menu).toHaveAttribute("src", /^\/avatars\/[0-9a-f]{32}$/);
  await accessible(page, "a picture");

  await page.getByRole("link", { name: "Inbox" }).click();
  await talk(visitor, anna);
  const seen = visitor.log.locator("img").first();
  await expect(seen).toBeVisible();
  expect(await seen.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(256);

  await page.goto(`${anna.server.origin}/settings/me`);
  await part.getByRole("button", { name: "Take the picture away" }).click();
  await expect(part.locator("img")).toBeHidden();
  await expect(menu).toBeHidden();
});

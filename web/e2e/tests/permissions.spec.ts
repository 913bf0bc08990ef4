import type { Page } from "@playwright/test";
import { permissions } from "../../console/src/messages/en/permissions.ts";
import { ROUTING, SECTIONS, SETTINGS, type Section } from "../../console/src/shell/sections.ts";
import { colleague, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

const EVERYBODY = [
  "marketing_user",
  "live_agent",
  "calendar_agent",
  "marketing_admin",
  "sales_admin",
  "owner",
] as const;
type Profile = (typeof EVERYBODY)[number];

/** Who may open which page, as the profiles are meant; a page that is new to the navigation needs its line here. */
const MAY: Readonly<Record<string, readonly Profile[]>> = {
  "/inbox": ["live_agent", "sales_admin", "owner"],
  "/conversations": ["live_agent", "sales_admin", "owner"],
  "/dialogues": EVERYBODY,
  "/settings": EVERYBODY,
  "/settings/me": EVERYBODY,
  "/settings/availability": ["live_agent", "sales_admin", "owner"],
  "/settings/attributes": EVERYBODY,
  "/settings/lists": ["marketing_admin", "owner"],
  "/settings/website": ["marketing_admin", "owner"],
  "/settings/users": ["owner"],
  "/settings/profiles": ["owner"],
  "/settings/tokens": ["marketing_admin", "owner"],
  "/settings/audit": ["owner"],
  "/settings/agents": EVERYBODY,
  "/settings/teams": EVERYBODY,
  "/settings/rules": EVERYBODY,
  "/settings/what-if": EVERYBODY,
  "/settings/accounts": EVERYBODY,
  "/settings/live-chat": ["marketing_admin", "owner"],
  "/settings/queue": ["sales_admin", "owner"],
  "/settings/fallback": ["sales_admin", "owner"],
  "/settings/blocked-domains": ["marketing_admin", "owner"],
};

const PAGES: readonly Section[] = [...SECTIONS, ...SETTINGS, ...ROUTING];

test.setTimeout(120_000);

/** To a page without loading the console anew, as a link or the browser's own buttons would go. */
async function within(page: Page, to: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), to);
}

test("PERM-1 what a profile may not open is not in its navigation, and says what is missing when typed", async ({
  frontdesk,
  newBrowser,
}) => {
  expect(Object.keys(MAY)).toEqual(PAGES.map(({ to }) => to));
  const owner = await signedIn(frontdesk, newBrowser);
  const typed = new Set<string>();
  for (const profile of EVERYBODY) {
    const page = await colleague(frontdesk, newBrowser, owner, { name: `a_${profile}`, profiles: [profile] });
    const open = PAGES.map(({ to }) => to).filter((to) => MAY[to]?.includes(profile));
    await page.goto(`${frontdesk.origin}/settings/me`);
    await expect(page.getByRole("heading", { name: "Your profile", level: 1 })).toBeVisible();
    const links = page.getByRole("navigation").getByRole("link");
    const offered = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(offered.toSorted(), `the navigation of ${profile}`).toEqual(open.toSorted());

    for (const { to, needs } of PAGES.filter((one) => !open.includes(one.to))) {
      // Each is typed as an address by one of them: loading it again for every profile would take most of the time.
      if (typed.has(to)) {
        await within(page, "/settings/me");
        await expect(page.getByRole("heading", { name: "Your profile", level: 1 })).toBeVisible();
        await within(page, to);
      } else {
        typed.add(to);
        await page.goto(frontdesk.origin + to);
      }
      await expect(page.getByRole("heading", { name: "You may not see this page" })).toBeVisible();
      const missing = needs === undefined ? "" : permissions[`permission.${needs}`];
      await expect(
        page.getByText(`It needs the permission “${missing}”.`),
        `${profile}: ${to}`,
      ).toBeVisible();
    }
    await page.context().close();
  }
});

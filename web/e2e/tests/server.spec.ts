import { expect, test } from "../frontdesk.ts";

test("the server is ready, and serves the loader and the demo website", async ({ frontdesk, request }) => {
  expect((await request.get(`${frontdesk.origin}/readyz`)).status()).toBe(200);
  const loader = await request.get(`${frontdesk.origin}/widget/frontdesk.js`);
  expect(loader.headers()["content-type"]).toContain("javascript");
  const page = await (await request.get(`${frontdesk.site}/`)).text();
  expect(page).toContain(`src="${frontdesk.origin}/widget/frontdesk.js"`);
});

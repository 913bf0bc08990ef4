import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails when axe finds anything wrong with the page as it is. */
export async function accessible(page: Page, state: string): Promise<void> {
  // What is found right is not described node by node: on a large page that takes longer than looking.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  expect(
    violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html.slice(0, 200)) })),
    state,
  ).toEqual([]);
}

import { expect } from "@playwright/test";
import type { Agent } from "./agent.ts";
import type { Visitor } from "./visitor.ts";

/** Brings a visitor and an agent into a live chat; the agent's first words are there. */
export async function talk(visitor: Visitor, agent: Agent): Promise<void> {
  await visitor.asksForAPerson();
  await agent.accepts();
  await agent.says("Good morning!");
  await expect(visitor.bubble("Good morning!")).toBeVisible();
}

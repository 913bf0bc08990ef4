import type { components } from "@frontdesk/api";

export type Standing = components["schemas"]["Standing"];

/** Every standing, in the order of a conversation's life. */
export const STANDINGS = [
  "automated",
  "finished",
  "connecting",
  "waiting",
  "live",
  "agent_ended",
  "visitor_ended",
  "inactive",
  "fell_back",
  "agent_lost",
  "unanswered",
  "visitor_left",
  "cancelled",
] as const satisfies readonly Standing[];

/** What the list is narrowed by: a part of the address. */
export interface Filters {
  q?: string;
  standing?: Standing;
  dialogue?: string;
  mine?: boolean;
}

/** Filters as somebody may have typed them into the address: what is none is left out. */
export function readFilters(search: Record<string, unknown>): Filters {
  const { q, standing, dialogue, mine } = search;
  const known = STANDINGS.find((one) => one === standing);
  return {
    ...(typeof q === "string" && q.trim() !== "" ? { q } : {}),
    ...(known === undefined ? {} : { standing: known }),
    ...(typeof dialogue === "string" && dialogue !== "" ? { dialogue } : {}),
    ...(mine === true ? { mine } : {}),
  };
}

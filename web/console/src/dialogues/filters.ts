import type { Status } from "./status";

/** What the list shows by where dialogues stand, in the order of their life. */
export const STANDINGS = [
  "draft",
  "published",
  "changed",
  "unpublished",
  "archived",
] as const satisfies readonly (Status | "archived")[];

/** What the list is narrowed by: a part of the address. What is archived shows only where it is asked for. */
export interface DialogueFilters {
  q?: string;
  status?: (typeof STANDINGS)[number];
}

/** Filters as somebody may have typed them into the address: what is none is left out. */
export function readDialogueFilters({ q, status }: Record<string, unknown>): DialogueFilters {
  const known = STANDINGS.find((one) => one === status);
  return {
    ...(typeof q === "string" && q.trim() !== "" ? { q } : {}),
    ...(known === undefined ? {} : { status: known }),
  };
}

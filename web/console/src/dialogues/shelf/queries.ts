import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, done, OURS as headers, retry } from "../../session/api";
import { queries } from "../../session/session";
import { type DialogueRow, dialogueQuery } from "../queries";

export type DialogueUses = components["schemas"]["DialogueUses"];

/** Puts a dialogue away. Refused by the code `conflict` while pages show it. */
export function archive(dialogue: string): Promise<DialogueRow> {
  const told = { headers, params: { path: { dialogue } } };
  return answered(api.POST("/api/console/dialogues/{dialogue}/archive", told));
}

/** Takes a dialogue back from where it was put away. */
export function restore(dialogue: string): Promise<DialogueRow> {
  const told = { headers, params: { path: { dialogue } } };
  return answered(api.POST("/api/console/dialogues/{dialogue}/restore", told));
}

/** Deletes a dialogue. Refused by the code `conflict` while pages show it. */
export async function remove(dialogue: string): Promise<void> {
  const told = { headers, params: { path: { dialogue } } };
  await done(api.DELETE("/api/console/dialogues/{dialogue}", told));
  queries.removeQueries({ queryKey: dialogueQuery(dialogue).queryKey });
}

/** What goes, and what stays, when a dialogue is deleted. */
export function usesQuery(dialogue: string) {
  return queryOptions({
    queryKey: ["dialogue-uses", dialogue],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/dialogues/{dialogue}/uses", { params: { path: { dialogue } }, signal })),
    gcTime: 0,
    retry,
  });
}

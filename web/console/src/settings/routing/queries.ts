import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, faultText, retry } from "../../session/api";
import { ApiError } from "../../session/session";
import { tr } from "./texts";

type Schemas = components["schemas"];
export type AgentRef = Schemas["AgentRef"];
export type AgentRow = Schemas["AgentRow"];
export type TeamRef = Schemas["TeamRef"];
export type TeamRow = Schemas["TeamRow"];

/** The first agents whose names or e-mails contain some words, in the order of the general ring. */
export const foundAgents = (search: string) =>
  queryOptions({
    queryKey: ["agents", "found", search],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/agents", { params: { query: { search } }, signal })),
    retry,
  });

/** All teams, by name. */
export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/teams", { signal })),
  retry,
});

/** Why something was not done. What the forms can see they have looked at before: what is left has changed meanwhile. */
export function whyNot(fault: unknown): string {
  const stale = fault instanceof ApiError && (fault.code === "invalid" || fault.code === "conflict");
  return stale ? tr("stale") : faultText(fault);
}

/** Whether a name is another's already. */
export function isTaken(fault: unknown): boolean {
  return fault instanceof ApiError && fault.code === "taken";
}

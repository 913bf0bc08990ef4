import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, done, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";
import { AGAIN_MS } from "../agents/queries";

type Schemas = components["schemas"];
export type RuleRow = Schemas["RuleRow"];
export type Rule = Schemas["Rule"];
export type RuleSettings = Schemas["RuleSettings"];

const RULES = ["rules"] as const;

/** All rules, in the order in which they are gone through. */
export const rulesQuery = queryOptions({
  queryKey: [...RULES, "all"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/rules", { signal })),
  retry,
});

/** One rule. */
export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: [...RULES, id],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/rules/{id}", { params: { path: { id } }, signal })),
    retry,
  });

/** How those whom a rule leads to stand now, in the order of its ring. */
export const ringQuery = (id: string) =>
  queryOptions({
    queryKey: [...RULES, id, "ring"],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/rules/{id}/agents", { params: { path: { id } }, signal })),
    refetchInterval: AGAIN_MS,
    retry,
  });

/** Reads the rules anew. */
export function changed(): Promise<void> {
  return queries.invalidateQueries({ queryKey: RULES });
}

/** Makes a rule, or changes one. */
export function save(id: string | null, body: RuleSettings): Promise<Rule> {
  return id === null
    ? answered(api.POST("/api/console/rules", { headers, body }))
    : answered(api.PUT("/api/console/rules/{id}", { headers, params: { path: { id } }, body }));
}

export async function enable(id: string, enabled: boolean): Promise<void> {
  const { settings } = await answered(api.GET("/api/console/rules/{id}", { params: { path: { id } } }));
  await save(id, { ...settings, enabled });
}

/** Puts a rule right after another, or before all. */
export function place(id: string, after: string | null): Promise<void> {
  return done(
    api.PUT("/api/console/rules/{id}/place", { headers, params: { path: { id } }, body: { after } }),
  );
}

export function remove(id: string): Promise<void> {
  return done(api.DELETE("/api/console/rules/{id}", { headers, params: { path: { id } } }));
}

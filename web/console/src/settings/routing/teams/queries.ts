import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, done, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";
import { AGAIN_MS } from "../agents/queries";

type Schemas = components["schemas"];
export type Team = Schemas["Team"];
export type TeamSettings = Schemas["TeamSettings"];

/** One team, with what sends visitors to it. */
export const teamQuery = (id: string) =>
  queryOptions({
    queryKey: ["teams", "one", id],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/teams/{id}", { params: { path: { id } }, signal })),
    retry,
  });

/** How those in a team stand now. */
export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ["teams", "members", id],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/teams/{id}/agents", { params: { path: { id } }, signal })),
    refetchInterval: AGAIN_MS,
    retry,
  });

/** Reads the teams anew. */
export function changed(): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["teams"] });
}

/** Makes a team, or changes one. */
export function save(id: string | null, body: TeamSettings): Promise<Team> {
  return id === null
    ? answered(api.POST("/api/console/teams", { headers, body }))
    : answered(api.PUT("/api/console/teams/{id}", { headers, params: { path: { id } }, body }));
}

export function remove(id: string): Promise<void> {
  return done(api.DELETE("/api/console/teams/{id}", { headers, params: { path: { id } } }));
}

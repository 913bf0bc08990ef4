import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, OURS as headers, retry } from "../../session/api";
import { queries } from "../../session/session";

type Schemas = components["schemas"];
export type Schedule = Schemas["Schedule"];
export type AgentSchedule = Schemas["AgentSchedule"];
export type ScheduleFault = Schemas["ScheduleFault"];
export type ScheduleLook = Schemas["ScheduleLook"];

/** When somebody works: one's own without an id. */
export const scheduleQuery = (id: string | null) =>
  queryOptions({
    queryKey: ["schedule", id],
    queryFn: ({ signal }) =>
      answered(
        id === null
          ? api.GET("/api/console/me/schedule", { signal })
          : api.GET("/api/console/agents/{id}/schedule", { signal, params: { path: { id } } }),
      ),
    retry,
  });

/** Every time zone that the server knows. */
export const zonesQuery = queryOptions({
  queryKey: ["time-zones"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/time-zones", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
  retry,
});

/** What a schedule that is not saved would say now, and what is wrong with it. */
export function look(body: Schedule): Promise<ScheduleLook> {
  return answered(api.POST("/api/console/schedule/look", { headers, body }));
}

export async function save(id: string | null, body: Schedule): Promise<void> {
  const saved = await answered(
    id === null
      ? api.PUT("/api/console/me/schedule", { headers, body })
      : api.PUT("/api/console/agents/{id}/schedule", { headers, body, params: { path: { id } } }),
  );
  queries.setQueryData(scheduleQuery(id).queryKey, saved);
}

import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";

export type Queue = components["schemas"]["Queue"];

/** Whether visitors wait, and for how long. */
export const queueQuery = queryOptions({
  queryKey: ["queue"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/routing/queue", { signal })),
  retry,
});

export async function save(body: Queue): Promise<void> {
  const saved = await answered(api.PUT("/api/console/routing/queue", { headers, body }));
  queries.setQueryData(queueQuery.queryKey, saved);
}

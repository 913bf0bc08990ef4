import type { components } from "@frontdesk/api";
import { type InfiniteData, infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { moved } from "../../../ordered/moved";
import { answered, api, done, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";

type Schemas = components["schemas"];
type AgentRing = Schemas["AgentRing"];

/** How often who is here is read again. */
export const AGAIN_MS = 5_000;

/** The general ring page by page, with who can take a chat now. */
export function ringQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ["agents", "ring", search],
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET("/api/console/agents", { params: { query: { search, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
    retry,
  });
}

/** Puts the agent at one place of the whole ring where another one stands; who is next stays. */
export async function place(from: number, to: number): Promise<void> {
  const key = ringQuery("").queryKey;
  await queries.cancelQueries({ queryKey: key });
  const before = queries.getQueryData<InfiniteData<AgentRing, string>>(key);
  if (before === undefined) return;
  const order = moved(
    before.pages.flatMap(({ agents }) => agents),
    from,
    to,
  );
  let taken = 0;
  const pages = before.pages.map((page) => {
    taken += page.agents.length;
    return { ...page, agents: order.slice(taken - page.agents.length, taken) };
  });
  queries.setQueryData(key, { ...before, pages });
  const [agent, after] = [order[to], order[to - 1]];
  if (agent === undefined) return;
  const params = { path: { id: agent.id } };
  await done(
    api.PUT("/api/console/agents/{id}/place", { headers, params, body: { after: after?.id ?? null } }),
  );
}

/** Sets how many chats an agent may hold; null for as many as everybody. */
export function setLimit(id: string, limit: number | null): Promise<void> {
  const params = { path: { id } };
  return done(api.PUT("/api/console/agents/{id}/limit", { headers, params, body: { limit } }));
}

/** Reads the agents anew. */
export function changed(): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["agents"] });
}

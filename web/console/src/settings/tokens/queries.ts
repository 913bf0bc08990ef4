import type { components } from "@frontdesk/api";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answered, api, done, OURS as headers, retry } from "../../session/api";

type Schemas = components["schemas"];
export type ApiToken = Schemas["ApiToken"];

/** Tokens page by page, the newest first. */
export const tokensQuery = infiniteQueryOptions({
  queryKey: ["tokens"],
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === null ? {} : { before: pageParam };
    return answered(api.GET("/api/console/tokens", { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next ?? null,
  retry,
});

export function make(body: Schemas["NewToken"]): Promise<Schemas["MadeToken"]> {
  return answered(api.POST("/api/console/tokens", { headers, body }));
}

export function revoke(id: string): Promise<void> {
  return done(api.DELETE("/api/console/tokens/{id}", { headers, params: { path: { id } } }));
}

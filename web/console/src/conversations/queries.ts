import type { components } from "@frontdesk/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api, retry } from "../session/api";
import type { Filters } from "./filters";

export type ConversationRow = components["schemas"]["ConversationRow"];

/** How often a list on the screen is read again: conversations go on while one looks. */
const AGAIN_MS = 15_000;

/** Conversations page by page, the newest first. */
export function listQuery(filters: Filters) {
  return infiniteQueryOptions({
    queryKey: ["conversations", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, ...(pageParam === null ? {} : { after: pageParam }) };
      return answered(api.GET("/api/console/conversations", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    refetchInterval: AGAIN_MS,
    retry,
  });
}

/** One conversation with what is known of its visitor. */
export function detailQuery(conversation: string) {
  return queryOptions({
    queryKey: ["conversation", conversation],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/console/conversations/{conversation}", {
          params: { path: { conversation } },
          signal,
        }),
      ),
    refetchInterval: AGAIN_MS,
    retry,
  });
}

/** Dialogues to narrow the list by. */
export const dialoguesQuery = queryOptions({
  queryKey: ["conversation-dialogues"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/conversations/dialogues", { signal })),
  retry,
});

/** Where a conversation is saved from, with times in this browser's zone. */
export function transcriptAddress(conversation: string): string {
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return `/api/console/conversations/${conversation}/transcript?zone=${zone}`;
}

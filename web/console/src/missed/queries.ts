import type { components } from "@frontdesk/api";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { answered, api, retry } from "../session/api";
import { type MissedFilters, within } from "./filters";

export type MissedRow = components["schemas"]["MissedRow"];
export type MissedPage = components["schemas"]["MissedPage"];

/** Requests that ended without an agent, page by page, the newest first. */
export function missedQuery(filters: MissedFilters) {
  return infiniteQueryOptions({
    queryKey: ["missed", filters],
    queryFn: ({ pageParam, signal }) => {
      const { reason } = filters;
      const query = {
        ...within(filters),
        ...(reason === undefined ? {} : { reason }),
        ...(pageParam === null ? {} : { after: pageParam }),
      };
      return answered(api.GET("/api/console/missed", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    retry,
  });
}

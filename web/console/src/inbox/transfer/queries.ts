import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, retry } from "../../session/api";

export type Colleagues = components["schemas"]["Colleagues"];
export type TransferTo = components["schemas"]["TransferTo"];

/** To whom a chat can be handed; how they stand is looked at again every few seconds. */
export const colleaguesQuery = (search: string) =>
  queryOptions({
    queryKey: ["colleagues", search],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/colleagues", { signal, params: { query: { search } } })),
    staleTime: 0,
    refetchInterval: 5_000,
    retry,
  });

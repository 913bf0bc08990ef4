import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, retry } from "../session/api";

type Schemas = components["schemas"];
export type Decision = Schemas["Decision"];
export type DecisionTold = Schemas["DecisionTold"];
export type KnownValue = Schemas["KnownValue"];
export type Named = Schemas["Named"];
export type RoutedRequest = Schemas["RoutedRequest"];
export type TestFile = Schemas["TestFile"];
export type TraceRoute = Schemas["TraceRoute"];
export type TraceStep = Schemas["TraceStep"];

/** What was decided in a conversation, read anew each time it is asked for. */
export const decisionsQuery = (conversation: string) =>
  queryOptions({
    queryKey: ["decisions", conversation],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/console/conversations/{conversation}/decisions", {
          params: { path: { conversation } },
          signal,
        }),
      ),
    gcTime: 0,
    retry,
  });

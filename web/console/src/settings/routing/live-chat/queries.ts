import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, OURS as headers, retry } from "../../../session/api";

type Schemas = components["schemas"];
export type LiveChat = Schemas["LiveChat"];
export type Numbers = Schemas["LiveChatNumbers"];
export type NumberName = keyof Numbers;

/** The numbers of the rules of live chat, with their defaults and bounds. */
export const liveChatQuery = queryOptions({
  queryKey: ["live-chat"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/live-chat", { signal })),
  refetchOnWindowFocus: false,
  retry,
});

export function save(body: Numbers): Promise<LiveChat> {
  return answered(api.PUT("/api/console/live-chat", { headers, body }));
}

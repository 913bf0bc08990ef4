import type { components } from "@frontdesk/api";
import type { Me } from "../core/wire";
import { answered, api, OURS } from "./api";
import { queries, sessionQuery } from "./session";

type Schemas = components["schemas"];
export type LinkFound = Schemas["LinkFound"];

/** What a one-time link is for. */
export async function lookAtLink(token: string): Promise<LinkFound> {
  return answered(api.POST("/api/console/link/look", { headers: OURS, body: { token } }));
}

/** Sets the password, and signs in. The link is used up. */
export async function followLink(given: Schemas["FollowLink"]): Promise<Me> {
  const me = await answered(api.POST("/api/console/link/follow", { headers: OURS, body: given }));
  queries.setQueryData(sessionQuery.queryKey, me);
  return me;
}

import type { components } from "@frontdesk/api";
import { apiClient } from "@frontdesk/api/client";
import type { Me } from "../core/wire";
import { ApiError, queries, sessionQuery } from "./session";

type Schemas = components["schemas"];
export type LinkFound = Schemas["LinkFound"];

const client = apiClient();
// A form of another site can't set it, so the server takes no forged request for the user's.
const headers = { "X-Frontdesk": "1" };

/** What a one-time link is for. */
export async function lookAtLink(token: string): Promise<LinkFound> {
  return answered(client.POST("/api/console/link/look", { headers, body: { token } }));
}

/** Sets the password, and signs in. The link is used up. */
export async function followLink(given: Schemas["FollowLink"]): Promise<Me> {
  const me = await answered(client.POST("/api/console/link/follow", { headers, body: given }));
  queries.setQueryData(sessionQuery.queryKey, me);
  return me;
}

async function answered<Data>(answer: Promise<{ data?: Data; error?: Schemas["Problem"] }>): Promise<Data> {
  const { data, error } = await answer.catch(() => {
    throw new ApiError(null, "unreachable");
  });
  if (data !== undefined) return data;
  throw new ApiError(error?.code ?? "internal", error?.title ?? "");
}

import createClient from "openapi-fetch";
import type { paths } from "./schema";

/** A typed client for Frontdesk's HTTP API. `baseUrl` is the server's origin; empty for the page's own. */
export function apiClient(baseUrl = "") {
  return createClient<paths>({ baseUrl });
}

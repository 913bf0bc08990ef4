import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, OURS as headers, retry } from "../../session/api";
import { queries } from "../../session/session";

type Schemas = components["schemas"];
export type Website = Schemas["Website"];
export type WebsiteDomain = Schemas["WebsiteDomain"];

/** The settings of the website. */
export const websiteQuery = queryOptions({
  queryKey: ["website"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/website", { signal })),
  retry,
});

export function listDomain(body: WebsiteDomain): Promise<void> {
  return told(answered(api.POST("/api/console/website/domains", { headers, body })));
}

export function removeDomain(domain: string): Promise<void> {
  const params = { path: { domain } };
  return told(answered(api.DELETE("/api/console/website/domains/{domain}", { headers, params })));
}

export function setPrivacy(body: Schemas["WebsitePrivacy"]): Promise<void> {
  return told(answered(api.PUT("/api/console/website/privacy", { headers, body })));
}

/** Each change is answered with all settings. */
async function told(change: Promise<Website>): Promise<void> {
  queries.setQueryData(websiteQuery.queryKey, await change);
}

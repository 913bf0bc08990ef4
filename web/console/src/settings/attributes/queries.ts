import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { answered, api, done, faultText, OURS as headers, retry } from "../../session/api";
import { queries } from "../../session/session";
import { inUseText } from "./inUse";

type Schemas = components["schemas"];
export type Attribute = Schemas["AttributeRow"];
export type Kind = Schemas["AttributeKind"];

/** All attributes: the standard ones, then the others by name. */
export const attributesQuery = queryOptions({
  queryKey: ["attributes"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/attributes", { signal })),
  retry,
});

/** Reads the attributes anew. */
export function changed(): Promise<void> {
  return queries.invalidateQueries({ queryKey: attributesQuery.queryKey });
}

export function create(body: Schemas["NewAttribute"]): Promise<Attribute> {
  return answered(api.POST("/api/console/attributes", { headers, body }));
}

export function change(name: string, body: Schemas["AttributeChange"]): Promise<Attribute> {
  return answered(api.PATCH("/api/console/attributes/{name}", { headers, params: { path: { name } }, body }));
}

export function remove(name: string): Promise<void> {
  return done(api.DELETE("/api/console/attributes/{name}", { headers, params: { path: { name } } }));
}

/** Why an attribute was not changed: what uses it is named. */
export function whyNot(fault: unknown): string {
  return inUseText(fault) ?? faultText(fault);
}

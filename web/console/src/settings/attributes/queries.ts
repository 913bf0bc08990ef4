import type { components } from "@frontdesk/api";
import { queryOptions } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { answered, api, done, faultText, OURS as headers, retry } from "../../session/api";
import { ApiError, queries } from "../../session/session";

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

/** Why an attribute was not changed: the server names the dialogue that would break. */
export function whyNot(fault: unknown): string {
  const told = fault instanceof ApiError && (fault.code === "conflict" || fault.code === "invalid");
  return told ? t("attributes.stands", { why: fault.message }) : faultText(fault);
}

import type { components } from "@frontdesk/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, done, fileBody, OURS as headers, retry } from "../../session/api";
import { queries } from "../../session/session";
import { attributesQuery } from "../attributes/queries";

type Schemas = components["schemas"];
export type List = Schemas["ListRow"];
export type Added = Schemas["ListAdded"];

/** What the names of lists begin with; addresses of pages go without it. */
export const PREFIX = "list.";

const LISTS = ["lists"] as const;

/** All lists, by name. */
export const listsQuery = queryOptions({
  queryKey: LISTS,
  queryFn: ({ signal }) => answered(api.GET("/api/console/lists", { signal })),
  retry,
});

/** Those on a list whose e-mails begin so, page by page. */
export function membersQuery(name: string, begins: string) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, name, begins],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/api/console/lists/{name}/members", {
          params: { path: { name }, query: { begins, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ more, emails }) => (more ? (emails.at(-1) ?? null) : null),
    placeholderData: keepPreviousData,
    retry,
  });
}

/** Reads the lists anew, and the attributes that criteria can look at. */
export async function changed(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: LISTS }),
    queries.invalidateQueries({ queryKey: attributesQuery.queryKey }),
  ]);
}

export function create(name: string): Promise<List> {
  return answered(api.POST("/api/console/lists", { headers, body: { name } }));
}

export function remove(name: string): Promise<void> {
  return done(api.DELETE("/api/console/lists/{name}", { headers, params: { path: { name } } }));
}

/** Puts the people of a text on a list, one e-mail on each line. */
export function add(name: string, text: Blob): Promise<Added> {
  return answered(
    api.POST("/api/console/lists/{name}/members", {
      headers: { ...headers, "content-type": "text/plain" },
      params: { path: { name } },
      ...fileBody(text),
    }),
  );
}

export function takeOff(name: string, email: string): Promise<void> {
  const params = { path: { name, email } };
  return done(api.DELETE("/api/console/lists/{name}/members/{email}", { headers, params }));
}

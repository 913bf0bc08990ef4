import type { components } from "@frontdesk/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, fileBody, OURS as headers, retry } from "../../session/api";

type Schemas = components["schemas"];
export type User = Schemas["User"];
export type OneTimeLink = Schemas["OneTimeLink"];

const USERS = ["users"] as const;

/** Users page by page, by e-mail. */
export function usersQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: [...USERS, search],
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET("/api/console/users", { params: { query: { search, after: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
    retry,
  });
}

/** What a list of users is read by: for what has changed it. */
export const allUsers = { queryKey: USERS };

/** All profiles, by name. */
export const profilesQuery = queryOptions({
  queryKey: ["profiles"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/profiles", { signal })),
  retry,
});

export function invite(body: Schemas["Invitation"]): Promise<Schemas["Invited"]> {
  return answered(api.POST("/api/console/users", { headers, body }));
}

export function update(id: string, body: Schemas["UserSettings"]): Promise<User> {
  return answered(api.PUT("/api/console/users/{id}", { headers, params: { path: { id } }, body }));
}

export function deactivate(id: string): Promise<User> {
  return answered(api.POST("/api/console/users/{id}/deactivate", { headers, params: { path: { id } } }));
}

/** What sends visitors to a user, and what they hold. */
export const usesQuery = (id: string) =>
  queryOptions({
    queryKey: ["user-uses", id],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/console/users/{id}/uses", { params: { path: { id } }, signal })),
    staleTime: 0,
    retry,
  });

export function reactivate(id: string): Promise<User> {
  return answered(api.POST("/api/console/users/{id}/reactivate", { headers, params: { path: { id } } }));
}

/** A user's picture; `null` takes it away. */
export function setPicture(id: string, picture: File | null): Promise<User> {
  const path = "/api/console/users/{id}/avatar";
  const params = { path: { id } };
  const type = { ...headers, "content-type": "application/octet-stream" };
  return picture === null
    ? answered(api.DELETE(path, { headers, params }))
    : answered(api.PUT(path, { headers: type, params, ...fileBody(picture) }));
}

/** A link to accept the invitation, or to set a new password; the one before is void. */
export function newLink(user: User): Promise<OneTimeLink> {
  const told = { headers, params: { path: { id: user.id } } };
  return user.state === "invited"
    ? answered(api.POST("/api/console/users/{id}/invite", told))
    : answered(api.POST("/api/console/users/{id}/reset", told));
}

import { queryOptions } from "@tanstack/react-query";
import type { Me } from "../../core/wire";
import { answered, api, done, fileBody, OURS as headers, retry } from "../../session/api";
import { checkSession } from "../../session/leave";
import { queries, sessionQuery } from "../../session/session";

/** Where one is signed in, the newest first. */
export const sessionsQuery = queryOptions({
  queryKey: ["own-sessions"],
  queryFn: async ({ signal }) => answered(api.GET("/api/console/me/sessions", { signal })),
  retry,
});

export async function rename(name: string): Promise<void> {
  await done(api.PUT("/api/console/me/name", { headers, body: { name } }));
  queries.setQueryData(sessionQuery.queryKey, (me: Me | null | undefined) => (me ? { ...me, name } : me));
}

/** One's own picture; `null` takes it away. */
export async function setPicture(picture: File | null): Promise<void> {
  const path = "/api/console/me/avatar";
  const type = { ...headers, "content-type": "application/octet-stream" };
  if (picture === null) await done(api.DELETE(path, { headers }));
  else await done(api.PUT(path, { headers: type, ...fileBody(picture) }));
  await checkSession();
}

/** One's other sessions end. */
export async function changePassword(old: string, wanted: string): Promise<void> {
  await done(api.PUT("/api/console/me/password", { headers, body: { old, new: wanted } }));
  await queries.invalidateQueries(sessionsQuery);
}

export async function endSession(id: string): Promise<void> {
  await done(api.DELETE("/api/console/me/sessions/{id}", { headers, params: { path: { id } } }));
  await queries.invalidateQueries(sessionsQuery);
}

export async function signOutEverywhere(): Promise<void> {
  await done(api.DELETE("/api/console/me/sessions", { headers }));
}

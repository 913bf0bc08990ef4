import type { components } from "@frontdesk/api";
import { answered, api, done, OURS as headers } from "../../session/api";
import { queries } from "../../session/session";
import { allUsers, profilesQuery } from "../users/queries";

type Schemas = components["schemas"];
export type Profile = Schemas["Profile"];
type Settings = Schemas["ProfileSettings"];

/** Reads profiles anew, and users, who show them. */
export async function changed(): Promise<void> {
  await Promise.all([queries.invalidateQueries(profilesQuery), queries.invalidateQueries(allUsers)]);
}

/** Makes a profile, or changes one. */
export function put(id: string | null, body: Settings): Promise<Profile> {
  return id === null
    ? answered(api.POST("/api/console/profiles", { headers, body }))
    : answered(api.PUT("/api/console/profiles/{id}", { headers, params: { path: { id } }, body }));
}

export function remove(id: string): Promise<void> {
  return done(api.DELETE("/api/console/profiles/{id}", { headers, params: { path: { id } } }));
}

/** Who has a profile: the first names, and whether there are more. */
export async function usersOf(profile: string): Promise<{ names: string[]; more: boolean }> {
  const { users, next } = await answered(api.GET("/api/console/users", { params: { query: { profile } } }));
  const names = users.map(({ name, email }) => `${name} (${email})`);
  return { names: names.slice(0, SHOWN), more: names.length > SHOWN || typeof next === "string" };
}

const SHOWN = 5;

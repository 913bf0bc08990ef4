import { QueryClient } from "@tanstack/react-query";
import type { Code, Me, Problem } from "../core/wire";

/** Keeps what pages have asked of the server. */
export const queries = new QueryClient();

/** A refusal of the server, or none at all (`code` null). */
export class ApiError extends Error {
  readonly code: Code | null;
  /** The member of what was sent that can't be used, where one is named. */
  readonly field: string | null;

  constructor(code: Code | null, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

const ADDRESS = "/api/console/session";
// A form of another site can't set it, so the server takes no forged request for the user's.
const OURS = { "X-Frontdesk": "1" };

/** Who is signed in; null when nobody is. */
export const sessionQuery = {
  queryKey: ["session"],
  queryFn: readSession,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
} as const;

export async function readSession(): Promise<Me | null> {
  const response = await ask("GET");
  if (response.status === 401) return null;
  return (await answer(response)) as Me;
}

export async function signIn(email: string, password: string): Promise<Me> {
  const response = await ask("POST", JSON.stringify({ email, password }));
  const me = (await answer(response)) as Me;
  queries.setQueryData(sessionQuery.queryKey, me);
  return me;
}

export async function signOut(): Promise<void> {
  const response = await ask("DELETE");
  // Already signed out is what was wanted.
  if (response.status !== 401) await answer(response);
}

async function ask(method: string, body?: string): Promise<Response> {
  try {
    return await fetch(ADDRESS, {
      method,
      headers: {
        ...(method === "GET" ? {} : OURS),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body }),
    });
  } catch {
    throw new ApiError(null, "unreachable");
  }
}

async function answer(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const body = (await response.json().catch(() => null)) as unknown;
  if (response.ok && body !== null) return body;
  const problem = body as Partial<Problem> | null;
  throw new ApiError(problem?.code ?? null, problem?.title ?? response.statusText);
}

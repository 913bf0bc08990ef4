import { router } from "../router";
import { queries, sessionQuery } from "./session";

/** The session is over: sign in again, then come back to this very address. Drafts and the outbox stay. */
export function sessionOver(): void {
  queries.setQueryData(sessionQuery.queryKey, null);
  const { pathname, href } = router.state.location;
  if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { to: href } });
}

/** Asks the server whether the session still stands: a refused socket does not tell why. */
export async function checkSession(): Promise<void> {
  try {
    const me = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    if (me === null) sessionOver();
  } catch {
    // Unreachable: the socket goes on trying.
  }
}

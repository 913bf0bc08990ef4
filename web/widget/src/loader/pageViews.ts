import type { Wanted } from "../language";
import type { PageView } from "../wire";
import type { Spent } from "./visit";

export interface PageViews {
  /** Tell the server where the visitor is, and learn what to show. */
  ask(): void;
  stop(): void;
}

/** Asks the server what this page shows, one request at a time. */
export function pageViews(
  origin: string,
  token: () => string | null,
  languages: Wanted,
  spent: () => Spent | undefined,
  seen: (view: PageView | null) => void,
): PageViews {
  let stopped = false;
  let busy = false;
  let again = false;
  let failures = 0;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask() {
    clearTimeout(timer);
    again = true;
    if (stopped || busy) return;
    const pause = notBefore - Date.now();
    if (pause > 0) {
      timer = setTimeout(ask, pause);
      return;
    }
    busy = true;
    again = false;
    let view: PageView | null = null;
    let retry = true;
    try {
      const response = await fetch(`${origin}/api/visitor/page-view`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          token: token(),
          page: location.href,
          languages: `${languages}`,
          spent: spent(),
        }),
      });
      // Some refusals no later try can cure, such as that of a domain that is not allowed.
      retry = !/^4(?!08|29)/.test(`${response.status}`);
      if (!response.ok) throw 0;
      view = (await response.json()) as PageView;
      failures = 0;
      retry = false;
    } catch {
      // A server that is down or refuses is asked every 30 s at most, then ever less often, to every 10 minutes.
      const pause = Math.min(600_000, 30_000 * 2 ** failures++);
      notBefore = Date.now() + pause * (1 + Math.random() / 2);
    }
    busy = false;
    if (stopped) return;
    if (again || retry) ask();
    seen(view);
  }

  return {
    ask,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

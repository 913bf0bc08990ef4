/**
 * What the visitor does on the page, for dialogues that wait for it (`TARGET-3`): a file of its own, which the loader fetches
 * where some dialogue does.
 */
import type { Store } from "../store";
import type { PageView } from "../wire";

/** Where the seconds are kept, by path; those on the whole site have no path. */
const KEPT = "spent";
/** So many are kept: those that passed last. */
const MOST = 50;

export type Spent = Record<"page" | "site" | "scrolled", number>;

export interface VisitFile {
  makeVisit(local: Store, come: () => void): Visit;
}

/** What the visitor does here. */
export interface Visit {
  spent(): Spent;
  /** Counts what the server wants counted, and tells once what this page waits for has come. */
  watch(view: PageView): void;
  stop(): void;
}

export function makeVisit(local: Store, come: () => void): Visit {
  let path = "";
  let scrolled = 0;
  let timed: boolean | undefined;
  let wait: PageView["wait"];
  let timer: ReturnType<typeof setInterval> | undefined;

  const times = () => new Map<string, number>(JSON.parse(local.get(KEPT) ?? "[]"));
  const spent = () => {
    if (path !== location.pathname) scrolled = 0;
    path = location.pathname;
    const room = document.documentElement.scrollHeight - innerHeight;
    if (room > 0) scrolled = Math.max(scrolled, Math.round((100 * scrollY) / room));
    // A page that can't be scrolled counts as read to its end; one that is still coming may only be short for now.
    else if (document.readyState === "complete") scrolled = 100;
    const kept = times();
    return { page: kept.get(path) ?? 0, site: kept.get("") ?? 0, scrolled };
  };
  const look = () => {
    const now = spent();
    if (!wait || Object.entries(wait).some(([name, least]) => now[name as keyof Spent] < (least ?? 0)))
      return;
    wait = undefined;
    come();
  };
  // Seconds are counted, not measured: those in which the machine sleeps, or the page is frozen, don't pass.
  const tick = () => {
    const kept = times();
    for (const name of ["", location.pathname]) {
      const before = kept.get(name) ?? 0;
      // What passed last stands last.
      kept.delete(name);
      kept.set(name, before + 1);
    }
    if (timed) local.set(KEPT, JSON.stringify([...kept].slice(-MOST)));
    look();
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    removeEventListener("scroll", look);
  };
  return {
    spent,
    watch(view) {
      ({ timed, wait } = view);
      if (!wait && !timed) return stop();
      timer ??= setInterval(tick, 1000);
      addEventListener("scroll", look);
    },
    stop,
  };
}

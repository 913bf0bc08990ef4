import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

// One timer for the page, however many counters are on it.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  // Nobody listened for a while: the last tick is old.
  if (timer === undefined && Date.now() - now > 1000) now = Date.now();
  return now;
}

/** This browser's clock, once a second, in ms. Add the desk's `clockOffset` for the server's. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}

const FIRST_MS = 500;
const MOST_MS = 15_000;

/** How long to wait before the `attempt`-th try in a row (from 0), in ms. `random` is in [0, 1). */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  // Half of it is chance, so that a thousand consoles do not come back in the same moment.
  return ceiling / 2 + (ceiling / 2) * random;
}

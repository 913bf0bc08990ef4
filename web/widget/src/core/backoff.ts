const FIRST = 500;
const LONGEST = 15_000;

/** Milliseconds before the next try: 0.5 s doubling to 15 s, of which half is chance, so that clients spread. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10)) * (0.5 + random() / 2);
}

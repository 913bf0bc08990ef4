import type { Stream } from "./stream";

/** What need not be said, because it is meant where nothing is said. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  poke: false,
  skip_if_known: false,
  overwrite: true,
  ring_everyone: false,
};

/** A file in which only what counts is said: the server writes defaults that the editor leaves out. */
export function canonical(stream: Stream): Stream {
  return stripped(stream) as Stream;
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (value === null || typeof value !== "object") return value;
  const said = Object.entries(value).filter(
    ([key, each]) => each !== null && each !== undefined && DEFAULTS[key] !== each,
  );
  return Object.fromEntries(said.map(([key, each]) => [key, stripped(each)]));
}

/** Whether two values say the same, in whatever order their members stand. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const members = (value: object) => Object.entries(value).filter(([, each]) => each != null);
  const [mine, theirs] = [members(one), other as Record<string, unknown>];
  return (
    mine.length === members(other).length && mine.every(([key, each]) => same(each, theirs[key] ?? undefined))
  );
}

import { same } from "./canonical";
import { type Card, cardIn, type Stream } from "./stream";

/** A card that was changed on both sides, in different ways; null where that side has taken it away. */
export interface Conflict {
  readonly id: string;
  readonly mine: Card | null;
  readonly theirs: Card | null;
}

export interface Merged {
  readonly stream: Stream;
  readonly conflicts: readonly Conflict[];
}

/** Which side wins where both have changed the same. */
export type Winner = "mine" | "theirs";

/** Three-way merge, card by card: what only one side has changed is as that side has it. */
export function merge(base: Stream, mine: Stream, theirs: Stream, winner: Winner = "mine"): Merged {
  const conflicts: Conflict[] = [];
  const ids = [...new Set([...mine.cards, ...theirs.cards].map(({ id }) => id))];
  const cards = ids.flatMap((id) => {
    const [was, my, their] = [cardIn(base, id), cardIn(mine, id), cardIn(theirs, id)];
    const picked = pick(was, my, their, winner);
    if (picked.clash) conflicts.push({ id, mine: my, theirs: their });
    return picked.value === null ? [] : [picked.value];
  });
  const field = <Key extends keyof Stream>(key: Key) =>
    pick(base[key], mine[key], theirs[key], winner).value as Stream[Key];
  const layout = Object.fromEntries(
    cards.flatMap(({ id }) => {
      const place = pick(base.layout?.[id], mine.layout?.[id], theirs.layout?.[id], winner).value;
      return place === undefined ? [] : [[id, place]];
    }),
  );
  const { exclusions, priority } = { exclusions: field("exclusions"), priority: field("priority") };
  const stream: Stream = {
    frontdesk_stream: theirs.frontdesk_stream,
    name: field("name"),
    targets: field("targets"),
    ...(exclusions === undefined ? {} : { exclusions }),
    ...(priority === undefined ? {} : { priority }),
    first: field("first"),
    cards,
    ...(Object.keys(layout).length === 0 ? {} : { layout }),
  };
  return { stream: same(stream, mine) ? mine : stream, conflicts };
}

function pick<Value>(was: Value, mine: Value, theirs: Value, winner: Winner) {
  if (same(was, theirs) || same(mine, theirs)) return { value: mine, clash: false };
  if (same(was, mine)) return { value: theirs, clash: false };
  return { value: winner === "mine" ? mine : theirs, clash: true };
}

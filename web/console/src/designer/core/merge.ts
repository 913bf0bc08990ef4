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
  const layout = Object.fromEntries(
    cards.flatMap(({ id }) => {
      const place = pick(base.layout?.[id], mine.layout?.[id], theirs.layout?.[id], winner).value;
      return place === undefined ? [] : [[id, place]];
    }),
  );
  const stream: Stream = {
    ...others(base, mine, theirs, winner),
    cards,
    ...(Object.keys(layout).length === 0 ? {} : { layout }),
  };
  return { stream: same(stream, mine) ? mine : stream, conflicts };
}

/** All but cards and places, whatever the file tells of the dialogue. */
function others(
  base: Stream,
  mine: Stream,
  theirs: Stream,
  winner: Winner,
): Omit<Stream, "cards" | "layout"> {
  const [was, my, their] = [base, mine, theirs].map(
    ({ cards: _, layout: __, ...rest }) => rest as Record<string, unknown>,
  ) as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>];
  const keys = [...new Set([...Object.keys(my), ...Object.keys(their)])];
  const picked = keys.map((key) => [key, pick(was[key], my[key], their[key], winner).value] as const);
  const told = Object.fromEntries(picked.filter(([, value]) => value !== undefined));
  return told as unknown as Omit<Stream, "cards" | "layout">;
}

function pick<Value>(was: Value, mine: Value, theirs: Value, winner: Winner) {
  if (same(was, theirs) || same(mine, theirs)) return { value: mine, clash: false };
  if (same(was, mine)) return { value: theirs, clash: false };
  return { value: winner === "mine" ? mine : theirs, clash: true };
}

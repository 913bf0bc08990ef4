import { KINDS, type Way, waysOf } from "./kinds";
import { type Card, cardIn, type Stream } from "./stream";

/** A way out of a card of the stream. */
export interface WayRef {
  readonly card: string;
  readonly key: string;
}

export interface Link extends WayRef {
  readonly to: string;
}

/** All ways that lead to a card, in the order of the cards. */
export function linksOf(stream: Stream): Link[] {
  const known = new Set(stream.cards.map(({ id }) => id));
  return stream.cards.flatMap((card) =>
    waysOf(card).flatMap(({ key, to }) => (to !== null && known.has(to) ? [{ card: card.id, key, to }] : [])),
  );
}

/** The way that is meant. */
export function wayAt(stream: Stream, { card, key }: WayRef): Way | null {
  const found = cardIn(stream, card);
  return found === null ? null : (waysOf(found).find((way) => way.key === key) ?? null);
}

/** The name of a way in the whole stream; a card's own name may hold anything. */
export function wayId({ card, key }: WayRef): string {
  return JSON.stringify([card, key]);
}

/** The way of a name. */
export function wayOf(id: string): WayRef | null {
  try {
    const [card, key] = JSON.parse(id) as unknown[];
    return typeof card === "string" && typeof key === "string" ? { card, key } : null;
  } catch {
    return null;
  }
}

/** The first way out of a card that leads nowhere yet; null where nothing can follow it. */
export function freeWay(card: Card): WayRef | null {
  if (!KINDS[card.kind].leads) return null;
  const way = waysOf(card).find(({ to }) => to === null);
  return way === undefined ? null : { card: card.id, key: way.key };
}

/** The ids of the cards in the order in which visitors come to them; what no way leads to comes last. */
export function inOrder(stream: Stream): string[] {
  const seen = new Set<string>();
  const visit = (start: string) => {
    const waiting = [start];
    while (waiting.length > 0) {
      const id = waiting.pop() as string;
      const card = cardIn(stream, id);
      if (card === null || seen.has(id)) continue;
      seen.add(id);
      for (const { to } of [...waysOf(card)].reverse()) if (to !== null) waiting.push(to);
    }
  };
  visit(stream.first);
  for (const { id } of stream.cards) visit(id);
  return [...seen];
}

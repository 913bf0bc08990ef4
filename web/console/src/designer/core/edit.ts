import { inOrder, type WayRef, wayAt } from "./graph";
import { KINDS, leading, waysOf } from "./kinds";
import { type Card, cardIn, type Place, type Stream } from "./stream";

/** What can be done to a stream, as data. */
export type Edit =
  /** Puts a card on the canvas; with `from`, that way leads to it, and it goes on to where the way led. */
  | { readonly kind: "add"; readonly card: Card; readonly at: Place; readonly from: WayRef | null }
  /** Puts another card in the place of the one of the same id. */
  | { readonly kind: "change"; readonly card: Card }
  /** A way leads to a card, or nowhere. */
  | { readonly kind: "connect"; readonly from: WayRef; readonly to: string | null }
  | { readonly kind: "remove"; readonly cards: readonly string[] }
  | { readonly kind: "move"; readonly places: Readonly<Record<string, Place>> }
  /** The stream begins with a card. */
  | { readonly kind: "first"; readonly card: string }
  | {
      readonly kind: "paste";
      readonly cards: readonly Card[];
      readonly places: Readonly<Record<string, Place>>;
    }
  /** Everything has its place anew. */
  | { readonly kind: "arrange"; readonly places: Readonly<Record<string, Place>> }
  /** Cards and places as in an earlier version; what the dialogue is called and where it is shown stays. */
  | { readonly kind: "restore"; readonly stream: Stream }
  /** What others have done in the meantime. */
  | { readonly kind: "merge"; readonly stream: Stream };

/** The stream after an edit; the same one where the edit changes nothing. */
export function apply(stream: Stream, edit: Edit): Stream {
  switch (edit.kind) {
    case "add":
      return added(stream, edit.card, edit.at, edit.from);
    case "change":
      return withCard(stream, edit.card);
    case "connect":
      return connected(stream, edit.from, edit.to);
    case "remove":
      return removed(stream, new Set(edit.cards));
    case "move":
    case "arrange":
      return placed(stream, edit.places);
    case "first":
      return begunWith(stream, edit.card);
    case "paste":
      return placed(
        withFirst({ ...stream, cards: [...stream.cards, ...edit.cards] }, edit.cards[0]?.id ?? ""),
        edit.places,
      );
    case "restore": {
      const { first, cards, layout } = edit.stream;
      const { layout: _, ...rest } = stream;
      return { ...rest, first, cards, ...(layout === undefined ? {} : { layout }) };
    }
    case "merge":
      return edit.stream;
  }
}

function withCard(stream: Stream, card: Card): Stream {
  if (cardIn(stream, card.id) === null) return stream;
  return { ...stream, cards: stream.cards.map((each) => (each.id === card.id ? card : each)) };
}

/** Where there is no first card yet, one becomes it. */
function withFirst(stream: Stream, first: string): Stream {
  return cardIn(stream, stream.first) === null ? { ...stream, first } : stream;
}

function added(stream: Stream, card: Card, at: Place, from: WayRef | null): Stream {
  const after = from === null ? null : wayAt(stream, from);
  const before = after?.to ?? null;
  const way = KINDS[card.kind].leads ? waysOf(card)[0] : undefined;
  const inserted =
    before === null || way === undefined || way.to !== null ? card : leading(card, way.key, before);
  const cards = [...stream.cards, inserted];
  const grown = placed(withFirst({ ...stream, cards }, card.id), { [card.id]: at });
  return from === null ? grown : connected(grown, from, card.id);
}

function connected(stream: Stream, from: WayRef, to: string | null): Stream {
  const card = cardIn(stream, from.card);
  if (card === null || (to !== null && !KINDS[card.kind].leads)) return stream;
  if (wayAt(stream, from)?.to === to) return stream;
  return withCard(stream, leading(card, from.key, to));
}

function removed(stream: Stream, gone: ReadonlySet<string>): Stream {
  const cards = stream.cards
    .filter(({ id }) => !gone.has(id))
    .map((card) =>
      waysOf(card).reduce(
        (left, { key, to }) => (to !== null && gone.has(to) ? leading(left, key, null) : left),
        card,
      ),
    );
  if (cards.length === stream.cards.length) return stream;
  const { layout, ...rest } = stream;
  const kept = Object.entries(layout ?? {}).filter(([id]) => !gone.has(id));
  return {
    ...rest,
    cards,
    first: gone.has(stream.first) ? heir(stream, gone) : stream.first,
    ...(kept.length === 0 ? {} : { layout: Object.fromEntries(kept) }),
  };
}

/** The card that follows what was the first one; empty where none is left of them. */
function heir(stream: Stream, gone: ReadonlySet<string>): string {
  return inOrder(stream).find((id) => !gone.has(id)) ?? "";
}

/** Only the first card pokes: the sign goes with the place. */
function begunWith(stream: Stream, first: string): Stream {
  const [before, after] = [cardIn(stream, stream.first), cardIn(stream, first)];
  if (after === null || first === stream.first) return stream;
  const pokes = before !== null && "poke" in before && before.poke === true;
  const quiet = before === null ? stream : withCard(stream, withPoke(before, false));
  const begun = { ...quiet, first };
  return pokes ? withCard(begun, withPoke(after, true)) : begun;
}

/** The same card, which pokes or doesn't; one that visitors don't see never does. */
export function withPoke(card: Card, poke: boolean): Card {
  const { poke: _, ...rest } = card as Card & { poke?: boolean };
  return (poke && KINDS[card.kind].speaks ? { ...rest, poke } : rest) as Card;
}

function placed(stream: Stream, places: Readonly<Record<string, Place>>): Stream {
  const known = new Set(stream.cards.map(({ id }) => id));
  const whole = Object.entries(places)
    .filter(([id]) => known.has(id))
    .map(([id, [x, y]]) => [id, [Math.round(x), Math.round(y)]] as const);
  const moved = whole.some(([id, [x, y]]) => stream.layout?.[id]?.[0] !== x || stream.layout[id][1] !== y);
  return moved ? { ...stream, layout: { ...stream.layout, ...Object.fromEntries(whole) } } : stream;
}

import { withPoke } from "./edit";
import { KINDS, leading, waysOf } from "./kinds";
import { newId } from "./newId";
import type { Card, Place, Stream } from "./stream";

/** The version of what is put on the clipboard. */
const VERSION = 1;
/** How far beside the copied cards their copies stand, in pixels. */
const BESIDE = 40;

/** Cards on the clipboard. */
export interface Copied {
  readonly cards: readonly Card[];
  readonly places: Readonly<Record<string, Place>>;
}

/** Cards as a text that can be pasted into any dialogue, in any tab. */
export function toClipboard(stream: Stream, ids: readonly string[], places: Copied["places"]): string {
  const cards = stream.cards.filter(({ id }) => ids.includes(id));
  const stand = cards.flatMap(({ id }) => (places[id] === undefined ? [] : [[id, places[id]]]));
  return JSON.stringify({ frontdesk_cards: VERSION, cards, places: Object.fromEntries(stand) });
}

/** The cards of a text from the clipboard; null where it holds something else. */
export function fromClipboard(text: string): Copied | null {
  if (!text.includes("frontdesk_cards")) return null;
  try {
    const told = JSON.parse(text) as { frontdesk_cards?: unknown } & Partial<Copied>;
    if (told.frontdesk_cards !== VERSION || !Array.isArray(told.cards)) return null;
    const cards = (told.cards as Card[]).filter(({ kind, id }) => kind in KINDS && typeof id === "string");
    return cards.length === 0 ? null : { cards, places: told.places ?? {} };
  } catch {
    return null;
  }
}

/**
 * The same cards under names that the stream has not got, leading to each other as before and to nothing
 * else; beside where they stood, or with the middle of them at `at`.
 */
export function copies(copied: Copied, stream: Stream, at: Place | null, random: () => number): Copied {
  const taken = new Set(stream.cards.map(({ id }) => id));
  const names = new Map<string, string>();
  for (const { id, kind } of copied.cards) {
    const name = newId(kind, taken, random);
    taken.add(name);
    names.set(id, name);
  }
  const shift = shiftOf(copied, at);
  const cards = copied.cards.map((card) => {
    const ways = waysOf(card);
    const led = ways.reduce(
      (left, { key, to }) => leading(left, key, to === null ? null : (names.get(to) ?? null)),
      card,
    );
    return withPoke({ ...led, id: names.get(card.id) ?? card.id }, false);
  });
  const places = copied.cards.map(({ id }, nth) => {
    const [x, y] = copied.places[id] ?? [nth * BESIDE, nth * BESIDE];
    return [names.get(id) ?? id, [x + shift[0], y + shift[1]]] as const;
  });
  return { cards, places: Object.fromEntries(places) };
}

function shiftOf({ places }: Copied, at: Place | null): Place {
  const all = Object.values(places);
  if (at === null || all.length === 0) return [BESIDE, BESIDE];
  const middle = (axis: 0 | 1) => {
    const along = all.map((place) => place[axis]);
    return (Math.min(...along) + Math.max(...along)) / 2;
  };
  return [Math.round(at[0] - middle(0)), Math.round(at[1] - middle(1))];
}

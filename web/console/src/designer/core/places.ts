import { linksOf } from "./graph";
import { waysOf, wordsOf } from "./kinds";
import type { Card, Place, Stream } from "./stream";

/** How wide a card is on the canvas, in pixels. */
export const CARD_WIDTH = 260;
/** How far cards stand apart, in pixels. */
export const APART = { along: 90, across: 36 } as const;

/** About how high a card is on the canvas, in pixels. */
export function heightOf(card: Card): number {
  const ways = waysOf(card);
  const rows = ways.some(({ mayEnd }) => !mayEnd) ? ways.length : 0;
  return (
    52 + (wordsOf(card) === "" ? 20 : Math.min(2, Math.ceil(wordsOf(card).length / 34)) * 20) + rows * 32
  );
}

/** Where every card stands; one without a place stands right of the card that leads to it, or below all. */
export function placesOf(
  stream: Stream,
  found: Readonly<Record<string, Place>>,
): Readonly<Record<string, Place>> {
  const places: Record<string, Place> = { ...found, ...stream.layout };
  const links = linksOf(stream);
  for (const { id } of stream.cards) {
    if (places[id] !== undefined) continue;
    const before = links.find(({ card, to }) => to === id && places[card] !== undefined)?.card;
    places[id] = freePlace(stream, places, before === undefined ? null : nextTo(places[before]));
  }
  return places;
}

function nextTo(place: Place | undefined): Place {
  const [x, y] = place ?? [0, 0];
  return [x + CARD_WIDTH + APART.along, y];
}

/** The nearest place at or below a wished one where no card stands. */
export function freePlace(
  stream: Stream,
  places: Readonly<Record<string, Place>>,
  wished: Place | null,
): Place {
  const taken = stream.cards.flatMap((card) => {
    const place = places[card.id];
    return place === undefined ? [] : [{ place, height: heightOf(card) }];
  });
  const lowest = Math.max(0, ...taken.map(({ place: [, y], height }) => y + height + APART.across));
  let [x, y] = wished ?? [0, lowest];
  // Every round passes at least one card, so that it ends.
  for (let round = 0; round <= taken.length; round += 1) {
    const hit = taken.find(
      ({ place: [left, top], height }) =>
        Math.abs(left - x) < CARD_WIDTH + 20 && y < top + height + 16 && top < y + 120,
    );
    if (hit === undefined) break;
    y = hit.place[1] + hit.height + APART.across;
  }
  return [Math.round(x), Math.round(y)];
}

/** The place after the card that a way leaves. */
export function placeAfter(stream: Stream, places: Readonly<Record<string, Place>>, card: string): Place {
  return freePlace(stream, places, nextTo(places[card]));
}

/** The smallest box around all cards: left, top, right, bottom. */
export function boundsOf(
  stream: Stream,
  places: Readonly<Record<string, Place>>,
): readonly [left: number, top: number, right: number, bottom: number] {
  const boxes = stream.cards.map((card) => {
    const [x, y] = places[card.id] ?? [0, 0];
    return [x, y, x + CARD_WIDTH, y + heightOf(card)] as const;
  });
  if (boxes.length === 0) return [0, 0, CARD_WIDTH, CARD_WIDTH];
  const least = (at: 0 | 1) => Math.min(...boxes.map((box) => box[at]));
  const most = (at: 2 | 3) => Math.max(...boxes.map((box) => box[at]));
  return [least(0), least(1), most(2), most(3)];
}

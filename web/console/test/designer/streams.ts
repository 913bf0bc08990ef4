import type { Card, Stream } from "../../src/designer/core/stream";

/** A stream of these cards, that begins with the first of them. */
export function streamOf(...cards: Card[]): Stream {
  return {
    frontdesk_stream: 1,
    name: "Welcome",
    targets: ["https://shop.example/*"],
    first: cards[0]?.id ?? "",
    cards,
    layout: Object.fromEntries(cards.map(({ id }, at) => [id, [at * 400, 0] as const])),
  };
}

export const message = (id: string, next?: string): Card => ({
  kind: "message",
  id,
  text: `Text of ${id}`,
  ...(next === undefined ? {} : { next }),
});

export const question = (id: string, yes?: string, no?: string): Card => ({
  kind: "question",
  id,
  text: `Question of ${id}?`,
  choices: [
    { label: "Yes", ...(yes === undefined ? {} : { next: yes }) },
    { label: "No", ...(no === undefined ? {} : { next: no }) },
  ],
});

/** Chance that is the same each time (a linear congruential generator). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

import type { Card, CardKind, CardOf } from "../stream";

/** A way out of a card. */
export interface Way {
  /** Its name within the card. */
  readonly key: string;
  /** What the author calls it; null where the card has but one, or it is the one for all others. */
  readonly label: string | null;
  /** The card it leads to; null where it leads nowhere. */
  readonly to: string | null;
  /** Whether a branch may end there. */
  readonly mayEnd: boolean;
}

/** What new cards say, in the language of the one who adds them. */
export interface FirstWords {
  readonly yes: string;
  readonly no: string;
  readonly branch: string;
}

/** All that the editor knows of a kind of card. */
export interface Kind<Name extends CardKind> {
  /** A new one. */
  readonly fresh: (id: string, words: FirstWords) => CardOf<Name>;
  readonly ways: (card: CardOf<Name>) => readonly Way[];
  /** The same card, a way of which leads elsewhere. */
  readonly lead: (card: CardOf<Name>, key: string, to: string | null) => CardOf<Name>;
  /** What it is recognised by. */
  readonly words: (card: CardOf<Name>) => string;
  /** Whether visitors see it: only such a card can poke. */
  readonly speaks: boolean;
  /** Whether another card may follow it. */
  readonly leads: boolean;
}

/** The one way out of a card that just goes on. */
export function onward({ next }: { readonly next?: string | null }): readonly Way[] {
  return [{ key: "next", label: null, to: next ?? null, mayEnd: true }];
}

/** The same card, followed by another. */
export function followed<Followed extends Card & { readonly next?: string | null }>(
  card: Followed,
  to: string | null,
): Followed {
  const { next: _, ...rest } = card;
  return (to === null ? rest : { ...rest, next: to }) as Followed;
}

/** The same rows, one of which leads elsewhere. */
export function rowLeading<Row extends { readonly next?: string | null }>(
  rows: readonly Row[],
  at: number,
  to: string | null,
): readonly Row[] {
  return rows.map((row, each) => {
    if (each !== at) return row;
    const { next: _, ...rest } = row;
    return (to === null ? rest : { ...rest, next: to }) as Row;
  });
}

/** The way of a row, by its place. */
export function rowKey(at: number): string {
  return `row:${at}`;
}

/** The place of the row that a way belongs to. */
export function rowAt(key: string): number {
  return key.startsWith("row:") ? Number(key.slice(4)) : -1;
}

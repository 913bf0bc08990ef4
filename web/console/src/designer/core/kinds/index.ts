import type { Card, CardKind } from "../stream";
import { action } from "./action";
import { capture } from "./capture";
import { condition } from "./condition";
import { goal } from "./goal";
import type { FirstWords, Kind, Way } from "./kind";
import { liveChat } from "./liveChat";
import { meeting } from "./meeting";
import { message } from "./message";
import { question } from "./question";

export type { FirstWords, Way } from "./kind";
export { rowAt, rowKey } from "./kind";

/** Every kind of card, in the order of the palette. How they are filled in: `panel/forms`; how they are drawn: `Glyph.tsx`. */
export const KINDS: { readonly [Name in CardKind]: Kind<Name> } = {
  message,
  question,
  capture,
  live_chat: liveChat,
  meeting,
  goal,
  action,
  condition,
};

/** Their names. */
export const KIND_NAMES = Object.keys(KINDS) as CardKind[];

/** The rules of a card's kind. */
function rules(card: Card): Kind<CardKind> {
  return KINDS[card.kind] as unknown as Kind<CardKind>;
}

export function freshCard(kind: CardKind, id: string, words: FirstWords): Card {
  return KINDS[kind].fresh(id, words);
}

/** The ways out of a card, in order. */
export function waysOf(card: Card): readonly Way[] {
  return rules(card).ways(card);
}

/** The same card, a way of which leads elsewhere; null: nowhere. */
export function leading(card: Card, key: string, to: string | null): Card {
  return rules(card).lead(card, key, to);
}

/** What a card is recognised by, on one line. */
export function wordsOf(card: Card): string {
  return rules(card).words(card).replace(/\s+/g, " ").trim();
}

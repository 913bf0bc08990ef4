import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { wordsOf } from "./core/kinds";
import { type Card, type CardKind, cardIn, type Stream } from "./core/stream";
import { td } from "./texts";

const LONGEST = 60;

/** What a kind of card is called. */
export function kindTitle(kind: CardKind): string {
  return t(`card.${kind}`);
}

/** What a card is called: its kind, and how it begins. */
export function cardTitle(card: Card): string {
  const words = wordsOf(card) || td("blank");
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
  return neutralise(td("title", { kind: kindTitle(card.kind), words: short }));
}

/** What the card of an id is called. */
export function titleIn(stream: Stream, id: string): string {
  const card = cardIn(stream, id);
  return card === null ? td("goneCard") : cardTitle(card);
}

/** What a way out of a card is called. */
export function wayTitle(way: { readonly key: string; readonly label: string | null }): string {
  if (way.label !== null) return way.label.trim() || td("blankRow");
  return way.key === "otherwise" ? td("otherwise") : td("next");
}

import { same } from "./canonical";
import { type Card, cardIn, type Stream } from "./stream";

/** A field of a card that is not the same in two versions; undefined where it is not filled in. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Difference {
  readonly added: readonly Card[];
  readonly removed: readonly Card[];
  readonly changed: readonly { readonly card: Card; readonly fields: readonly FieldChange[] }[];
  /** Of the dialogue: its name, its pages, its priority, its first card. */
  readonly dialogue: readonly FieldChange[];
}

/** What a later version has other than an earlier one; where cards stand does not count. */
export function difference(before: Stream, after: Stream): Difference {
  const changed = after.cards.flatMap((card) => {
    const was = cardIn(before, card.id);
    const fields = was === null ? [] : fieldsOf(was, card);
    return fields.length === 0 ? [] : [{ card, fields }];
  });
  const own = ({ cards: _, layout: __, frontdesk_stream: ___, ...rest }: Stream) => rest;
  return {
    added: after.cards.filter(({ id }) => cardIn(before, id) === null),
    removed: before.cards.filter(({ id }) => cardIn(after, id) === null),
    changed,
    dialogue: fieldsOf(own(before), own(after)),
  };
}

function fieldsOf(before: object, after: object): FieldChange[] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => !same(was[field] ?? null, is[field] ?? null))
    .map((field) => ({ field, before: was[field], after: is[field] }));
}

import type { Way } from "./kinds";
import { waysOf } from "./kinds";
import { cardIn, type Stream } from "./stream";

/** How a row of cards goes on after the last of them. */
export type End =
  | { readonly kind: "end" }
  /** A card that stands in the outline already. */
  | { readonly kind: "again"; readonly card: string }
  /** A card that the stream has not got. */
  | { readonly kind: "missing"; readonly card: string };

/** Cards that follow each other. */
export interface Row {
  readonly steps: readonly StepItem[];
  readonly end: End;
}

export interface StepItem {
  readonly card: string;
  /** Its ways out with what follows each, where it has several. */
  readonly branches: readonly { readonly way: Way; readonly row: Row }[];
}

export interface Outline {
  readonly main: Row;
  /** What no way leads to. */
  readonly apart: readonly Row[];
}

/** The whole stream as a tree: every card stands in it once. */
export function outline(stream: Stream): Outline {
  const seen = new Set<string>();
  const rowFrom = (start: string | null): Row => {
    const steps: StepItem[] = [];
    let id = start;
    while (id !== null) {
      const card = cardIn(stream, id);
      if (card === null) return { steps, end: { kind: "missing", card: id } };
      if (seen.has(id)) return { steps, end: { kind: "again", card: id } };
      seen.add(id);
      const ways = waysOf(card);
      const only = ways.length === 1 && ways[0]?.mayEnd ? ways[0] : null;
      const branches = only === null ? ways.map((way) => ({ way, row: rowFrom(way.to) })) : [];
      steps.push({ card: id, branches });
      id = only?.to ?? null;
    }
    return { steps, end: { kind: "end" } };
  };
  const main = rowFrom(cardIn(stream, stream.first) === null ? null : stream.first);
  const led = new Set(stream.cards.flatMap((card) => waysOf(card).map(({ to }) => to)));
  const roots = stream.cards.filter(({ id }) => !led.has(id));
  const apart: Row[] = [];
  // Circles that nothing leads to have no root: any card of them begins.
  for (const { id } of [...roots, ...stream.cards]) if (!seen.has(id)) apart.push(rowFrom(id));
  return { main, apart };
}

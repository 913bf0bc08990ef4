import type { Edge, Node } from "@xyflow/react";
import { cardTitle } from "../cardTitle";
import { linksOf, type WayRef, wayId } from "../core/graph";
import type { Card, Place, Stream } from "../core/stream";

/** How many faults and warnings a card has. */
export interface Marks {
  readonly faults: number;
  readonly warnings: number;
}

export interface CardData extends Record<string, unknown>, Marks {
  readonly card: Card;
  readonly first: boolean;
  readonly lit: boolean;
}
export type CardNodeType = Node<CardData, "card">;

/** What the nodes of the canvas are made of. */
export interface Seen {
  readonly stream: Stream;
  readonly places: Readonly<Record<string, Place>>;
  /** Where cards are while they are dragged. */
  readonly dragged: Readonly<Record<string, Place>>;
  readonly selected: readonly string[];
  readonly marks: ReadonlyMap<string, Marks>;
  readonly lit: string | null;
  readonly sizes: ReadonlyMap<string, { width: number; height: number }>;
}

const UNMARKED: Marks = { faults: 0, warnings: 0 };

/** The nodes of the canvas. One that is as it was stays the same object, so that only what changes is drawn. */
export function nodesOf(seen: Seen, before: ReadonlyMap<string, CardNodeType>): Map<string, CardNodeType> {
  const nodes = new Map<string, CardNodeType>();
  const selected = new Set(seen.selected);
  for (const card of seen.stream.cards) {
    const was = before.get(card.id);
    const [x, y] = seen.dragged[card.id] ?? seen.places[card.id] ?? [0, 0];
    const { faults, warnings } = seen.marks.get(card.id) ?? UNMARKED;
    const data = { card, faults, warnings, first: card.id === seen.stream.first, lit: card.id === seen.lit };
    const measured = seen.sizes.get(card.id);
    const isSelected = selected.has(card.id);
    const kept = was !== undefined && sameData(was.data, data) ? was.data : data;
    const still =
      was !== undefined &&
      kept === was.data &&
      was.position.x === x &&
      was.position.y === y &&
      was.selected === isSelected &&
      was.measured === measured;
    nodes.set(
      card.id,
      still
        ? was
        : {
            id: card.id,
            type: "card",
            position: { x, y },
            data: kept,
            selected: isSelected,
            ariaLabel: cardTitle(card),
            domAttributes: { "aria-current": isSelected ? "true" : undefined },
            ...(measured === undefined ? {} : { measured }),
          },
    );
  }
  return nodes;
}

function sameData(one: CardData, other: CardData): boolean {
  return (
    one.card === other.card &&
    one.faults === other.faults &&
    one.warnings === other.warnings &&
    one.first === other.first &&
    one.lit === other.lit
  );
}

/** The lines of the canvas, one for each way that leads to a card. */
export function edgesOf(stream: Stream, selected: WayRef | null): Edge[] {
  const chosen = selected === null ? null : wayId(selected);
  return linksOf(stream).map(({ card, key, to }) => {
    const id = wayId({ card, key });
    return {
      id,
      type: "way",
      source: card,
      sourceHandle: key,
      target: to,
      targetHandle: "in",
      selected: id === chosen,
      focusable: false,
      ...(id === chosen ? { zIndex: 1 } : {}),
    };
  });
}

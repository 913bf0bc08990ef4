import { type WayRef, wayOf } from "../core/graph";

/** What of the stream is drawn at a point of the screen. */
export interface Under {
  /** Whether it is on the canvas at all. */
  readonly canvas: boolean;
  /** The way whose row, handle or line is there. */
  readonly way: WayRef | null;
  readonly card: string | null;
}

/** Looks what is at a point of the screen, in pixels from its top left. */
export function underPoint(x: number, y: number): Under {
  const all = document.elementsFromPoint(x, y);
  const within = (selector: string) =>
    all.map((each) => each.closest(selector)).find((each) => each !== null);
  const row = within("[data-way]")?.getAttribute("data-way");
  const card = within(".react-flow__node")?.getAttribute("data-id") ?? null;
  const line = card === null ? within(".react-flow__edge")?.getAttribute("data-id") : null;
  const way = row ?? line ?? null;
  return { canvas: within(".react-flow") !== undefined, way: way === null ? null : wayOf(way), card };
}

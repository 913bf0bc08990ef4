import { type PointerEvent, useRef, useState } from "react";
import { type Under, underPoint } from "../canvas/underPoint";
import type { CardKind } from "../core/stream";

/** A card on its way from the palette to the canvas. */
export interface CardDrag {
  readonly kind: CardKind;
  readonly x: number;
  readonly y: number;
}

/** How far a pointer moves before a press is a drag, in pixels. */
const FAR = 5;
/** Marks what a card would be dropped on. */
const OVER = "fd-over";

/** Drags of cards from the palette, by mouse, pen or finger; a press that does not move is a click. */
export function useCardDrag(onDrop: (kind: CardKind, under: Under, x: number, y: number) => void) {
  const [drag, setDrag] = useState<CardDrag | null>(null);
  const pressed = useRef<{ kind: CardKind; x: number; y: number; far: boolean } | null>(null);
  const wasDrag = useRef(false);
  const marked = useRef<Element | null>(null);

  const mark = (element: Element | null) => {
    if (marked.current === element) return;
    marked.current?.classList.remove(OVER);
    element?.classList.add(OVER);
    marked.current = element;
  };
  const over = (): void => {
    pressed.current = null;
    mark(null);
    setDrag(null);
  };
  return {
    drag,
    /** Whether the click that follows a press belongs to a drag. */
    wasDrag: () => wasDrag.current,
    handlers: (kind: CardKind) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        wasDrag.current = false;
        pressed.current = { kind, x: event.clientX, y: event.clientY, far: false };
      },
      onPointerMove: (event: PointerEvent) => {
        const press = pressed.current;
        if (press === null) return;
        const { clientX: x, clientY: y } = event;
        press.far ||= Math.hypot(x - press.x, y - press.y) > FAR;
        if (!press.far) return;
        wasDrag.current = true;
        setDrag({ kind, x, y });
        mark(elementUnder(x, y));
      },
      onPointerUp: (event: PointerEvent) => {
        const press = pressed.current;
        over();
        if (press === null || !press.far) return;
        const under = underPoint(event.clientX, event.clientY);
        if (under.canvas) onDrop(kind, under, event.clientX, event.clientY);
      },
      onPointerCancel: over,
    }),
  };
}

function elementUnder(x: number, y: number): Element | null {
  const { way } = underPoint(x, y);
  if (way === null) return null;
  const all = document.elementsFromPoint(x, y);
  return all.map((each) => each.closest("[data-way], .react-flow__edge")).find((each) => each) ?? null;
}

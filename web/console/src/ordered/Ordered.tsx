import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { Icon } from "../ui/Icon";
import classes from "./Ordered.module.css";
import { to as text } from "./texts";

interface OrderedProps<Row> {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  /** Puts a row where another one stands; without it the order is only shown. */
  onMove?: ((from: number, to: number) => void) | undefined;
  children: (row: Row) => ReactNode;
}

interface Drag {
  from: number;
  to: number;
}

/** A list whose order counts: it is changed by dragging, by buttons, and by the arrow keys. */
export function Ordered<Row>({ label, rows, keyOf, nameOf, onMove, children }: OrderedProps<Row>) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [told, setTold] = useState("");

  const move = (from: number, to: number) => {
    const row = rows[from];
    if (row === undefined || from === to || to < 0 || to >= rows.length) return;
    setTold(text("moved", { name: nameOf(row), place: to + 1, count: rows.length }));
    onMove?.(from, to);
  };
  const follow = (event: PointerEvent) => {
    if (drag === null) return;
    const to = placeAt(list.current, event.clientY, drag.from);
    if (to === drag.to) return;
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
    setDrag({ ...drag, to });
  };
  const drop = () => {
    if (drag !== null) move(drag.from, drag.to);
    setDrag(null);
  };
  const press = (event: KeyboardEvent, at: number) => {
    if (event.key === "Escape") setDrag(null);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(at, to);
  };

  return (
    <>
      <ol ref={list} className={classes.list} aria-label={label} data-dragging={drag !== null}>
        {rows.map((row, at) => {
          const name = nameOf(row);
          const [first, last] = [at === 0, at === rows.length - 1];
          return (
            <li key={keyOf(row)} data-dragged={drag?.from === at} data-drop={dropMark(drag, at)}>
              {onMove === undefined ? (
                <span className={classes.place}>{at + 1}</span>
              ) : (
                <button
                  type="button"
                  className={classes.grip}
                  aria-label={text("grip", { name, place: at + 1, count: rows.length })}
                  onKeyDown={(event) => press(event, at)}
                  onPointerDown={(event) => {
                    if (event.button !== 0) return;
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setDrag({ from: at, to: at });
                  }}
                  onPointerMove={follow}
                  onPointerUp={drop}
                  onPointerCancel={() => setDrag(null)}
                >
                  <Icon name="grip" size={20} />
                </button>
              )}
              <div className={classes.row}>{children(row)}</div>
              {onMove === undefined ? null : (
                <div className={classes.moves}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={32}
                    aria-label={text("up", { name })}
                    aria-disabled={first}
                    onClick={() => move(at, at - 1)}
                  >
                    <Icon name="up" size={16} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={32}
                    aria-label={text("down", { name })}
                    aria-disabled={last}
                    onClick={() => move(at, at + 1)}
                  >
                    <Icon name="down" size={16} />
                  </ActionIcon>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </>
  );
}

/** Where a row that is let go at a height comes to stand. */
function placeAt(list: HTMLOListElement | null, y: number, from: number): number {
  const above = [...(list?.children ?? [])].filter((row, at) => {
    const { top, height } = row.getBoundingClientRect();
    return at !== from && top + height / 2 < y;
  });
  return above.length;
}

/** On which side of a row the dragged one would come in. */
function dropMark(drag: Drag | null, at: number): "before" | "after" | undefined {
  if (drag === null || drag.to !== at || drag.from === at) return undefined;
  return drag.to < drag.from ? "before" : "after";
}

import type { Under } from "../canvas/underPoint";
import { kindTitle } from "../cardTitle";
import { KIND_NAMES } from "../core/kinds";
import type { CardKind } from "../core/stream";
import { Glyph } from "../Glyph";
import { td } from "../texts";
import classes from "./Palette.module.css";
import { useCardDrag } from "./useCardDrag";

interface PaletteProps {
  /** Adds a card after the selected one, or where there is room. */
  onAdd: (kind: CardKind, byKeyboard: boolean) => void;
  /** Adds a card where it was dropped. */
  onDrop: (kind: CardKind, under: Under, x: number, y: number) => void;
}

/** The kinds of cards: each is dragged to the canvas, or added by a click or Enter. */
export function Palette({ onAdd, onDrop }: PaletteProps) {
  const { drag, wasDrag, handlers } = useCardDrag(onDrop);
  return (
    <section className={classes.palette} aria-label={td("palette")}>
      <h2>{td("palette")}</h2>
      <ul>
        {KIND_NAMES.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              aria-label={td("addKind", { kind: kindTitle(kind) })}
              title={td(`about.${kind}`)}
              onClick={(event) => {
                // A click of the keyboard has no presses before it.
                const byKeyboard = event.detail === 0;
                if (byKeyboard || !wasDrag()) onAdd(kind, byKeyboard);
              }}
              {...handlers(kind)}
            >
              <Glyph name={kind} />
              <span>{kindTitle(kind)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p>{td("paletteHint")}</p>
      {drag === null ? null : (
        <div className={classes.ghost} style={{ left: drag.x, top: drag.y }}>
          <Glyph name={drag.kind} />
          <span>{kindTitle(drag.kind)}</span>
        </div>
      )}
    </section>
  );
}

import { Button, CloseButton } from "@mantine/core";
import { useMemo } from "react";
import { neutralise } from "../../text/neutralise";
import type { Marks } from "../canvas/nodesOf";
import { cardTitle, titleIn, wayTitle } from "../cardTitle";
import { waysOf } from "../core/kinds";
import { type End, outline, type Row, type StepItem } from "../core/outline";
import { cardIn } from "../core/stream";
import { useEditing, useEditorState, useStream } from "../EditorContext";
import { Glyph } from "../Glyph";
import { WayField } from "../panel/WayField";
import { counted, td } from "../texts";
import classes from "./Outline.module.css";

interface OutlineProps {
  marks: ReadonlyMap<string, Marks>;
}

/** The whole stream as a tree: all that the canvas shows, for who does not use it. */
export function Outline({ marks }: OutlineProps) {
  const stream = useStream();
  const { main, apart } = useMemo(() => outline(stream), [stream]);
  return (
    <section className={classes.outline} aria-label={td("outline")}>
      <RowView row={main} marks={marks} label={td("outlineMain")} />
      {apart.length === 0 ? null : (
        <>
          <h2>{td("apart")}</h2>
          {apart.map((row) => (
            <RowView
              key={row.steps[0]?.card}
              row={row}
              marks={marks}
              label={titleIn(stream, row.steps[0]?.card ?? "")}
            />
          ))}
        </>
      )}
    </section>
  );
}

interface RowViewProps extends OutlineProps {
  row: Row;
  label: string;
}

/** Cards that follow each other. */
function RowView({ row, label, ...all }: RowViewProps) {
  const ends = row.end.kind !== "end";
  if (row.steps.length === 0 && !ends) return null;
  return (
    <ol className={classes.row} aria-label={label}>
      {row.steps.map((step) => (
        <StepView key={step.card} step={step} {...all} />
      ))}
      {ends ? (
        <li>
          <EndView end={row.end} />
        </li>
      ) : null}
    </ol>
  );
}

/** A card, and what follows each of its ways. */
function StepView({ step, marks }: OutlineProps & { step: StepItem }) {
  const { editor, open } = useEditing();
  const stream = useStream();
  const selected = useEditorState((state) => state.selected.includes(step.card));
  const card = cardIn(stream, step.card);
  if (card === null) return null;
  const { faults, warnings } = marks.get(card.id) ?? { faults: 0, warnings: 0 };
  const title = cardTitle(card);
  const [way, ...others] = waysOf(card);
  const only = way?.mayEnd && others.length === 0 ? way : null;
  return (
    <li>
      <div className={classes.card}>
        <button
          type="button"
          className={classes.name}
          data-card={card.id}
          aria-current={selected ? "true" : undefined}
          onClick={() => open(card.id)}
          onKeyDown={(event) => {
            if (event.key !== "Delete" && event.key !== "Backspace") return;
            event.stopPropagation();
            editor.do({ kind: "remove", cards: [card.id] });
          }}
        >
          <Glyph name={card.kind} size={16} />
          <span dir="auto">{title}</span>
          {stream.first === card.id ? <em>{td("start")}</em> : null}
          {faults > 0 ? <em data-badge="faults">{counted("faults", faults)}</em> : null}
          {warnings > 0 ? <em data-badge="warnings">{counted("warnings", warnings)}</em> : null}
        </button>
        {editor.readOnly ? null : (
          <CloseButton
            aria-label={td("deleteCard", { card: title })}
            icon={<Glyph name="remove" size={16} />}
            onClick={() => editor.do({ kind: "remove", cards: [card.id] })}
          />
        )}
      </div>
      {only === null || editor.readOnly ? null : (
        <div className={classes.way}>
          <span>{td("next")}</span>
          <WayField card={card.id} way={only} quiet />
        </div>
      )}
      {step.branches.length === 0 ? null : (
        <ul className={classes.branches} aria-label={td("waysOf", { card: title })}>
          {step.branches.map(({ way: each, row }) => (
            <li key={each.key}>
              <div className={classes.way}>
                <span dir="auto">{neutralise(wayTitle(each))}</span>
                {editor.readOnly ? null : <WayField card={card.id} way={each} quiet />}
              </div>
              <RowView row={row} marks={marks} label={neutralise(wayTitle(each))} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function EndView({ end }: { end: End }) {
  const { open } = useEditing();
  const stream = useStream();
  if (end.kind === "end") return null;
  if (end.kind === "missing") return <p className={classes.dim}>{td("goneCard")}</p>;
  return (
    <Button variant="subtle" size="compact-sm" className={classes.again ?? ""} onClick={() => open(end.card)}>
      {td("again", { card: titleIn(stream, end.card) })}
    </Button>
  );
}

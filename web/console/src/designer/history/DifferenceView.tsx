import { useMemo } from "react";
import { cardTitle } from "../cardTitle";
import { difference, type FieldChange } from "../core/difference";
import type { Stream } from "../core/stream";
import { isField, td } from "../texts";
import classes from "./History.module.css";
import { linesOf } from "./linesOf";

/** What a later version has other than an earlier one, in words. */
export function DifferenceView({ before, after }: { before: Stream; after: Stream }) {
  const { added, removed, changed, dialogue } = useMemo(() => difference(before, after), [before, after]);
  if (added.length + removed.length + changed.length + dialogue.length === 0) {
    return <p>{td("noDifference")}</p>;
  }
  return (
    <ul className={classes.difference} aria-label={td("difference")}>
      {dialogue.length === 0 ? null : (
        <li data-change="changed">
          <strong>{td("dialogueChanged")}</strong>
          <Fields fields={dialogue} before={before} after={after} />
        </li>
      )}
      {added.map((card) => (
        <li key={card.id} data-change="added">
          <strong dir="auto">{td("cardAdded", { card: cardTitle(card) })}</strong>
        </li>
      ))}
      {removed.map((card) => (
        <li key={card.id} data-change="removed">
          <strong dir="auto">{td("cardRemoved", { card: cardTitle(card) })}</strong>
        </li>
      ))}
      {changed.map(({ card, fields }) => (
        <li key={card.id} data-change="changed">
          <strong dir="auto">{td("cardChanged", { card: cardTitle(card) })}</strong>
          <Fields fields={fields} before={before} after={after} />
        </li>
      ))}
    </ul>
  );
}

interface FieldsProps {
  fields: readonly FieldChange[];
  before: Stream;
  after: Stream;
}

function Fields({ fields, before, after }: FieldsProps) {
  return (
    <dl>
      {fields.map((field) => (
        <div key={field.field}>
          <dt>{fieldName(field.field)}</dt>
          <Value gone value={field.before} stream={before} />
          <Value value={field.after} stream={after} />
        </div>
      ))}
    </dl>
  );
}

function Value({ value, stream, gone = false }: { value: unknown; stream: Stream; gone?: boolean }) {
  const Mark = gone ? "del" : "ins";
  return (
    <dd>
      <span className="fd-unseen">{td(gone ? "before" : "after")}</span>
      <Mark dir="auto">
        {linesOf(value, stream).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names, and are never put in another order
          <span key={at}>{line}</span>
        ))}
      </Mark>
    </dd>
  );
}

function fieldName(field: string): string {
  const key = `field.${field}`;
  return isField(key) ? td(key) : field;
}

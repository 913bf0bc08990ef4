import { NativeSelect } from "@mantine/core";
import { neutralise } from "../../text/neutralise";
import { cardTitle, wayTitle } from "../cardTitle";
import type { WayRef } from "../core/graph";
import { KINDS, type Way } from "../core/kinds";
import { cardIn } from "../core/stream";
import { useEditing, useStream } from "../EditorContext";
import { td } from "../texts";
import { NewCardMenu } from "./NewCardMenu";
import classes from "./Panel.module.css";

interface WayFieldProps {
  card: string;
  way: Way;
  /** Whether the label is only told, not shown. */
  quiet?: boolean;
}

const NOWHERE = "";

/** Where a way leads: to a card, to a new one, or nowhere. */
export function WayField({ card, way, quiet = false }: WayFieldProps) {
  const { editor, open } = useEditing();
  const stream = useStream();
  const from: WayRef = { card, key: way.key };
  const name = neutralise(wayTitle(way));
  const label = td("leadsTo", { way: name });
  const known = cardIn(stream, way.to) !== null;
  const owner = cardIn(stream, card);
  // Arrow keys go through many cards on the way to one: all of it is one step back.
  const connect = (to: string | null) =>
    editor.do({ kind: "connect", from, to }, `connect ${card} ${way.key}`);
  return (
    <div className={classes.way}>
      <NativeSelect
        aria-label={label}
        label={quiet ? undefined : way.key === "otherwise" ? label : td("leads")}
        value={way.to === null ? NOWHERE : `to:${way.to}`}
        onChange={(event) => {
          const value = event.currentTarget.value;
          connect(value === NOWHERE ? null : value.slice(3));
        }}
        data={[
          { value: NOWHERE, label: td(way.mayEnd ? "branchEnds" : "notConnected") },
          ...(way.to !== null && !known ? [{ value: `to:${way.to}`, label: td("goneCard") }] : []),
          ...stream.cards.map((one) => ({ value: `to:${one.id}`, label: cardTitle(one) })),
        ]}
      />
      {editor.readOnly || owner === null || !KINDS[owner.kind].leads ? null : (
        <NewCardMenu
          label={td("newAfter", { way: name })}
          onPick={(kind) => open(editor.add(kind, { from }).id)}
        />
      )}
    </div>
  );
}

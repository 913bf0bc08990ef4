import { NativeSelect } from "@mantine/core";
import { cardTitle, kindTitle, wayTitle } from "../cardTitle";
import type { WayRef } from "../core/graph";
import { KIND_NAMES, type Way } from "../core/kinds";
import type { CardKind } from "../core/stream";
import { useEditing, useStream } from "../EditorContext";
import { td } from "../texts";

interface WayFieldProps {
  card: string;
  way: Way;
  /** Whether the label is only told, not shown. */
  quiet?: boolean;
}

const NOWHERE = "";

/** Where a way leads: to a card, to a new one, or nowhere. */
export function WayField({ card, way, quiet = false }: WayFieldProps) {
  const { editor, show } = useEditing();
  const stream = useStream();
  const from: WayRef = { card, key: way.key };
  const label = td("leadsTo", { way: wayTitle(way) });
  const pick = (value: string) => {
    if (value.startsWith("new:")) show(editor.add(value.slice(4) as CardKind, { from }).id);
    else editor.do({ kind: "connect", from, to: value === NOWHERE ? null : value.slice(3) });
  };
  const known = stream.cards.some(({ id }) => id === way.to);
  return (
    <NativeSelect
      {...(quiet ? { "aria-label": label } : { label })}
      value={way.to === null ? NOWHERE : `to:${way.to}`}
      onChange={(event) => pick(event.currentTarget.value)}
      data={[
        { value: NOWHERE, label: td(way.mayEnd ? "branchEnds" : "notConnected") },
        ...(way.to !== null && !known ? [{ value: `to:${way.to}`, label: td("goneCard") }] : []),
        {
          group: td("newCards"),
          items: KIND_NAMES.map((kind) => ({
            value: `new:${kind}`,
            label: td("newKind", { kind: kindTitle(kind) }),
          })),
        },
        {
          group: td("cards"),
          items: stream.cards.map((one) => ({ value: `to:${one.id}`, label: cardTitle(one) })),
        },
      ]}
    />
  );
}

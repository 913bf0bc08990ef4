import { Button, CloseButton, Switch } from "@mantine/core";
import { type ComponentType, Suspense, useEffect, useRef } from "react";
import { noteText } from "../../messages/noteText";
import { neutralise } from "../../text/neutralise";
import { Icon } from "../../ui/Icon";
import { kindTitle } from "../cardTitle";
import { withPoke } from "../core/edit";
import { KINDS, waysOf } from "../core/kinds";
import type { Card, CardKind } from "../core/stream";
import { useCard, useEditor, useSaverState, useStream } from "../EditorContext";
import { Glyph } from "../Glyph";
import { td } from "../texts";
import { FORMS } from "./forms";
import type { FormProps } from "./forms/Form";
import classes from "./Panel.module.css";
import { WayField } from "./WayField";

interface PanelProps {
  card: string;
  /** Whether the keyboard has opened it: then the focus goes there, anew with every new object. */
  entered: object | null;
  onClose: () => void;
}

/** All of one card. */
export function Panel({ card: id, entered, onClose }: PanelProps) {
  const card = useCard(id);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (entered !== null) title.current?.focus();
  }, [entered]);
  if (card === null) return null;
  return (
    <section
      className={classes.panel}
      aria-label={td("panel")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        // Dialogs and lists of the panel close themselves first.
        if ((event.target as Element).closest("[role=dialog], [role=menu], [aria-expanded=true]")) return;
        onClose();
      }}
    >
      <header className={classes.head}>
        <Glyph name={card.kind} />
        <h2 ref={title} tabIndex={-1}>
          {kindTitle(card.kind)}
        </h2>
        <CloseButton aria-label={td("closePanel")} onClick={onClose} />
      </header>
      <CardNotes card={id} />
      <Fields key={id} card={card} />
    </section>
  );
}

function Fields({ card }: { card: Card }) {
  const editor = useEditor();
  const stream = useStream();
  const Form = FORMS[card.kind] as unknown as ComponentType<FormProps<CardKind>>;
  const first = stream.first === card.id;
  const { speaks, leads } = KINDS[card.kind];
  const [way, ...others] = waysOf(card);
  const pokes = "poke" in card && card.poke === true;
  return (
    <fieldset className={classes.all} disabled={editor.readOnly}>
      <legend className="fd-unseen">{kindTitle(card.kind)}</legend>
      <Suspense>
        <Form
          card={card}
          onChange={(changed, field) =>
            editor.do({ kind: "change", card: changed }, field === null ? null : `${card.id} ${field}`)
          }
        />
      </Suspense>
      {way?.mayEnd && others.length === 0 ? <WayField card={card.id} way={way} /> : null}
      {leads ? null : <p className={classes.dim}>{td("nothingFollows")}</p>}
      {(first && speaks) || pokes ? (
        <Switch
          label={td("poke")}
          description={td("pokeHint")}
          checked={pokes}
          onChange={(event) =>
            editor.do({ kind: "change", card: withPoke(card, event.currentTarget.checked) })
          }
        />
      ) : null}
      {editor.readOnly ? null : (
        <div className={classes.tools}>
          {first ? (
            <p className={classes.dim}>{td("isFirst")}</p>
          ) : (
            <Button variant="default" size="xs" onClick={() => editor.do({ kind: "first", card: card.id })}>
              {td("makeFirst")}
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="copy" size={14} />}
            onClick={() => editor.duplicateSelected()}
          >
            {td("duplicate")}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<Glyph name="remove" size={14} />}
            onClick={() => editor.removeSelected()}
          >
            {td("delete")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function CardNotes({ card }: { card: string }) {
  const draft = useSaverState((state) => state.draft);
  const about = (notes: typeof draft.faults) => notes.filter((note) => note.card === card);
  const [faults, warnings] = [about(draft.faults), about(draft.warnings)];
  if (faults.length + warnings.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label={td("notesHere")}>
      {faults.map((note) => (
        <li key={noteText(note)} data-fault="true">
          {neutralise(noteText(note))}
        </li>
      ))}
      {warnings.map((note) => (
        <li key={noteText(note)}>{neutralise(noteText(note))}</li>
      ))}
    </ul>
  );
}

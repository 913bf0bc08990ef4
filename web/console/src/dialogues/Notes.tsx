import { noteText } from "../messages/noteText";
import { isMessage, t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import classes from "./Dialogues.module.css";
import type { Note, StreamFile } from "./queries";

interface NotesProps {
  label: string;
  notes: readonly Note[];
  file: StreamFile;
  /** Leads to a card, where there is a way to it. */
  onCard?: ((card: string) => void) | undefined;
}

/** Faults or warnings, each with the card it is about. */
export function Notes({ label, notes, file, onCard }: NotesProps) {
  return (
    <ul className={classes.notes} aria-label={label}>
      {notes.map((note, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have no names, and are never put in another order
        <li key={at}>
          {note.card && onCard ? (
            <button type="button" onClick={() => onCard(note.card ?? "")}>
              {cardName(note.card, file)}
            </button>
          ) : (
            <strong>{cardName(note.card ?? null, file)}</strong>
          )}
          <span>{neutralise(noteText(note))}</span>
        </li>
      ))}
    </ul>
  );
}

/** What kind of card it is, and how it begins. */
function cardName(id: string | null, file: StreamFile): string {
  if (id === null) return t("card.whole");
  const card = file.cards?.find((one) => one.id === id);
  const key = `card.${card?.kind}`;
  const kind = isMessage(key) ? t(key as "card.message") : t("card.other");
  const words = card?.text?.trim() || card?.name || id;
  return neutralise(`${kind}: ${words.length > 80 ? `${words.slice(0, 79)}…` : words}`);
}

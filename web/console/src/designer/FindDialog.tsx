import { TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { cardTitle, kindTitle } from "./cardTitle";
import { inOrder } from "./core/graph";
import { waysOf, wordsOf } from "./core/kinds";
import { type Card, cardIn } from "./core/stream";
import classes from "./Designer.module.css";
import { useStream } from "./EditorContext";
import { Glyph } from "./Glyph";
import { td } from "./texts";

/** Finds cards by their kind or their words. */
export function FindDialog({ onCard, onClose }: { onCard: (card: string) => void; onClose: () => void }) {
  const stream = useStream();
  const [words, setWords] = useState("");
  const sought = words.trim().toLocaleLowerCase();
  const found = inOrder(stream)
    .map((id) => cardIn(stream, id))
    .filter((card) => card !== null)
    .filter((card) => textOf(card).includes(sought));
  return (
    <Dialog title={td("find")} onClose={onClose}>
      <form
        className={classes.find}
        onSubmit={(event) => {
          event.preventDefault();
          if (found[0] !== undefined) onCard(found[0].id);
        }}
      >
        <TextInput
          type="search"
          label={td("findHint")}
          leftSection={<Icon name="search" size={16} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-autofocus
        />
        <p role="status" className={found.length === 0 ? "" : "fd-unseen"}>
          {found.length === 0 ? td("foundNone") : td("found", { count: found.length })}
        </p>
        <ul aria-label={td("cards")}>
          {found.map((card) => (
            <li key={card.id}>
              <button type="button" onClick={() => onCard(card.id)}>
                <Glyph name={card.kind} size={16} />
                <span dir="auto">{cardTitle(card)}</span>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  );
}

function textOf(card: Card): string {
  const ways = waysOf(card).map(({ label }) => label ?? "");
  return [kindTitle(card.kind), wordsOf(card), ...ways].join(" ").toLocaleLowerCase();
}

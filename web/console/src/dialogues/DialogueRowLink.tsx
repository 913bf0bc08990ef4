import { Link } from "@tanstack/react-router";
import { t, tn } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { agoWords } from "../ui/agoWords";
import { fullTime } from "../ui/clockTime";
import { DialogueMenu } from "./DialogueMenu";
import classes from "./Dialogues.module.css";
import { tl } from "./list-texts";
import type { DialogueRow } from "./queries";
import { StatusMark } from "./StatusMark";
import type { Move } from "./shelf/useShelf";
import { figuresOf } from "./status";

interface DialogueRowLinkProps {
  row: DialogueRow;
  onMove: (move: Move, row: DialogueRow) => void;
}

/** A dialogue in the list. */
export function DialogueRowLink({ row, onMove }: DialogueRowLinkProps) {
  const [page, ...others] = row.targets;
  const more = others.length === 0 ? "" : ` ${tn("dialogues.morePages", others.length)}`;
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <Link to="/dialogues/$dialogue" params={{ dialogue: row.id }} dir="auto">
          {row.name}
        </Link>
        <span>{page === undefined ? t("dialogues.noPages") : `${page}${more}`}</span>
        {row.edited_at ? (
          <time dateTime={row.edited_at} title={fullTime(row.edited_at)}>
            {editedWords(row.edited_by ?? null, agoWords(row.edited_at, Date.now()))}
          </time>
        ) : null}
      </div>
      <div className={classes.standing}>
        <StatusMark row={row} />
        <span>{t("dialogues.priority", { priority: row.priority })}</span>
      </div>
      <dl className={classes.figures}>
        {figuresOf(row).map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <DialogueMenu row={row} onMove={onMove} />
    </div>
  );
}

function editedWords(by: string | null, when: string): string {
  return by === null ? tl("edited", { when }) : tl("editedBy", { name: neutralise(by), when });
}

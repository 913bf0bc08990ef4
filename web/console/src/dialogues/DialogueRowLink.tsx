import { Link } from "@tanstack/react-router";
import { t, tn } from "../messages/t";
import classes from "./Dialogues.module.css";
import type { DialogueRow } from "./queries";
import { StatusMark } from "./StatusMark";
import { figuresOf } from "./status";

/** A dialogue in the list. */
export function DialogueRowLink({ row }: { row: DialogueRow }) {
  const [page, ...others] = row.targets;
  const more = others.length === 0 ? "" : ` ${tn("dialogues.morePages", others.length)}`;
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <Link to="/dialogues/$dialogue" params={{ dialogue: row.id }} dir="auto">
          {row.name}
        </Link>
        <span>{page === undefined ? t("dialogues.noPages") : `${page}${more}`}</span>
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
    </div>
  );
}

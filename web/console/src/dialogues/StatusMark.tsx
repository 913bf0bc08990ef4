import { t } from "../messages/t";
import classes from "./Dialogues.module.css";
import type { DialogueRow } from "./queries";
import { statusOf } from "./status";

/** Where a dialogue stands, in words. */
export function StatusMark({ row }: { row: DialogueRow }) {
  const status = statusOf(row);
  return (
    <span className={classes.status} data-status={status}>
      {t(`dialogues.${status}`)}
    </span>
  );
}

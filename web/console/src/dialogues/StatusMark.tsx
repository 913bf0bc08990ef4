import { t } from "../messages/t";
import classes from "./Dialogues.module.css";
import type { DialogueRow } from "./queries";
import { statusOf } from "./status";
import { to } from "./texts";

/** Where a dialogue stands, in words. */
export function StatusMark({ row }: { row: DialogueRow }) {
  const status = row.archived ? "archived" : statusOf(row);
  return (
    <span className={classes.status} data-status={status}>
      {status === "archived" ? to("archived") : t(`dialogues.${status}`)}
    </span>
  );
}

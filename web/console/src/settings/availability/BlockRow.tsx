import { CloseButton } from "@mantine/core";
import { useId } from "react";
import type { BlockDraft } from "./draft";
import type { ScheduleFault } from "./queries";
import classes from "./Schedule.module.css";
import { ta } from "./texts";

/** From when to when, and the way to take it away. */
export function BlockRow({
  block,
  day,
  number,
  fault,
  onBlock,
  onRemove,
}: {
  block: BlockDraft;
  day: string;
  number: number;
  fault: ScheduleFault["fault"] | null;
  onBlock: (block: BlockDraft) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const wrong = fault === null ? {} : { "aria-invalid": true, "aria-describedby": id };
  return (
    <div className={classes.block}>
      <input
        type="time"
        className={classes.field}
        aria-label={ta("from", { day, number })}
        value={block.start}
        onChange={(event) => onBlock({ ...block, start: event.currentTarget.value })}
        {...wrong}
      />
      <span className={classes.dim}>{ta("until")}</span>
      <input
        type="time"
        className={classes.field}
        aria-label={ta("to", { day, number })}
        value={block.end}
        onChange={(event) => onBlock({ ...block, end: event.currentTarget.value })}
        {...wrong}
      />
      <CloseButton aria-label={ta("removeBlock", { day, number })} onClick={onRemove} />
      {fault === null ? null : (
        <p id={id} className={classes.fault}>
          {ta(`fault.${fault}`)}
        </p>
      )}
    </div>
  );
}

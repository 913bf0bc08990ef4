import { Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
import { BlockRow } from "./BlockRow";
import { CopyDialog } from "./CopyDialog";
import { addBlock, changeDay, type Draft, faultAt } from "./draft";
import type { ScheduleFault } from "./queries";
import classes from "./Schedule.module.css";
import { ta } from "./texts";
import { weekdays } from "./weekdays";

/** The blocks of each day of the week. */
export function WeekPart({
  draft,
  faults,
  onDraft,
}: {
  draft: Draft;
  faults: readonly ScheduleFault[];
  onDraft: (draft: Draft) => void;
}) {
  const [copied, setCopied] = useState<number | null>(null);
  const names = weekdays();
  return (
    <Part title={ta("week")} hint={ta("weekHint")}>
      <ul className={classes.week} aria-label={ta("week")}>
        {draft.week.map((blocks, day) => {
          const name = names[day] ?? "";
          const fault = faultAt(faults, { day });
          return (
            <li key={name}>
              <strong>{name}</strong>
              <div className={classes.blocks}>
                {blocks.length === 0 ? <span className={classes.dim}>{ta("none")}</span> : null}
                {blocks.map((block, place) => (
                  <BlockRow
                    key={block.key}
                    block={block}
                    day={name}
                    number={place + 1}
                    fault={faultAt(faults, { day, place })}
                    onBlock={(next) =>
                      onDraft(
                        changeDay(draft, day, (blocks) =>
                          blocks.map((each) => (each === block ? next : each)),
                        ),
                      )
                    }
                    onRemove={() =>
                      onDraft(changeDay(draft, day, (blocks) => blocks.filter((each) => each !== block)))
                    }
                  />
                ))}
                {fault === null ? null : (
                  <p className={classes.fault} role="alert">
                    {ta(`fault.${fault}`)}
                  </p>
                )}
              </div>
              <div className={classes.tools}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<Icon name="plus" size={16} />}
                  aria-label={ta("addTo", { day: name })}
                  onClick={() => onDraft(addBlock(draft, day))}
                >
                  {ta("add")}
                </Button>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<Icon name="copy" size={16} />}
                  aria-label={ta("copyDay", { day: name })}
                  onClick={() => setCopied(day)}
                >
                  {ta("copy")}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {copied === null ? null : (
        <CopyDialog draft={draft} day={copied} onDraft={onDraft} onClose={() => setCopied(null)} />
      )}
    </Part>
  );
}

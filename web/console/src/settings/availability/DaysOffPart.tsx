import { Button, CloseButton } from "@mantine/core";
import { useId } from "react";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
import { addDaysOff, changeDaysOff, type Draft, faultAt, removeDaysOff } from "./draft";
import type { ScheduleFault } from "./queries";
import classes from "./Schedule.module.css";
import { ta } from "./texts";

/** Days on which the weekly hours do not count. */
export function DaysOffPart({
  draft,
  faults,
  onDraft,
}: {
  draft: Draft;
  faults: readonly ScheduleFault[];
  onDraft: (draft: Draft) => void;
}) {
  const id = useId();
  const all = faultAt(faults, { daysOff: true });
  return (
    <Part title={ta("off")} hint={ta("offHint")}>
      {draft.off.length === 0 ? <p className={classes.none}>{ta("offNone")}</p> : null}
      <ul className={classes.off} aria-label={ta("off")}>
        {draft.off.map((days, place) => {
          const number = place + 1;
          const fault = faultAt(faults, { place, daysOff: true });
          const wrong =
            fault === null ? {} : { "aria-invalid": true, "aria-describedby": `${id}-${days.key}` };
          return (
            <li key={days.key} className={classes.block}>
              <input
                type="date"
                className={classes.field}
                aria-label={ta("offFirstOf", { number })}
                value={days.first}
                onChange={(event) =>
                  onDraft(changeDaysOff(draft, place, { first: event.currentTarget.value }))
                }
                {...wrong}
              />
              <span className={classes.dim}>{ta("until")}</span>
              <input
                type="date"
                className={classes.field}
                aria-label={ta("offLastOf", { number })}
                value={days.last}
                min={days.first}
                onChange={(event) =>
                  onDraft(changeDaysOff(draft, place, { last: event.currentTarget.value }))
                }
                {...wrong}
              />
              <CloseButton
                aria-label={ta("offRemove", { number })}
                onClick={() => onDraft(removeDaysOff(draft, place))}
              />
              {fault === null ? null : (
                <p id={`${id}-${days.key}`} className={classes.fault}>
                  {ta(`fault.${fault}`)}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {all === null ? null : (
        <p className={classes.fault} role="alert">
          {ta(`fault.${all}`)}
        </p>
      )}
      <Button
        variant="default"
        className={classes.add}
        leftSection={<Icon name="plus" size={16} />}
        onClick={() => onDraft(addDaysOff(draft, today()))}
      >
        {ta("offAdd")}
      </Button>
    </Part>
  );
}

/** As a date field has it. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

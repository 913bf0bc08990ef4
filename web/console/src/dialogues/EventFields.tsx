import { TextInput } from "@mantine/core";
import { ta } from "./audience-texts";
import classes from "./Dialogues.module.css";
import { EVENTS, type EventFaults } from "./events";
import type { Events } from "./queries";

/** What a dialogue waits for before it comes (`TARGET-3`). */
export function EventFields({ first = {}, faults }: { first?: Events; faults: EventFaults }) {
  return (
    <fieldset className={classes.fields}>
      <legend>{ta("events")}</legend>
      <p className={classes.hint}>{ta("eventsHint")}</p>
      {EVENTS.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          name={name}
          label={ta(label)}
          description={hint === null ? undefined : ta(hint)}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={first[name] ?? ""}
          error={faults[name]}
          className={classes.short ?? ""}
        />
      ))}
    </fieldset>
  );
}

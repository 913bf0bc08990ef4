import { TextInput } from "@mantine/core";
import { td } from "../../texts";
import type { FormProps } from "./Form";

/** What a goal is called in reports. */
export function GoalForm({ card, onChange }: FormProps<"goal">) {
  return (
    <TextInput
      label={td("goalName")}
      description={td("goalHint")}
      value={card.name}
      dir="auto"
      onChange={(event) => onChange({ ...card, name: event.currentTarget.value }, "name")}
    />
  );
}

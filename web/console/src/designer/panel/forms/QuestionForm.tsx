import { TextInput } from "@mantine/core";
import { waysOf } from "../../core/kinds";
import type { ChoiceRow } from "../../core/stream";
import { useEditor } from "../../EditorContext";
import { td } from "../../texts";
import { AttributeField } from "../AttributeField";
import { Rows } from "../Rows";
import { TokenField } from "../TokenField";
import { WayField } from "../WayField";
import type { FormProps } from "./Form";

/** What a question asks, its responses, and where they are stored. */
export function QuestionForm({ card, onChange }: FormProps<"question">) {
  const { readOnly } = useEditor();
  const ways = waysOf(card);
  const change = (at: number, field: "label" | "value", text: string) => {
    const choices = card.choices.map((row, each) => {
      if (each !== at) return row;
      const { value: _, ...plain } = row;
      return field === "value" && text === "" ? plain : { ...row, [field]: text };
    });
    onChange({ ...card, choices }, `${field} ${at}`);
  };
  return (
    <>
      <TokenField
        label={td("asks")}
        value={card.text}
        onChange={(text) => onChange({ ...card, text }, "text")}
      />
      <Rows
        label={td("responses")}
        rows={card.choices}
        nameOf={({ label }, at) => label.trim() || td("response", { number: at + 1 })}
        add={td("addResponse")}
        fresh={(): ChoiceRow => ({ label: "" })}
        removing={(name) => td("removeResponse", { name })}
        readOnly={readOnly}
        onChange={(choices) => onChange({ ...card, choices }, null)}
      >
        {({ label, value }, at) => (
          <>
            <TextInput
              label={td("response", { number: at + 1 })}
              value={label}
              dir="auto"
              onChange={(event) => change(at, "label", event.currentTarget.value)}
            />
            <TextInput
              label={td("storedValue", { number: at + 1 })}
              placeholder={label}
              value={value ?? ""}
              dir="auto"
              onChange={(event) => change(at, "value", event.currentTarget.value)}
            />
            {ways[at] === undefined ? null : <WayField card={card.id} way={ways[at]} />}
          </>
        )}
      </Rows>
      <AttributeField
        label={td("storedIn")}
        value={card.attribute ?? null}
        optional
        onChange={(attribute) => {
          const { attribute: _, ...plain } = card;
          onChange(attribute === null ? plain : { ...card, attribute }, null);
        }}
      />
    </>
  );
}

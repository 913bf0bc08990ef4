import { NativeSelect, Switch } from "@mantine/core";
import type { Attribute } from "../../../settings/attributes/queries";
import type { Input } from "../../core/stream";
import { td } from "../../texts";
import { AttributeField } from "../AttributeField";
import { TokenField } from "../TokenField";
import type { FormProps } from "./Form";
import { InputLimits } from "./InputLimits";

type InputName = "text" | "email" | "pick_list" | "phone" | "number" | "date";

/** Every input, as it begins. */
const FRESH: Readonly<Record<InputName, Input>> = {
  text: "text",
  email: "email",
  phone: { phone: {} },
  pick_list: { pick_list: [] },
  number: { number: {} },
  date: { date: {} },
};
const NAMES = Object.keys(FRESH) as InputName[];

/** What is asked for, where it is stored, and when it is not asked. */
export function CaptureForm({ card, onChange }: FormProps<"capture">) {
  const name = inputName(card.input);
  return (
    <>
      <TokenField
        label={td("asks")}
        value={card.text}
        onChange={(text) => onChange({ ...card, text }, "text")}
      />
      <NativeSelect
        label={td("input")}
        value={name}
        onChange={(event) => {
          const next = NAMES.find((one) => one === event.currentTarget.value) ?? "text";
          onChange({ ...card, input: FRESH[next] }, null);
        }}
        data={NAMES.map((value) => ({ value, label: td(`input.${value}`) }))}
      />
      <InputLimits
        key={`${card.id} ${name}`}
        input={card.input}
        onChange={(input) => onChange({ ...card, input }, "input")}
      />
      <AttributeField
        label={td("storedIn")}
        value={card.attribute}
        fits={(attribute) => fits(name, attribute)}
        onChange={(attribute) => onChange({ ...card, attribute: attribute ?? "" }, null)}
      />
      <Switch
        label={td("skipIfKnown")}
        checked={card.skip_if_known === true}
        onChange={(event) => {
          const { skip_if_known: _, ...plain } = card;
          onChange(event.currentTarget.checked ? { ...card, skip_if_known: true } : plain, null);
        }}
      />
      <Switch
        label={td("overwrite")}
        checked={card.overwrite !== false}
        onChange={(event) => {
          const { overwrite: _, ...plain } = card;
          onChange(event.currentTarget.checked ? plain : { ...card, overwrite: false }, null);
        }}
      />
    </>
  );
}

function inputName(input: Input): InputName {
  return typeof input === "string" ? input : (NAMES.find((name) => name in input) ?? "text");
}

/** Whether answers of a kind can be stored in an attribute; the server has the last word. */
function fits(input: InputName, { kind }: Attribute): boolean {
  if (kind === "email" || kind === "phone" || kind === "date" || kind === "number") return kind === input;
  if (kind === "pick_list" || kind === "bool") return input === "pick_list";
  return true;
}

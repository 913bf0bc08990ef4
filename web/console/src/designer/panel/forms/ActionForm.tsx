import type { Assignment } from "../../core/stream";
import { useEditor } from "../../EditorContext";
import { td } from "../../texts";
import { AttributeField } from "../AttributeField";
import { Rows } from "../Rows";
import { TokenField } from "../TokenField";
import type { FormProps } from "./Form";

/** Only the visitor can give their e-mail. */
const NEVER_SET = "person.email";

/** Which attributes an action sets, and to what. */
export function ActionForm({ card, onChange }: FormProps<"action">) {
  const { readOnly } = useEditor();
  const change = (at: number, next: Partial<Assignment>, field: string | null) =>
    onChange({ ...card, set: card.set.map((row, each) => (each === at ? { ...row, ...next } : row)) }, field);
  return (
    <Rows
      label={td("sets")}
      rows={card.set}
      nameOf={({ attribute }) => attribute || td("attribute")}
      add={td("addAssignment")}
      fresh={() => ({ attribute: "", value: "" })}
      removing={(name) => td("removeAssignment", { name })}
      readOnly={readOnly}
      onChange={(set) => onChange({ ...card, set }, null)}
    >
      {({ attribute, value }, at) => (
        <>
          <AttributeField
            label={td("attributeNumber", { number: at + 1 })}
            value={attribute}
            fits={({ name }) => name !== NEVER_SET}
            onChange={(name) => change(at, { attribute: name ?? "" }, null)}
          />
          <TokenField
            label={td("valueNumber", { number: at + 1 })}
            value={value}
            rows={1}
            onChange={(text) => change(at, { value: text }, `value ${at}`)}
          />
        </>
      )}
    </Rows>
  );
}

import { td } from "../../texts";
import { TokenField } from "../TokenField";
import type { FormProps } from "./Form";

/** What a message says. */
export function MessageForm({ card, onChange }: FormProps<"message">) {
  return (
    <TokenField
      label={td("says")}
      value={card.text}
      onChange={(text) => onChange({ ...card, text }, "text")}
    />
  );
}

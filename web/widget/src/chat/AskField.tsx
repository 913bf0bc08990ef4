import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type ChatText, tr } from "../texts";
import { type AskInput, LONGEST_ANSWER } from "../wire";
import { Icon } from "./Icon";

type FieldInput = Extract<AskInput, { kind: "text" | "email" | "pick_list" }>;

interface Props {
  input: FieldInput;
  refused: string | null;
  /** The id of the message that tells why the last answer did not pass. */
  problem: string | null;
  answer(value: string): void;
}

const LABELS: Record<FieldInput["kind"], ChatText> = {
  text: "answer_text",
  email: "answer_email",
  pick_list: "answer_pick",
};
const EMPTY: Record<FieldInput["kind"], ChatText> = {
  text: "need_text",
  email: "need_email",
  pick_list: "need_pick",
};

/** A value to be typed or picked. What is checked here only saves a round trip: the server decides. */
export function AskField({ input, refused, problem, answer }: Props) {
  const value = useSignal("");
  const hint = useSignal<string | null>(null);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const error = hint.value ?? refused;
  const invalid = Boolean(error ?? problem);
  const described = [problem, error && "fdc-hint"].filter(Boolean).join(" ") || undefined;
  // A refused answer: back to the field at once.
  useEffect(() => {
    if (refused) field.current?.focus();
  }, [refused]);

  const send = (event: Event) => {
    event.preventDefault();
    const given = value.value.trim();
    const wrong = !given || (input.kind === "email" && !/^\S+@\S+\.\S+$/.test(given));
    hint.value = wrong ? tr(EMPTY[input.kind]) : null;
    if (wrong) field.current?.focus();
    else answer(given);
  };
  const common = {
    ref: field,
    id: "fdc-field",
    "data-next": true,
    "aria-invalid": invalid,
    "aria-describedby": described,
    value: value.value,
    onInput: (event: Event) => {
      value.value = (event.currentTarget as HTMLInputElement).value;
      hint.value = null;
    },
  };
  return (
    <form class="fdc-ask" noValidate onSubmit={send}>
      <label for="fdc-field">{tr(LABELS[input.kind])}</label>
      <div class="fdc-field">
        {input.kind === "pick_list" ? (
          <select {...common}>
            <option value="">{tr("pick")}</option>
            {input.values.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...common}
            {...(input.kind === "email" && { inputMode: "email" as const })}
            type="text"
            dir="auto"
            maxLength={LONGEST_ANSWER}
            autocomplete={input.kind === "email" ? "email" : "on"}
            placeholder={input.kind === "email" ? tr("hint_email") : ""}
          />
        )}
        <button type="submit" class="fdc-send" aria-label={tr("submit")}>
          <Icon name="send" />
        </button>
      </div>
      {error && (
        <p id="fdc-hint" class="fdc-error" role="alert">
          <Icon name="alert" />
          {error}
        </p>
      )}
    </form>
  );
}

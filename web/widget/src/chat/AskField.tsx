import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type ChatText, tr } from "../texts";
import { type AskInput, LONGEST_ANSWER } from "../wire";
import { Icon } from "./Icon";

type FieldInput = Exclude<AskInput, { kind: "choices" | "connect" }>;

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
  phone: "answer_phone",
  number: "answer_number",
  date: "answer_date",
};
const EMPTY: Record<FieldInput["kind"], ChatText> = {
  text: "need_text",
  email: "need_email",
  pick_list: "need_pick",
  phone: "need_phone",
  number: "need_number",
  date: "need_date",
};
const KEYBOARDS: Partial<Record<FieldInput["kind"], "email" | "tel" | "decimal">> = {
  email: "email",
  phone: "tel",
  number: "decimal",
};
const FILLED_IN: Partial<Record<FieldInput["kind"], "email" | "tel">> = { email: "email", phone: "tel" };
const HINTS: Partial<Record<FieldInput["kind"], ChatText>> = { email: "hint_email", phone: "hint_phone" };
/** What can't be right, whatever the server's rules are. */
const RIGHT: Partial<Record<FieldInput["kind"], RegExp>> = {
  email: /^\S+@\S+\.\S+$/,
  phone: /\d/,
  number: /^[+-]?\d+(\.\d+)?$/,
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
    const wrong = !given || RIGHT[input.kind]?.test(given) === false;
    hint.value = wrong ? tr(EMPTY[input.kind]) : null;
    if (wrong) field.current?.focus();
    else answer(given);
  };
  const hinted = HINTS[input.kind];
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
        ) : input.kind === "date" ? (
          <input {...common} type="date" min={input.min ?? undefined} max={input.max ?? undefined} />
        ) : (
          <input
            {...common}
            type="text"
            inputMode={KEYBOARDS[input.kind] ?? "text"}
            dir="auto"
            maxLength={LONGEST_ANSWER}
            autocomplete={FILLED_IN[input.kind] ?? "on"}
            placeholder={hinted ? tr(hinted) : ""}
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

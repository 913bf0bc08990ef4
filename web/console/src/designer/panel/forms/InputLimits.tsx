import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Input } from "../../core/stream";
import { td } from "../../texts";
import classes from "../Panel.module.css";

interface InputLimitsProps {
  input: Input;
  onChange: (input: Input) => void;
}

/** What passes of what is asked for: values, smallest and greatest, country. */
export function InputLimits({ input, onChange }: InputLimitsProps) {
  if (typeof input === "string") return null;
  if ("pick_list" in input) {
    const { pick_list } = input;
    return (
      <Textarea
        label={td("values")}
        description={td("valuesHint")}
        rows={Math.min(10, Math.max(3, pick_list.length + 1))}
        value={pick_list.join("\n")}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ pick_list: text === "" ? [] : text.split("\n") });
        }}
      />
    );
  }
  if ("phone" in input) {
    return (
      <TextInput
        label={td("region")}
        description={td("regionHint")}
        maxLength={2}
        value={input.phone.region ?? ""}
        onChange={(event) => {
          const region = event.currentTarget.value.trim().toUpperCase();
          onChange({ phone: region === "" ? {} : { region } });
        }}
      />
    );
  }
  if ("date" in input) {
    const { min, max } = input.date;
    const limits = (next: { min?: string | null | undefined; max?: string | null | undefined }) =>
      onChange({
        date: { ...(next.min ? { min: next.min } : {}), ...(next.max ? { max: next.max } : {}) },
      });
    return (
      <div className={classes.two}>
        <TextInput
          type="date"
          label={td("earliest")}
          value={min ?? ""}
          onChange={(event) => limits({ min: event.currentTarget.value, max })}
        />
        <TextInput
          type="date"
          label={td("latest")}
          value={max ?? ""}
          onChange={(event) => limits({ min, max: event.currentTarget.value })}
        />
      </div>
    );
  }
  return <NumberLimits limits={input.number} onChange={(number) => onChange({ number })} />;
}

interface Limits {
  readonly min?: number | null;
  readonly max?: number | null;
}

function NumberLimits({ limits, onChange }: { limits: Limits; onChange: (limits: Limits) => void }) {
  const field = (which: "min" | "max", label: string) => (
    <NumberLimit
      key={which}
      label={label}
      value={limits[which] ?? null}
      onChange={(value) => {
        const { [which]: _, ...other } = limits;
        onChange(value === null ? other : { ...other, [which]: value });
      }}
    />
  );
  return (
    <div className={classes.two}>
      {field("min", td("smallest"))}
      {field("max", td("greatest"))}
    </div>
  );
}

interface NumberLimitProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A number that may be absent. What is not one yet stays in the field, and is told. */
function NumberLimit({ label, value, onChange }: NumberLimitProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== "" && numberOf(typed) === null;
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      value={typed ?? (value === null ? "" : String(value))}
      error={wrong ? td("numberWrong") : null}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const number = numberOf(text);
        setTyped(text);
        if (text.trim() === "" || number !== null) onChange(number);
      }}
      onBlur={() => {
        if (!wrong) setTyped(null);
      }}
    />
  );
}

/** The number that is written, with a point or a comma; null where it is none. */
function numberOf(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
}

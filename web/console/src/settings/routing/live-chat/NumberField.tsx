import { Button, TextInput } from "@mantine/core";
import { type RefObject, useRef } from "react";
import classes from "./LiveChat.module.css";
import type { LiveChat, NumberName } from "./queries";
import { tl } from "./texts";

interface NumberFieldProps {
  name: NumberName;
  known: LiveChat;
  value: string;
  fault: string | null;
  onChange: (value: string) => void;
}

/** One number, with what it may be and the way back to its default. */
export function NumberField({ name, known, value, fault, onChange }: NumberFieldProps) {
  const field: RefObject<HTMLInputElement | null> = useRef(null);
  const [label, standard] = [tl(name), known.defaults[name]];
  const bounds = { default: standard, least: known.least[name], most: known.most[name] };
  const back = () => {
    onChange(String(standard));
    // The button goes away.
    field.current?.focus();
  };
  return (
    <TextInput
      ref={field}
      name={name}
      label={label}
      description={`${tl(`${name}.hint`)} ${tl("bounds", bounds)}`}
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault}
      inputContainer={(input) => (
        <div className={classes.line}>
          {input}
          {value.trim() === String(standard) ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={tl("backOf", { default: standard, label })}
              onClick={back}
            >
              {tl("back", { default: standard })}
            </Button>
          )}
        </div>
      )}
    />
  );
}

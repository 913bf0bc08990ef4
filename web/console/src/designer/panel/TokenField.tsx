import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { attributesQuery } from "../../settings/attributes/queries";
import { td } from "../texts";
import classes from "./Panel.module.css";
import { token } from "./token";

interface TokenFieldProps {
  label: string;
  hint?: string;
  value: string;
  /** How many lines it shows at least; one that has but one takes no breaks. */
  rows?: number;
  onChange: (value: string) => void;
}

/** A text that may hold tokens, and a way to put one in where the caret stands. */
export function TokenField({ label, hint, value, rows = 3, onChange }: TokenFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState(false);
  const region = useId();
  const insert = (text: string) => {
    const area = field.current;
    const [from, to] = [area?.selectionStart ?? value.length, area?.selectionEnd ?? value.length];
    onChange(value.slice(0, from) + text + value.slice(to));
    setOpen(false);
    area?.focus();
    // The caret can only be put behind the token once the field shows it.
    setTimeout(() => area?.setSelectionRange(from + text.length, from + text.length), 0);
  };
  return (
    <div className={classes.field}>
      <Textarea
        ref={field}
        label={label}
        description={hint}
        value={value}
        dir="auto"
        rows={rows}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.aside ?? ""}
        aria-expanded={open}
        aria-controls={open ? region : undefined}
        onClick={() => setOpen(!open)}
      >
        {td("insertAttribute")}
      </Button>
      {open ? <TokenPicker id={region} onPick={insert} /> : null}
    </div>
  );
}

function TokenPicker({ id, onPick }: { id: string; onPick: (text: string) => void }) {
  const { data = [] } = useQuery(attributesQuery);
  const [attribute, setAttribute] = useState("person.first_name");
  const [instead, setInstead] = useState("");
  const names = data.filter(({ name }) => !name.startsWith("list."));
  return (
    <fieldset id={id} className={classes.picker}>
      <legend className="fd-unseen">{td("insertAttribute")}</legend>
      <NativeSelect
        label={td("attribute")}
        value={attribute}
        onChange={(event) => setAttribute(event.currentTarget.value)}
        data={names.map(({ name }) => name)}
      />
      <TextInput
        label={td("instead")}
        description={td("insteadHint")}
        value={instead}
        onChange={(event) => setInstead(event.currentTarget.value)}
      />
      <Button variant="default" size="compact-sm" onClick={() => onPick(token(attribute, instead.trim()))}>
        {td("insert")}
      </Button>
    </fieldset>
  );
}

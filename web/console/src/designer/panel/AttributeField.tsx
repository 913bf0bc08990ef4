import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../session/useMay";
import { NewAttributeDialog } from "../../settings/attributes/NewAttributeDialog";
import { type Attribute, attributesQuery } from "../../settings/attributes/queries";
import { td } from "../texts";
import classes from "./Panel.module.css";

interface AttributeFieldProps {
  label: string;
  hint?: string;
  value: string | null;
  /** Whether nothing may be stored at all. */
  optional?: boolean;
  /** Which attributes fit. */
  fits?: (attribute: Attribute) => boolean;
  onChange: (value: string | null) => void;
}

/** The attribute in which something is stored; one that is missing can be made on the spot. */
export function AttributeField({
  label,
  hint,
  value,
  optional = false,
  fits,
  onChange,
}: AttributeFieldProps) {
  const { data = [] } = useQuery(attributesQuery);
  const creates = useMay()("manage_chatbot_settings");
  const [adding, setAdding] = useState(false);
  const names = data
    .filter((attribute) => attribute.capturable && (fits?.(attribute) ?? true))
    .map(({ name }) => name);
  const all = value === null || value === "" || names.includes(value) ? names : [value, ...names];
  const none = optional || value === null || value === "";
  return (
    <div className={classes.field}>
      <NativeSelect
        label={label}
        description={hint}
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
        data={[
          ...(none ? [{ value: "", label: td(optional ? "storeNothing" : "choose") }] : []),
          ...all.map((name) => ({ value: name, label: name })),
        ]}
      />
      {creates ? (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.aside ?? ""}
          onClick={() => setAdding(true)}
        >
          {td("newAttribute")}
        </Button>
      ) : null}
      {adding ? <NewAttributeDialog onClose={() => setAdding(false)} onCreated={onChange} /> : null}
    </div>
  );
}

import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { kindIn } from "../../../criteria/CriteriaField";
import { textFault } from "../../../criteria/draft";
import type { Kind } from "../../../criteria/operators";
import { tc } from "../../../criteria/texts";
import { t } from "../../../messages/t";
import { useMay } from "../../../session/useMay";
import { Icon } from "../../../ui/Icon";
import type { Attribute } from "../../attributes/queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { tw } from "./texts";
import own from "./WhatIf.module.css";

/** What is known of the visitor by one attribute. */
export interface Known {
  readonly key: number;
  readonly attribute: string;
  readonly value: string;
}

interface KnownFieldProps {
  known: readonly Known[];
  attributes: readonly Attribute[];
  /** Whether what is wrong is marked. */
  marked: boolean;
  onChange: (known: readonly Known[]) => void;
}

/** What is plainly wrong with a value; one that is empty is not known. */
function faultOf(value: string, kind: Kind): string | null {
  const text = value.trim();
  if (text === "") return null;
  if (kind === "email") return /^[^\s@]+@[^\s@]+$/.test(text) ? null : tw("emailFault");
  const fault = textFault(text, kind);
  return fault === null ? null : tc(`fault.${fault}`);
}

/** Whether all that is known can be asked about. */
export function isUsable(known: readonly Known[], attributes: readonly Attribute[]): boolean {
  return known.every(({ attribute, value }) => faultOf(value, kindIn(attributes, attribute)) === null);
}

/** What is known of the visitor; each attribute once. */
export function KnownField({ known, attributes, marked, onChange }: KnownFieldProps) {
  const sees = useMay()("view_dialogues");
  const free = attributes.filter(({ name }) => !known.some(({ attribute }) => attribute === name));
  const set = (key: number, to: Partial<Known>) =>
    onChange(known.map((one) => (one.key === key ? { ...one, ...to } : one)));
  if (!sees) {
    return <p className={classes.dim}>{tr("mayNotSee", { permission: t("permission.view_dialogues") })}</p>;
  }
  const add = () => {
    const key = 1 + Math.max(0, ...known.map((one) => one.key));
    onChange([...known, { key, attribute: free[0]?.name ?? "", value: "" }]);
  };
  return (
    <div className={classes.field}>
      {known.map(({ key, attribute, value }, at) => (
        <div key={key} className={own.known}>
          <NativeSelect
            aria-label={tw("known", { number: at + 1 })}
            value={attribute}
            onChange={(event) => set(key, { attribute: event.currentTarget.value, value: "" })}
            data={[attribute, ...free.map(({ name }) => name)]}
          />
          <ValueOf
            attribute={attributes.find(({ name }) => name === attribute)}
            label={tw("value", { number: at + 1 })}
            value={value}
            fault={marked ? faultOf(value, kindIn(attributes, attribute)) : null}
            onValue={(next) => set(key, { value: next })}
          />
          <CloseButton
            aria-label={tw("remove", { number: at + 1 })}
            onClick={() => onChange(known.filter((one) => one.key !== key))}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          disabled={free.length === 0}
          onClick={add}
        >
          {tw("add")}
        </Button>
      </div>
    </div>
  );
}

interface ValueOfProps {
  attribute: Attribute | undefined;
  label: string;
  value: string;
  fault: string | null;
  onValue: (value: string) => void;
}

function ValueOf({ attribute, label, value, fault, onValue }: ValueOfProps) {
  const options = attribute?.kind === "bool" ? ["true", "false"] : (attribute?.values ?? []);
  if (options.length > 0) {
    return (
      <NativeSelect
        aria-label={label}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        data={["", ...options]}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      type={attribute?.kind === "date" ? "date" : "text"}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      error={fault}
    />
  );
}

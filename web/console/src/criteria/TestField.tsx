import { CloseButton, NativeSelect } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import classes from "./Criteria.module.css";
import { kindIn, type Tree } from "./CriteriaField";
import { type TestDraft, withAttribute, withOperator } from "./draft";
import { type Attribute, OPERATORS, operatorsFor } from "./operators";
import { tc } from "./texts";
import { ValueField } from "./ValueField";

interface TestFieldProps {
  test: TestDraft;
  tree: Tree;
  onChange: (test: TestDraft) => void;
  onRemove: () => void;
}

const SCOPES = ["person", "company", "list", "inferred", "agent", "conversation"] as const;

/** One attribute, and how it is wanted. */
export function TestField({ test, tree, onChange, onRemove }: TestFieldProps) {
  const first = useRef<HTMLSelectElement>(null);
  const { added, attributes } = tree;
  useEffect(() => {
    if (added.current === test.key) first.current?.focus();
  }, [added, test.key]);
  const known = useMemo(() => grouped(attributes, test.attribute), [attributes, test.attribute]);

  const number = tree.numbers.get(test.key) ?? 0;
  const fault = tree.faults.get(test.key) ?? null;
  const kind = kindIn(attributes, test.attribute);
  return (
    <div className={classes.test}>
      <NativeSelect
        ref={first}
        aria-label={tc("attribute", { number })}
        value={test.attribute}
        onChange={(event) => {
          const name = event.currentTarget.value;
          onChange(withAttribute(test, name, kindIn(attributes, name), kind));
        }}
        data={known}
      />
      <NativeSelect
        aria-label={tc("operator", { number })}
        value={test.operator}
        onChange={(event) => {
          const operator = OPERATORS.find((one) => one === event.currentTarget.value) ?? "is";
          onChange(withOperator(test, operator));
        }}
        data={operatorsFor(kind, test.operator).map((value) => ({ value, label: tc(value) }))}
      />
      <ValueField
        test={test}
        number={number}
        kind={kind}
        listed={attributes.find(({ name }) => name === test.attribute)?.values ?? []}
        fault={fault}
        onValues={(values) => onChange({ ...test, values })}
      />
      <CloseButton aria-label={tc("remove", { number })} onClick={onRemove} />
    </div>
  );
}

/** The attributes by what they are of; the one that is tested is there even where it is not known any more. */
function grouped(attributes: readonly Attribute[], tested: string) {
  const names = attributes.map(({ name }) => name);
  const all = names.includes(tested) ? names : [tested, ...names];
  return SCOPES.map((scope) => ({
    group: tc(scope),
    items: all.filter((name) => name.startsWith(`${scope}.`)),
  })).filter(({ items }) => items.length > 0);
}

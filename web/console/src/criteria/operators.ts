import type { components } from "@frontdesk/api";

type Schemas = components["schemas"];
export type Attribute = Pick<Schemas["AttributeRow"], "name" | "kind" | "values">;
/** What a value is; a list of people is a kind of its own here. */
export type Kind = Schemas["AttributeKind"] | "list";

/** How an attribute can be wanted, as the server calls it. */
export const OPERATORS = [
  "is",
  "is_not",
  "contains",
  "starts_with",
  "in",
  "greater",
  "less",
  "between",
  "is_empty",
  "is_not_empty",
] as const;

export type Operator = (typeof OPERATORS)[number];

const ORDERED: readonly Operator[] = [
  "is",
  "is_not",
  "greater",
  "less",
  "between",
  "in",
  "is_empty",
  "is_not_empty",
];

/** The operators that mean something for a kind of value. Texts may be numbers or dates, too. */
const FOR: Readonly<Record<Kind, readonly Operator[]>> = {
  text: OPERATORS,
  email: ["is", "is_not", "contains", "starts_with", "in", "is_empty", "is_not_empty"],
  phone: ["is", "is_not", "contains", "starts_with", "in", "is_empty", "is_not_empty"],
  number: ORDERED,
  date: ORDERED,
  bool: ["is", "is_not", "is_empty", "is_not_empty"],
  list: ["is"],
  pick_list: ["is", "is_not", "in", "contains", "starts_with", "is_empty", "is_not_empty"],
};

/** What an attribute can be tested by; an operator that stands there already is never taken away. */
export function operatorsFor(kind: Kind, now: Operator): readonly Operator[] {
  const fit = FOR[kind];
  return fit.includes(now) ? fit : [...fit, now];
}

/** Whether an operator compares with one value, with two, with any number, or with none. */
export function operands(operator: Operator): 0 | 1 | 2 | "many" {
  if (operator === "is_empty" || operator === "is_not_empty") return 0;
  if (operator === "between") return 2;
  return operator === "in" ? "many" : 1;
}

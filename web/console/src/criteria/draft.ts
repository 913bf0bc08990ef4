import type { components } from "@frontdesk/api";
import { type Kind, type Operator, operands, operatorsFor } from "./operators";

export type Criteria = components["schemas"]["CriteriaFile"];

export interface TestDraft {
  readonly key: number;
  readonly attribute: string;
  readonly operator: Operator;
  /** What it is compared with: one text, two for `between`, any number for `in`. */
  readonly values: readonly string[];
}

export interface GroupDraft {
  readonly key: number;
  /** Whether each of its parts must hold; else one is enough. */
  readonly every: boolean;
  readonly parts: readonly PartDraft[];
}

/** A part of criteria while they are being edited. */
export type PartDraft = TestDraft | GroupDraft;

/** How deep groups may lie in groups; a test in the innermost one counts, too (`TARGET-2`). */
const MOST_GROUPS = 7;

let keys = 0;

function key(): number {
  keys += 1;
  return keys;
}

export function isGroup(part: PartDraft): part is GroupDraft {
  return "parts" in part;
}

/** Criteria as they are edited: there is always a group around them. */
export function toDraft(criteria: Criteria | null): GroupDraft {
  if (criteria === null) return newGroup();
  const part = toPart(criteria);
  return isGroup(part) ? part : { ...newGroup(), parts: [part] };
}

function toPart(criteria: Criteria): PartDraft {
  if ("all" in criteria) return { key: key(), every: true, parts: criteria.all.map(toPart) };
  if ("any" in criteria) return { key: key(), every: false, parts: criteria.any.map(toPart) };
  const { attribute, operator } = criteria.test;
  if (typeof operator === "string") return { key: key(), attribute, operator, values: [] };
  const [name = "is", told = ""] = Object.entries(operator)[0] ?? [];
  return { key: key(), attribute, operator: name as Operator, values: [told].flat() };
}

/** As the server has them; null where there is no test at all. */
export function toCriteria(group: GroupDraft): Criteria | null {
  return group.parts.length === 0 ? null : fromPart(group);
}

function fromPart(part: PartDraft): Criteria {
  if (!isGroup(part)) return { test: { attribute: part.attribute, operator: fromOperator(part) } };
  const parts = part.parts.map(fromPart);
  return part.every ? { all: parts } : { any: parts };
}

function fromOperator({ operator, values }: TestDraft): components["schemas"]["OperatorFile"] {
  if (operator === "is_empty" || operator === "is_not_empty") return operator;
  const texts = values.map((value) => value.trim());
  const told = operator === "between" || operator === "in" ? texts : (texts[0] ?? "");
  return { [operator]: told } as components["schemas"]["OperatorFile"];
}

export function newGroup(): GroupDraft {
  return { key: key(), every: true, parts: [] };
}

export function newTest(attribute: string): TestDraft {
  return { key: key(), attribute, operator: "is", values: [""] };
}

/** Another operator; what was compared with stays as far as it fits. */
export function withOperator(test: TestDraft, operator: Operator): TestDraft {
  const wanted = operands(operator);
  const [first = "", second = ""] = test.values;
  const values = { 0: [], 1: [first], 2: [first, second], many: test.values }[wanted];
  return { ...test, operator, values };
}

/** Another attribute: an operator that does not fit it becomes *is*, and its values go where the kind is another one. */
export function withAttribute(test: TestDraft, attribute: string, kind: Kind, before: Kind): TestDraft {
  const fits = operatorsFor(kind, "is").includes(test.operator);
  const kept = { ...test, attribute, values: kind === before && kind !== "pick_list" ? test.values : [] };
  return withOperator(kept, fits ? test.operator : "is");
}

/** Whether a group may lie in one at a depth; the outermost is at 1. */
export function mayNest(depth: number): boolean {
  return depth < MOST_GROUPS;
}

export type Fault = "empty" | "missing" | "number" | "date";

/** What is plainly not finished, by the keys of its parts; whether all the rest can be is for the server to say. */
export function faultsOf(group: GroupDraft, kindOf: (attribute: string) => Kind): Map<number, Fault> {
  const faults = new Map<number, Fault>();
  const look = (part: PartDraft) => {
    if (isGroup(part)) {
      if (part.parts.length === 0 && part !== group) faults.set(part.key, "empty");
      part.parts.forEach(look);
      return;
    }
    const fault = faultOf(part, kindOf(part.attribute));
    if (fault !== null) faults.set(part.key, fault);
  };
  look(group);
  return faults;
}

function faultOf({ operator, values }: TestDraft, kind: Kind): Fault | null {
  const wanted = operands(operator);
  if (wanted === 0) return null;
  if (values.length < (wanted === 2 ? 2 : 1)) return "missing";
  const faults = values.map((value) => textFault(value, kind));
  return faults.find((fault) => fault !== null) ?? null;
}

/** What is plainly wrong with one text that an attribute of a kind is compared with. */
export function textFault(value: string, kind: Kind): Fault | null {
  const text = value.trim();
  if (text === "") return "missing";
  if (kind === "number" && !/^[+-]?\d+(\.\d+)?$/.test(text)) return "number";
  return kind === "date" && !/^\d{4}-\d{2}-\d{2}$/.test(text) ? "date" : null;
}

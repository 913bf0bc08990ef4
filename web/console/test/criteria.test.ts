import { expect, test } from "vitest";
import {
  type Criteria,
  faultsOf,
  type GroupDraft,
  isGroup,
  newGroup,
  newTest,
  type TestDraft,
  toCriteria,
  toDraft,
  withAttribute,
  withOperator,
} from "../src/criteria/draft";
import { type Kind, OPERATORS, operatorsFor } from "../src/criteria/operators";
import { moved } from "../src/ordered/moved";

const about = (operator: unknown) => ({ test: { attribute: "company.size", operator } }) as Criteria;
const first = (group: GroupDraft) => group.parts[0] as TestDraft;

test("TARGET-2 a tree is the same after it was looked at", () => {
  const tree: Criteria = {
    any: [
      about({ is: "50" }),
      { all: [about({ between: ["1", "9"] }), about({ in: ["a", "b"] }), { any: [about("is_empty")] }] },
    ],
  };
  expect(toCriteria(toDraft(tree))).toEqual(tree);
  expect(toCriteria(toDraft(about("is_not_empty")))).toEqual({ all: [about("is_not_empty")] });
  expect(toCriteria(toDraft(null))).toBeNull();
});

test("TARGET-2 every operator is kept, whatever the kind of its attribute", () => {
  const kinds: Kind[] = ["text", "email", "phone", "number", "date", "bool", "pick_list"];
  for (const kind of kinds) {
    for (const operator of OPERATORS) expect(operatorsFor(kind, operator)).toContain(operator);
  }
  expect(operatorsFor("bool", "is")).toEqual(["is", "is_not", "is_empty", "is_not_empty"]);
});

test("another operator, and another attribute, keep what fits", () => {
  const size = { ...newTest("company.size"), values: ["50"] };
  expect(withOperator(size, "between").values).toEqual(["50", ""]);
  expect(withOperator(withOperator(size, "between"), "in").values).toEqual(["50", ""]);
  expect(withOperator(size, "is_empty").values).toEqual([]);
  const contains = withOperator(size, "contains");
  const bool = withAttribute(contains, "person.member", "bool", "text");
  expect(bool).toMatchObject({ operator: "is", values: [""] });
  expect(withAttribute(contains, "company.name", "text", "text").values).toEqual(["50"]);
});

test("what is not finished is told where it stands", () => {
  const kindOf = (): Kind => "number";
  const fault = (operator: unknown) => {
    const group = toDraft(about(operator));
    return faultsOf(group, kindOf).get(first(group).key) ?? null;
  };
  expect(fault({ is: " " })).toBe("missing");
  expect(fault({ is: "many" })).toBe("number");
  expect(fault({ between: ["1", ""] })).toBe("missing");
  expect(fault({ in: [] })).toBe("missing");
  expect(fault({ greater: "-2.5" })).toBeNull();
  expect(fault("is_empty")).toBeNull();
  const nested: GroupDraft = { ...newGroup(), parts: [newGroup()] };
  expect([...faultsOf(nested, kindOf).values()]).toEqual(["empty"]);
  expect(nested.parts.every(isGroup)).toBe(true);
  expect(faultsOf(newGroup(), kindOf).size).toBe(0);
});

test("a row is put where another one stands", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a"], 3, 0)).toEqual(["a"]);
});

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { Choices } from "../ui/Choices";
import classes from "./Criteria.module.css";
import { type Fault, type TestDraft, textFault } from "./draft";
import { type Kind, operands } from "./operators";
import { tc } from "./texts";

interface ValueFieldProps {
  test: TestDraft;
  /** What the test is called. */
  number: number;
  kind: Kind;
  /** The values of a pick-list. */
  listed: readonly string[];
  /** What is wrong with it. */
  fault: Fault | null;
  onValues: (values: readonly string[]) => void;
}

/** What an attribute is compared with. */
export function ValueField({ test, number, kind, listed, fault, onValues }: ValueFieldProps) {
  const { operator, values } = test;
  const told = fault === null ? null : tc(`fault.${fault}`);
  const wanted = operands(operator);
  if (wanted === 0) return <span />;
  const choices = choicesOf(kind, listed, values);
  const chosen = choices !== null && ["is", "is_not", "in"].includes(operator);
  if (wanted === "many" && chosen) {
    return (
      <div>
        <Choices
          label={tc("value", { number })}
          options={choices}
          values={values}
          onChange={(all) => onValues(choices.map(([value]) => value).filter((one) => all.includes(one)))}
        />
        <p role="alert" className={classes.fault}>
          {told}
        </p>
      </div>
    );
  }
  if (wanted === "many") {
    return (
      <Textarea
        aria-label={tc("values", { number })}
        placeholder={tc("valuesShort")}
        value={values.join("\n")}
        onChange={(event) => onValues(event.currentTarget.value.split("\n"))}
        rows={Math.min(10, Math.max(2, values.length + 1))}
        error={told}
      />
    );
  }
  if (chosen) {
    return (
      <NativeSelect
        aria-label={tc("value", { number })}
        value={values[0] ?? ""}
        onChange={(event) => onValues([event.currentTarget.value])}
        data={[{ value: "", label: tc("choose") }, ...choices.map(([value, label]) => ({ value, label }))]}
        error={told}
      />
    );
  }
  const field = (at: number, label: string) => (
    <TextInput
      aria-label={label}
      type={kind === "date" && operator !== "contains" && operator !== "starts_with" ? "date" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      value={values[at] ?? ""}
      onChange={(event) => {
        const value = event.currentTarget.value;
        onValues(wanted === 2 ? [0, 1].map((each) => (each === at ? value : (values[each] ?? ""))) : [value]);
      }}
      error={fault !== null && textFault(values[at] ?? "", kind) === fault ? told : null}
    />
  );
  if (wanted === 1) return field(0, tc("value", { number }));
  return (
    <div className={classes.two}>
      {field(0, tc("from", { number }))}
      <span className={classes.dim}>{tc("and")}</span>
      {field(1, tc("to", { number }))}
    </div>
  );
}

/** What can be chosen, value and word; null where anything can be written. One that has gone stays until it is changed. */
function choicesOf(
  kind: Kind,
  listed: readonly string[],
  values: readonly string[],
): (readonly [string, string])[] | null {
  if (kind === "bool") return [["true", tc("true")] as const, ["false", tc("false")] as const];
  if (kind === "list") return [["true", tc("onList")] as const, ["false", tc("notOnList")] as const];
  if (kind !== "pick_list") return null;
  const gone = values.filter((value) => value !== "" && !listed.includes(value));
  return [...listed, ...gone].map((value) => [value, value] as const);
}

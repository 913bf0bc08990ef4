import classes from "./Pills.module.css";

interface PillsProps<Value extends string> {
  label: string;
  /** The one that is pressed; undefined is one of them, for all. */
  value: Value | undefined;
  /** Each with its word, and with how many there are where that is known. */
  options: readonly (readonly [value: Value | undefined, word: string, count?: number])[];
  onChange: (value: Value | undefined) => void;
}

/** Narrows a list to one of a few kinds, or to none. */
export function Pills<Value extends string>({ label, value, options, onChange }: PillsProps<Value>) {
  return (
    <fieldset className={classes.pills} aria-label={label}>
      {options.map(([option, word, count]) => (
        <button
          key={option ?? ""}
          type="button"
          aria-pressed={option === value}
          onClick={() => onChange(option)}
        >
          {word}
          {count === undefined ? null : <span>{count}</span>}
        </button>
      ))}
    </fieldset>
  );
}

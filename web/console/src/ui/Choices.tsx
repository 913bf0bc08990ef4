import classes from "./Choice.module.css";

interface ChoicesProps {
  label: string;
  values: readonly string[];
  options: readonly (readonly [string, string])[];
  onChange: (values: string[]) => void;
}

/** Any of a few, all of them in sight. */
export function Choices({ label, values, options, onChange }: ChoicesProps) {
  return (
    <fieldset className={classes.choice}>
      <legend>{label}</legend>
      <div className={classes.options}>
        {options.map(([option, word]) => (
          <label key={option} className={classes.option}>
            <input
              type="checkbox"
              checked={values.includes(option)}
              onChange={(event) => {
                const others = values.filter((each) => each !== option);
                onChange(event.currentTarget.checked ? [...others, option] : others);
              }}
            />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

import { useId } from "react";
import { TEMPLATES, type TemplateName } from ".";
import classes from "./TemplateField.module.css";
import { tp } from "./texts";

interface TemplateFieldProps {
  value: TemplateName;
  onChange: (template: TemplateName) => void;
}

/** What a dialogue begins with, each with what it does. */
export function TemplateField({ value, onChange }: TemplateFieldProps) {
  const field = useId();
  return (
    <fieldset className={classes.templates}>
      <legend>{tp("begin")}</legend>
      {TEMPLATES.map((template) => (
        <label key={template} className={classes.template}>
          <input
            type="radio"
            name={field}
            value={template}
            checked={template === value}
            onChange={() => onChange(template)}
            aria-labelledby={`${field}${template}`}
            aria-describedby={`${field}${template}-hint`}
          />
          <strong id={`${field}${template}`}>{tp(template)}</strong>
          <span id={`${field}${template}-hint`}>{tp(`${template}.hint`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

import { Textarea } from "@mantine/core";
import classes from "./Dialogues.module.css";

interface TargetFieldProps {
  name: string;
  label: string;
  hint: string;
  fault: string | null;
  first?: readonly string[];
}

/** Pages, one per line; what is wrong with them is told with their lines. */
export function TargetField({ name, label, hint, fault, first = [] }: TargetFieldProps) {
  return (
    <Textarea
      name={name}
      label={label}
      description={hint}
      error={fault}
      defaultValue={first.join("\n")}
      rows={Math.min(10, Math.max(3, first.length + 1))}
      spellCheck={false}
      autoCapitalize="none"
      classNames={{ input: classes.lines ?? "", error: classes.lineFaults ?? "" }}
    />
  );
}

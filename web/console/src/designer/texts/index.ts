import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the designer. */
export const { t: td } = pageTexts({ en, sv });

type FieldKey = Extract<keyof typeof en, `field.${string}`>;

/** Whether there is a name for a field of a stream file. */
export function isField(key: string): key is FieldKey {
  return key.startsWith("field.") && Object.hasOwn(en, key);
}

/** A number of faults or warnings, in words. */
export function counted(what: "faults" | "warnings", count: number): string {
  return td(count === 1 ? `${what}.one` : `${what}.other`, { count });
}

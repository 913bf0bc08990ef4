/** The most values of a pick-list, and the longest one in characters. */
const MOST = 200;
const LONGEST = 500;

/** The values in a text field, one per line. */
export function valueLines(text: FormDataEntryValue | null): string[] {
  const lines = String(text ?? "").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/** What is wrong with the values of a pick-list; null where they can be used. */
export function valuesFault(values: readonly string[]): "missing" | "twice" | "long" | "many" | null {
  if (values.length === 0) return "missing";
  if (values.length > MOST) return "many";
  if (new Set(values).size < values.length) return "twice";
  return values.some((value) => [...value].length > LONGEST) ? "long" : null;
}

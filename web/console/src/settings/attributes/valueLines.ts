/** The values in a text field, one per line. */
export function valueLines(text: FormDataEntryValue | null): string[] {
  const lines = String(text ?? "").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

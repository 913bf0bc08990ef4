import { isMessage, type PlainKey, t } from "../../messages/t";

/** What the log calls a value that was changed, in the console's language. */
export function fieldText(field: string): string {
  return known(`audit.field.${field}`) ?? field;
}

/** A value of the log: words of the server's own are translated, names stay. */
export function valueText(value: string | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return known(`audit.value.${value}`) ?? value;
}

function known(key: string): string | undefined {
  return isMessage(key) ? t(key as PlainKey) : undefined;
}

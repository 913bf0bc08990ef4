import { isMessage, t } from "../messages/t";

/** A standard attribute in the user's language; a custom one by its own name. */
export function attributeName(attribute: string): string {
  const key = `attribute.${attribute}`;
  return isMessage(key) ? t(key as "attribute.person.phone") : attribute;
}

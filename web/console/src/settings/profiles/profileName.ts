import { isMessage, t } from "../../messages/t";

/** What a profile is called: a built-in one in the console's language. */
export function profileName({ id, name }: { id: string; name: string }): string {
  const key = `profile.${id}`;
  return isMessage(key) ? t(key as "profile.owner") : name;
}

import { t } from "../messages/t";
import type { LinkFound } from "../session/links";

export interface LinkFaults {
  email?: string;
  name?: string;
  password?: string;
}

/** What is missing before a one-time link can be followed, by field, in the order of the form. */
export function linkFaults(
  kind: LinkFound["kind"],
  given: { email: string; name: string; password: string },
): LinkFaults {
  return {
    ...(kind === "owner" && !given.email.includes("@") ? { email: t("signIn.emailMissing") } : {}),
    ...(kind !== "reset" && given.name === "" ? { name: t("link.nameMissing") } : {}),
    ...([...given.password].length < 10 ? { password: t("link.short") } : {}),
  };
}

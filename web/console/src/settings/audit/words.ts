import type { components } from "@frontdesk/api";
import { isAuditKey, ta } from "../../messages/auditTexts";
import { isMessage, type PlainKey, t } from "../../messages/t";
import { fullTime } from "../../ui/clockTime";

/** Who acted: a user, perhaps by an API token, or the command line. */
export function byText(user: string | undefined, token: string | null | undefined): string {
  const name = user ?? ta("audit.commandLine");
  return token ? ta("audit.byToken", { name, token }) : ta("audit.by", { name });
}

/** What was done, and to what: the order of a ring without a name is the general one's. */
export function actText(act: components["schemas"]["AuditAct"], name: string): string {
  if (act === "ring_order_changed" && name === "") return ta("audit.general_order_changed");
  return ta(`audit.${act}`, { name });
}

/** What the log calls a value that was changed, in the console's language. */
export function fieldText(field: string): string {
  return known(`audit.field.${field}`) ?? field;
}

/** Fields whose values are words of the server's own. What people have written may be the same words. */
const WORDS: ReadonlySet<string> = new Set([
  "consent required",
  "enabled",
  "include meeting booking",
  "may be greeted with",
  "order",
  "picture",
  "take live chats",
  "visitors may wait",
  "with subdomains",
]);

/** A value of the log: words of the server's own are translated, names stay. */
export function valueText(field: string, value: string | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (field === "ends") return fullTime(value);
  if (field === "permissions") return each(value, "permission");
  if (field === "profiles") return each(value, "profile");
  return (WORDS.has(field) ? known(`audit.value.${value}`) : undefined) ?? value;
}

/** The log writes out what it lists: what is built in is called by the words of its name. */
function each(list: string, what: "permission" | "profile"): string {
  const text = (words: string) =>
    known(`${what}.${words.toLowerCase().replace(" custom ", " ").replaceAll(" ", "_")}`) ?? words;
  return list.split(", ").map(text).join(", ");
}

function known(key: string): string | undefined {
  // Words of the log have nothing to fill in; its acts, which have, are no values.
  if (isAuditKey(key)) return ta(key as "audit.hint");
  return isMessage(key) ? t(key as PlainKey) : undefined;
}

import { type PlainKey, t } from "../../messages/t";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";

/** In which way what was typed is no domain: the server has refused it, and these are only the words for that. */
const FORMS: readonly (readonly [RegExp, PlainKey])[] = [
  [/^$/, "website.fault.missing"],
  [/[/\\?#@]/, "website.fault.alone"],
  [/\*/, "website.fault.wildcard"],
  [/^\d+(\.\d+){3}$|^\[.*\]$/, "website.fault.address"],
  [/:/, "website.fault.port"],
];

/** Why a domain can't be listed. */
export function domainFault(fault: unknown, typed: string): string {
  const code = fault instanceof ApiError ? fault.code : null;
  if (code === "public_suffix") return t("website.fault.suffix");
  if (code !== "invalid") return faultText(fault);
  return t(FORMS.find(([form]) => form.test(typed.trim()))?.[1] ?? "website.fault.malformed");
}

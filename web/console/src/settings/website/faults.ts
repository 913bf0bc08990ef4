import { tw } from "../../messages/websiteTexts";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";

type Form = "missing" | "alone" | "wildcard" | "address" | "port" | "malformed";

/** In which way what was typed is no domain: the server has refused it, and these are only the words for that. */
const FORMS: readonly (readonly [RegExp, Form])[] = [
  [/^$/, "missing"],
  [/[/\\?#@]/, "alone"],
  [/\*/, "wildcard"],
  [/^\d+(\.\d+){3}$|^\[.*\]$/, "address"],
  [/:/, "port"],
];

/** Why a domain can't be listed. */
export function domainFault(fault: unknown, typed: string): string {
  const code = fault instanceof ApiError ? fault.code : null;
  if (code === "public_suffix") return tw("website.fault.suffix");
  if (code !== "invalid") return faultText(fault);
  const [, form = "malformed"] = FORMS.find(([form]) => form.test(typed.trim())) ?? [];
  return tw(`website.fault.${form}`);
}

import { t } from "../../messages/t";
import { ApiError } from "../../session/session";

// The server refuses by the code `conflict`, and names what uses it in its sentence alone.
const RULE = /is used by the custom rule “(.*)”$/s;
const DIALOGUE = /is used by the published dialogue “(.*)”, card “(.*)”$/s;

/** What stands against changing or deleting an attribute or a list; null where the refusal is another one. */
export function inUseText(fault: unknown): string | null {
  if (!(fault instanceof ApiError) || fault.code !== "conflict") return null;
  const rule = RULE.exec(fault.message);
  if (rule !== null) return t("attributes.inRule", { name: rule[1] ?? "" });
  const dialogue = DIALOGUE.exec(fault.message);
  if (dialogue === null) return t("attributes.inUse");
  return t("attributes.inDialogue", { name: dialogue[1] ?? "", card: dialogue[2] ?? "" });
}

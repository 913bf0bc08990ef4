import type { Code } from "../core/wire";
import { isMessage, type MessageKey, t } from "./t";

type RefusalKey = Extract<MessageKey, `refused.${string}`>;

/** Why something was refused, for the end of a sentence. */
export function refusal(code: Code): string {
  const key = `refused.${code}`;
  return t(isMessage(key) ? (key as RefusalKey) : "refused.other");
}

import type { Own } from "../core/transcript";
import { type ChatText, chatTexts, tr } from "../texts";
import { type BadAnswer, LONGEST_ANSWER } from "../wire";

/** What the server says on its own account, in the visitor's language. `english` is what it said. */
export function ownText(own: Own, english: string): string {
  if (typeof own === "string") return tr(own);
  const key = reasonText(own);
  // A newer server may know more reasons.
  if (!Object.hasOwn(chatTexts, key)) return english;
  const { min, max } = own as { min?: string | null; max?: string | null };
  return tr(key, { limit: LONGEST_ANSWER, min: min ?? "", max: max ?? "" });
}

function reasonText(bad: BadAnswer): ChatText {
  if (bad.code !== "out_of_range") return `bad_${bad.code}`;
  if (bad.min != null && bad.max != null) return "bad_between";
  if (bad.min != null) return "bad_below";
  return bad.max != null ? "bad_above" : "bad_out_of_range";
}

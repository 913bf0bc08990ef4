import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of dialogues that are put away or deleted. */
export const { t: ts } = pageTexts({ en, sv });

/** A number of visitors or conversations, in words. */
export function counted(what: "shown" | "conversations" | "live", count: number): string {
  return ts(count === 1 ? `${what}.one` : `${what}.other`, { count });
}

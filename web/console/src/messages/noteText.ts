import type { components } from "@frontdesk/api";
import { notes as en } from "./en/notes";
import { type Language, useLanguage } from "./language";
import type { NoteTexts } from "./noteTexts";
import { notes as sv } from "./sv/notes";
import { fill } from "./t";

// Not in the catalogues, which everybody loads: only pages of dialogues say these.
const TEXTS: Readonly<Record<Language, NoteTexts>> = { en, sv };

/** What stands against publishing, or could be better. What only a newer server knows is said in its own words. */
export function noteText(note: components["schemas"]["Note"]): string {
  const texts = TEXTS[useLanguage.getState().language];
  if (!Object.hasOwn(texts, note.code)) return note.text;
  return fill(texts[note.code], "values" in note ? note.values : {});
}

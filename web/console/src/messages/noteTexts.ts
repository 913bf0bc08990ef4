import type { components } from "@frontdesk/api";
import type { Names } from "./t";

type Reason = components["schemas"]["NoteReason"];
type Code = Reason["code"];
type Valued<C extends Code> =
  Extract<Reason, { code: C }> extends { values: infer Values } ? keyof Values : never;
/** A text for all that the server knows to say. */
export type NoteTexts = Readonly<Record<Code, string>>;
type Fitting<Texts extends NoteTexts> = {
  [C in Code]: Names<Texts[C]> extends Valued<C> ? Texts[C] : never;
};

/** The texts of a language. One that is missing, or fills in what the server does not tell, does not compile. */
export function noteTexts<const Texts extends NoteTexts>(texts: Texts & Fitting<Texts>): NoteTexts {
  return texts;
}

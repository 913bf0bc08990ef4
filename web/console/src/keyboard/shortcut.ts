/** The part of a key press that decides. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing"
> & { altGraph: boolean };

export const SHORTCUTS = [
  "accept",
  "decline",
  "next",
  "previous",
  "reply",
  "transfer",
  "end",
  "help",
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

const LETTERS: Partial<Record<string, Shortcut>> = {
  a: "accept",
  d: "decline",
  j: "next",
  k: "previous",
  l: "reply",
  e: "end",
  t: "transfer",
};

/** Which shortcut a key press means, if any. */
export function shortcutOf(press: KeyPress): Shortcut | null {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altGraph) return null;
  if (!press.altKey) return press.key === "?" ? "help" : null;
  if (press.shiftKey) return null;
  const key = press.key.toLowerCase();
  // With Alt held some keyboards write another character (Option+J is ∆): then the place of the key counts.
  const letter = /^[a-z]$/.test(key) ? key : press.code.replace(/^Key/, "").toLowerCase();
  return LETTERS[letter] ?? null;
}

/** Whether keys pressed there are text: Alt with a letter writes characters on many keyboards, too. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])")
  );
}

import { tl } from "./list-texts";
import { type DialogueOutcome, isTaken, readFile, save } from "./queries";

/** The longest name of a dialogue, in characters as the server counts them. */
const NAME_CHARS = 200;
/** How many names are tried. */
const MOST = 100;

/** Makes a draft of what is drawn of a dialogue, by the first name for it that is free. */
export async function duplicate(dialogue: string, name: string): Promise<DialogueOutcome> {
  const file = await readFile(dialogue);
  for (let number = 1; ; number += 1) {
    try {
      return await save({ ...file, name: copyName(name, number) }, true);
    } catch (fault) {
      if (!isTaken(fault) || number === MOST) throw fault;
    }
  }
}

/** What a copy is called; the second and later ones have a number. A name that is too long loses its end. */
export function copyName(name: string, number: number): string {
  const called = (kept: string) => {
    const copy = tl("copyOf", { name: kept });
    return number === 1 ? copy : tl("numbered", { name: copy, number: String(number) });
  };
  const room = NAME_CHARS - [...called("")].length;
  return called([...name].slice(0, room).join(""));
}

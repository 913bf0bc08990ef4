import { t } from "../messages/t";
import { badTargets } from "./queries";

/** The lines of a text field that say something, and where they stand in it, from 1. */
export function targetLines(text: string): { line: number; target: string }[] {
  return text
    .split("\n")
    .map((target, at) => ({ line: at + 1, target: target.trim() }))
    .filter(({ target }) => target !== "");
}

/** What is wrong with the pages in a text field, each with its line; null when all are good. */
export async function targetFaults(text: string): Promise<string | null> {
  const lines = targetLines(text);
  if (lines.length === 0) return null;
  const bad = await badTargets(lines.map(({ target }) => target));
  const told = lines.flatMap(({ line }, at) => {
    const why = bad.get(at);
    return why === undefined ? [] : [t("dialogues.line", { line, why: t(`dialogues.${why}`) })];
  });
  return told.length === 0 ? null : told.join("\n");
}

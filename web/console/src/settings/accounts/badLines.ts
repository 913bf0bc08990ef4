import type { BadLine } from "./queries";
import { ta } from "./texts";

/** Why a line can't be used. */
export function reasonText({ reason, same_as }: BadLine): string {
  return reason === "twice" ? ta("line.twice", { line: same_as ?? 0 }) : ta(`line.${reason}`);
}

/** The lines that can't be used, as a file that spreadsheets read: number, reason, text. */
export function badLinesFile(lines: readonly BadLine[]): string {
  const head = [ta("column_line"), ta("column_reason"), ta("column_text")];
  const rows = lines.map((line) => [String(line.line), reasonText(line), line.text]);
  return `\u{feff}${[head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** A cell; what a spreadsheet would take for a formula gets an apostrophe. */
function cell(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

import { titleIn } from "../cardTitle";
import type { Stream } from "../core/stream";
import { td } from "../texts";

/** Members that name a card. */
const CARDS = ["next", "otherwise", "first"];

/** A value of a card in words, line by line. */
export function linesOf(value: unknown, stream: Stream): string[] {
  if (value === undefined || value === null || value === "") return [td("nothing")];
  if (typeof value === "boolean") return [td(value ? "yes" : "no")];
  if (typeof value === "string")
    return [stream.cards.some(({ id }) => id === value) ? titleIn(stream, value) : value];
  if (Array.isArray(value)) {
    return value.length === 0 ? [td("nothing")] : value.map((each) => inWords(each, stream));
  }
  return [inWords(value, stream)];
}

function inWords(value: unknown, stream: Stream): string {
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((each) => inWords(each, stream)).join(", ");
  return Object.entries(value)
    .map(([key, each]) => {
      if (CARDS.includes(key)) return `→ ${titleIn(stream, String(each))}`;
      if (key === "label" || key === "test") return inWords(each, stream);
      return `${key}: ${inWords(each, stream)}`;
    })
    .join(" ");
}

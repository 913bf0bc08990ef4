/** A stretch of text, with an address where it is a link. */
export interface Segment {
  text: string;
  href?: string;
}

const CANDIDATE = /(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
const SAFE = new Set(["http:", "https:", "mailto:"]);

/** Splits plain text at its links. Only http, https and mailto become links; all else stays text. */
export function linkify(text: string): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const found = trimmed(match[0]);
    const href = safeHref(found);
    if (href === null) continue;
    if (match.index > at) segments.push({ text: text.slice(at, match.index) });
    segments.push({ text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) segments.push({ text: text.slice(at) });
  return segments;
}

/** The address if it is one that may be a link, else null. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) && (url.hostname !== "" || url.protocol === "mailto:") ? url.href : null;
  } catch {
    return null;
  }
}

/** Without the punctuation of the sentence around it. */
function trimmed(address: string): string {
  let end = address.length;
  while (end > 0 && ".,;:!?)]}".includes(address[end - 1] ?? "")) {
    // A bracket that was opened inside of the address belongs to it.
    if (address[end - 1] === ")" && opens(address.slice(0, end)) >= 0) break;
    end -= 1;
  }
  return address.slice(0, end);
}

/** How many more brackets are opened than closed. */
function opens(text: string): number {
  let sum = 0;
  for (const char of text) sum += char === "(" ? 1 : char === ")" ? -1 : 0;
  return sum;
}

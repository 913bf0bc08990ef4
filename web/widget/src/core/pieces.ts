/** A stretch of a message: text, or an address that may be clicked. */
export type Piece = string | { href: string; text: string };

// Anything else that looks like an address (`javascript:`, `data:`) stays inert text.
const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;
const TRAILING = ".,;:!?)]}…";
// Characters that override the direction of what follows can make an address or a file name read as another one.
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/** The text without what could make it read as another one. */
export function withoutOverrides(text: string): string {
  return text.replace(OVERRIDES, "");
}

/** Plain text as pieces. Never markup: the pieces become text nodes and links. */
export function plainPieces(raw: string): Piece[] {
  const text = withoutOverrides(raw);
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = safeHref(address);
    if (!href) continue;
    if (match.index > done) pieces.push(text.slice(done, match.index));
    pieces.push({ href, text: address });
    done = match.index + address.length;
  }
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}

/** What ends a sentence does not belong to the address in it; a bracket does, when it was opened there. */
function trimmed(address: string): string {
  let end = address.length;
  let open = address.split("(").length - address.split(")").length;
  while (end > 0 && TRAILING.includes(address.charAt(end - 1))) {
    if (address.charAt(end - 1) === ")" && open++ >= 0) break;
    end--;
  }
  return address.slice(0, end);
}

/** The address if it is one that may be a link, else null. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    const web = (url.protocol === "http:" || url.protocol === "https:") && url.hostname;
    return web || (url.protocol === "mailto:" && url.pathname.includes("@")) ? url.href : null;
  } catch {
    return null;
  }
}

import { safeHref } from "../../text/linkify";

/** The address that somebody means: `example.com` is a page, `pia@example.com` a mailbox. Null for none. */
export function linkOf(typed: string): string | null {
  const address = typed.trim();
  if (address === "" || /\s/.test(address)) return null;
  if (/^(https?|mailto):/i.test(address)) return safeHref(address);
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(address)) return safeHref(`mailto:${address}`);
  // Another scheme is not one of a page; a port is.
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) || !address.includes(".")) return null;
  return safeHref(`https://${address}`);
}

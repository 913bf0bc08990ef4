import type { Store } from "../store";

/** By what the server knows this visitor again. */
export interface VisitorToken {
  get(): string | null;
  /** Keeps it for this origin, or for all pages of a domain. */
  keep(token: string, domain: string | null | undefined): void;
  forget(): void;
}

export function visitorToken(local: Store): VisitorToken {
  // Its name is documented in docs/website.md: customers name it on their privacy page.
  const read = () => document.cookie.match(/(?:^|; )frontdesk_visitor=(\w+)/)?.[1];
  const write = (domain: string, token: string, seconds: number) => {
    const secure = location.protocol === "https:" ? ";secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: its replacement is not in all browsers, nor on plain pages
    document.cookie = `frontdesk_visitor=${token};domain=${domain};path=/;max-age=${seconds};samesite=lax${secure}`;
  };
  const forget = () => {
    local.remove("token");
    // Which of the domains above this page it was for, the page need not know.
    for (let domain = location.hostname; domain; domain = domain.replace(/^[^.]*\.?/, ""))
      write(domain, "", 0);
  };
  return {
    get: () => read() ?? local.get("token"),
    keep(token, domain) {
      // For 400 days: as long as browsers allow.
      if (domain) write(domain, token, 400 * 86_400);
      else if (read()) forget();
      // Where cookies are blocked, the visitor is at least known to this origin.
      if (read() === token) local.remove("token");
      else local.set("token", token);
    },
    forget,
  };
}

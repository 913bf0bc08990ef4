/** What the browser's tab says: `(3) Inbox`. */
export function pageTitle(page: string, unread: number): string {
  return unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${page}` : page;
}

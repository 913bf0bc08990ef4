import type { Desk } from "./Desk";
import type { ChatRow } from "./wire";

/**
 * A row's unread messages as this agent sees them now: what is read here falls at once, without waiting for the
 * server to count again.
 */
export function unreadOf(row: ChatRow, readTo: number, inView: boolean): number {
  return inView || row.last <= readTo ? 0 : row.unread;
}

export function unreadTotal(
  desk: Desk,
  readTo: Readonly<Record<string, number>>,
  inView: string | null,
): number {
  return Object.values(desk.chats).reduce(
    (sum, row) => sum + unreadOf(row, readTo[row.conversation] ?? 0, row.conversation === inView),
    0,
  );
}

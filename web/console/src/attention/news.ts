import type { DeskState } from "../core/DeskState";
import { inView } from "../core/DeskState";
import type { ChatRow, OfferRow, VisitorCard } from "../core/wire";

/** What one change of the desk brought that an agent should hear of. */
export interface News {
  offers: OfferRow[];
  /** Chats with new words of the visitor, other than the one that is being looked at. */
  messages: ChatRow[];
  /** Visitors who have now waited too long for an answer: the agent's own, or those of others whom one supervises (`ROUTE-14`). */
  unanswered: { conversation: string; visitor: VisitorCard }[];
}

/** Compares two states of the desk. The first full desk brings offers, but no old messages as news. */
export function newsBetween(before: DeskState, after: DeskState): News {
  if (before.desk === after.desk) return { offers: [], messages: [], unanswered: [] };
  const offers = Object.values(after.desk.offers).filter(
    (row) => before.desk.offers[row.conversation]?.offer !== row.offer,
  );
  const watched = inView(after);
  const messages = Object.values(after.desk.chats).filter((row) => {
    const known = before.desk.chats[row.conversation];
    return known !== undefined && row.unread > known.unread && row.conversation !== watched;
  });
  const own = Object.values(after.desk.chats).filter(
    (row) => row.alerted && before.desk.chats[row.conversation]?.alerted !== true,
  );
  const others = Object.values(after.desk.alerts).filter((row) => !(row.conversation in before.desk.alerts));
  return { offers, messages, unanswered: [...own, ...others] };
}

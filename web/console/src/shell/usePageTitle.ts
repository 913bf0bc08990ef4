import { useMatches } from "@tanstack/react-router";
import { useEffect } from "react";
import { inView } from "../core/DeskState";
import { pageTitle } from "../core/pageTitle";
import { unreadTotal } from "../core/unread";
import { useDesk } from "../desk/DeskContext";
import { t } from "../messages/t";

/** Tells the browser's tab which page this is, and how many messages wait. */
export function usePageTitle(): void {
  const unread = useDesk((state) => unreadTotal(state.desk, state.readTo, inView(state)));
  const title = useMatches({
    select: (matches) => matches.findLast((match) => match.staticData.title !== undefined)?.staticData.title,
  });
  useEffect(() => {
    document.title = pageTitle(t(title ?? "app.name"), unread);
    // Only installed pages have a badge.
    if ("setAppBadge" in navigator) void navigator.setAppBadge(unread).catch(() => {});
  }, [title, unread]);
}

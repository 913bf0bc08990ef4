import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { inView } from "../core/DeskState";
import { pageTitle } from "../core/pageTitle";
import { unreadTotal } from "../core/unread";
import type { Me } from "../core/wire";
import { useDesk } from "../desk/DeskContext";
import { t } from "../messages/t";
import { Icon } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import { AvailabilityToggle } from "./AvailabilityToggle";
import classes from "./NavRail.module.css";
import { UserMenuButton } from "./UserMenuButton";

// Menus position themselves with a library of 25 kB: the shell shows without waiting for it.
const UserMenu = lazy(() => import("./UserMenu").then((module) => ({ default: module.UserMenu })));

/** Where one can go, whether one takes chats, and who one is. A column at the side; on phones, a row on top. */
export function NavRail({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const unread = useDesk((state) => unreadTotal(state.desk, state.readTo, inView(state)));
  const count = unread > 99 ? "99+" : unread;

  useEffect(() => {
    document.title = pageTitle(t("inbox.title"), unread);
    // Only installed pages have a badge.
    if ("setAppBadge" in navigator) void navigator.setAppBadge(unread).catch(() => {});
  }, [unread]);

  return (
    <nav aria-label={t("app.main")} className={classes.rail}>
      <span className={classes.logo}>
        <Logo size={32} />
      </span>
      <Link to="/inbox" className={classes.link} activeProps={{ "aria-current": "page" }}>
        <Icon name="inbox" size={22} />
        <span>{t("nav.inbox")}</span>
        {unread > 0 ? (
          <span className={classes.count}>
            {count}
            <span className="fd-unseen"> {t("nav.unread")}</span>
          </span>
        ) : null}
      </Link>
      <span className={classes.space} />
      {me.takes_chats ? <AvailabilityToggle /> : null}
      <Suspense fallback={<UserMenuButton me={me} />}>
        <UserMenu me={me} onHelp={onHelp} />
      </Suspense>
    </nav>
  );
}

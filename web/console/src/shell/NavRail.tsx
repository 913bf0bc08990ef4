import { Link } from "@tanstack/react-router";
import { inView } from "../core/DeskState";
import { unreadTotal } from "../core/unread";
import { useDesk } from "../desk/DeskContext";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Icon } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import classes from "./NavRail.module.css";
import { open, SECTIONS } from "./sections";

/** Where one can go. A column at the side; on phones, a row at the foot. */
export function NavRail() {
  const unread = useDesk((state) => unreadTotal(state.desk, state.readTo, inView(state)));
  const may = useMay();
  return (
    <nav aria-label={t("app.main")} className={classes.rail}>
      <span className={classes.logo}>
        <Logo size={32} />
      </span>
      {open(SECTIONS, may).map(({ to, label, icon }) => (
        <Link key={to} to={to} className={classes.link} activeProps={{ "aria-current": "page" }}>
          <Icon name={icon} size={22} />
          <span>{t(label)}</span>
          {to === "/inbox" && unread > 0 ? (
            <span className={classes.count}>
              {unread > 99 ? "99+" : unread}
              <span className="fd-unseen"> {t("nav.unread")}</span>
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}

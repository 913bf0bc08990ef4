import { Link, Outlet } from "@tanstack/react-router";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { open, SETTINGS } from "../shell/sections";
import { Icon } from "../ui/Icon";
import classes from "./SettingsPage.module.css";

/** The list of the settings' pages, and the one that the address names. */
export function SettingsPage() {
  const may = useMay();
  return (
    <div className={classes.settings}>
      <nav aria-label={t("nav.settingsList")} className={classes.list}>
        {open(SETTINGS, may).map(({ to, label, icon }) => (
          <Link key={to} to={to} className={classes.link} activeProps={{ "aria-current": "page" }}>
            <Icon name={icon} />
            {t(label)}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}

import { Link, Outlet } from "@tanstack/react-router";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { open, ROUTING, SETTINGS, type Section } from "../shell/sections";
import { Icon } from "../ui/Icon";
import classes from "./SettingsPage.module.css";

/** The list of the settings' pages, and the one that the address names. */
export function SettingsPage() {
  const may = useMay();
  const routing = open(ROUTING, may);
  return (
    <div className={classes.settings}>
      <nav aria-label={t("nav.settingsList")} className={classes.list}>
        <Links to={open(SETTINGS, may)} />
        {routing.length === 0 ? null : (
          <>
            <h2 className={classes.group}>{t("nav.routing")}</h2>
            <Links to={routing} />
          </>
        )}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}

function Links({ to: places }: { to: readonly Section[] }) {
  return places.map(({ to, label, icon }) => (
    <Link key={to} to={to} className={classes.link} activeProps={{ "aria-current": "page" }}>
      <Icon name={icon} />
      {t(label)}
    </Link>
  ));
}

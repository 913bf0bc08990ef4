import { lazy, Suspense, useState } from "react";
import type { Me } from "../core/wire";
import { t } from "../messages/t";
import { Logo } from "../ui/Logo";
import { AvailabilityToggle } from "./AvailabilityToggle";
import classes from "./PersonBar.module.css";
import { UserMenuButton } from "./UserMenuButton";

// Menus position themselves with a library of 25 kB: the shell shows without waiting for it.
const UserMenu = lazy(() => import("./UserMenu").then((module) => ({ default: module.UserMenu })));

/** Whether one takes chats, and who one is. Under the navigation; on phones, a row on top. */
export function PersonBar({ me, onHelp }: { me: Me; onHelp: () => void }) {
  // Pressed while the menu's code is on the way, it opens when it is there.
  const [pressed, setPressed] = useState(false);
  return (
    <section aria-label={t("app.person")} className={classes.bar}>
      <span className={classes.brand}>
        <Logo size={28} />
        <span>{t("app.name")}</span>
      </span>
      {me.takes_chats ? <AvailabilityToggle /> : null}
      <Suspense fallback={<UserMenuButton me={me} onClick={() => setPressed(true)} />}>
        <UserMenu me={me} onHelp={onHelp} opened={pressed} />
      </Suspense>
    </section>
  );
}

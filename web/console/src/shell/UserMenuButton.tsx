import type { ComponentProps } from "react";
import type { Me } from "../core/wire";
import { t } from "../messages/t";
import { PersonMark } from "../ui/PersonMark";
import classes from "./UserMenu.module.css";

/** What opens the user menu; stands alone while the menu's code is on the way. */
export function UserMenuButton({ me, className = "", ...rest }: { me: Me } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      className={`${classes.target} ${className}`}
      aria-label={t("user.menu", { name: me.name })}
      {...rest}
    >
      <PersonMark name={me.name} seed={me.id} picture={me.avatar} size={36} />
    </button>
  );
}

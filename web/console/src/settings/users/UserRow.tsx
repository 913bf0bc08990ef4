import { Button } from "@mantine/core";
import { t } from "../../messages/t";
import { PersonMark } from "../../ui/PersonMark";
import { profileName } from "../profiles/profileName";
import type { User } from "./queries";
import classes from "./UserRow.module.css";

/** A user in the list. */
export function UserRow({ user, onEdit }: { user: User; onEdit: () => void }) {
  const { id, name, avatar, email, state, profiles } = user;
  const names = profiles.map(profileName).join(", ");
  return (
    <div className={classes.row}>
      <PersonMark name={name} seed={id} picture={avatar} />
      <div className={classes.who}>
        <strong dir="auto">{name}</strong>
        <span>{email}</span>
      </div>
      <div className={classes.may}>
        <span>{names === "" ? t("users.noProfile") : names}</span>
        {user.takes_chats ? <span>{t("users.takes")}</span> : null}
      </div>
      <span className={classes.state} data-state={state}>
        {t(`users.${state}`)}
      </span>
      <Button variant="default" aria-label={t("users.edit", { name })} onClick={onEdit}>
        {t("users.editShort")}
      </Button>
    </div>
  );
}

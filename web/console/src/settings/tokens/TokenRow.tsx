import { Button } from "@mantine/core";
import { t } from "../../messages/t";
import { fullTime } from "../../ui/clockTime";
import type { ApiToken } from "./queries";
import classes from "./TokenRow.module.css";

/** A token in the list. */
export function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { name, hint, by, permissions, created, expires, expired, used } = token;
  const names = permissions.map((permission) => t(`permission.${permission}`)).join(", ");
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <strong dir="auto">{name}</strong>
        <code>{hint}…</code>
        <span>{t("tokens.by", { name: by.name, when: fullTime(created) })}</span>
      </div>
      <div className={classes.may}>{names}</div>
      <div className={classes.times}>
        <span data-expired={expired}>
          {t(expired ? "tokens.expired" : "tokens.expires", { when: fullTime(expires) })}
        </span>
        <span>{used == null ? t("tokens.unused") : t("tokens.used", { when: fullTime(used) })}</span>
      </div>
      <Button variant="default" aria-label={t("tokens.revokeOne", { name })} onClick={onRevoke}>
        {t("tokens.revoke")}
      </Button>
    </div>
  );
}

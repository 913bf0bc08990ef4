import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Permission } from "../core/wire";
import { t } from "../messages/t";
import { sessionQuery } from "../session/session";
import { Page } from "../ui/Page";

/** A page for those with a permission; others are told which one they lack. */
export function Needs({ permission, children }: { permission: Permission; children: ReactNode }) {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  if (me?.permissions.includes(permission)) return children;
  const hint = t("needs.hint", { permission: t(`permission.${permission}`) });
  return (
    <Page title={t("needs.title")} hint={hint}>
      {null}
    </Page>
  );
}

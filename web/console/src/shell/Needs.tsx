import type { ReactNode } from "react";
import type { Permission } from "../core/wire";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Page } from "../ui/Page";

/** A page for those with a permission; others are told which one they lack (`PERM-1`). */
export function Needs({ permission, children }: { permission: Permission; children: ReactNode }) {
  const may = useMay();
  if (may(permission)) return children;
  const hint = t("needs.hint", { permission: t(`permission.${permission}`) });
  return (
    <Page title={t("needs.title")} hint={hint}>
      {null}
    </Page>
  );
}

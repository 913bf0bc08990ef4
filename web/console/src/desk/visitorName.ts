import type { VisitorCard } from "../core/wire";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";

/** What to call a visitor: name, else e-mail, else "Visitor". */
export function visitorName(card: VisitorCard | undefined): string {
  return neutralise(card?.name ?? card?.email ?? t("visitor.unknown"));
}

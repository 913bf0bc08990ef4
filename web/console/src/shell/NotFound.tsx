import { Link } from "@tanstack/react-router";
import { t } from "../messages/t";
import { FullPage } from "../ui/FullPage";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <FullPage title={t("app.notFound")} hint={t("app.notFoundHint")}>
      <Link to="/">{t("app.toStart")}</Link>
    </FullPage>
  );
}

import { Loader } from "@mantine/core";
import { t } from "../messages/t";

/** While a page's code or its first data is on the way. */
export function Loading() {
  return (
    <div
      role="status"
      aria-label={t("app.loading")}
      style={{ display: "grid", placeItems: "center", height: "100%" }}
    >
      <Loader size="sm" />
    </div>
  );
}

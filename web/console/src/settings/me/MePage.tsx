import { t } from "../../messages/t";
import { Page } from "../../ui/Page";
import { AttentionPart } from "./AttentionPart";
import { LookPart } from "./LookPart";

/** One's own profile. */
export function MePage() {
  return (
    <Page title={t("me.title")}>
      <LookPart />
      <AttentionPart />
    </Page>
  );
}

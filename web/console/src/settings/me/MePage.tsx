import { t } from "../../messages/t";
import { Page } from "../../ui/Page";
import { AttentionPart } from "./AttentionPart";
import { LookPart } from "./LookPart";
import { MailPart } from "./MailPart";
import { NamePart } from "./NamePart";
import { PasswordPart } from "./PasswordPart";
import { PicturePart } from "./PicturePart";
import { SessionsPart } from "./SessionsPart";

/** One's own profile. */
export function MePage() {
  return (
    <Page title={t("me.title")}>
      <NamePart />
      <PicturePart />
      <LookPart />
      <AttentionPart />
      <MailPart />
      <PasswordPart />
      <SessionsPart />
    </Page>
  );
}

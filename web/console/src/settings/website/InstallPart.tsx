import { Button, Textarea } from "@mantine/core";
import { t } from "../../messages/t";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import classes from "./Website.module.css";

/** What the site's pages need. */
export function InstallPart({ server }: { server: string }) {
  const snippet = `<script async src="${server}/widget/frontdesk.js"></script>`;
  const policy = [
    `script-src ${server};`,
    `connect-src ${server} ${server.replace(/^http/, "ws")};`,
    `img-src ${server} data:;`,
    `media-src ${server};`,
  ].join("\n");
  return (
    <Part title={t("website.install")} hint={t("website.installHint")}>
      <Code text={snippet} label={t("website.snippet")} copy={t("website.copySnippet")} />
      <p className={classes.hint}>{t("website.policyHint")}</p>
      <Code text={policy} label={t("website.policy")} copy={t("website.copyPolicy")} />
    </Part>
  );
}

function Code({ text, label, copy }: { text: string; label: string; copy: string }) {
  const copied = async () => {
    try {
      // Absent where the console is not served by HTTPS.
      await navigator.clipboard.writeText(text);
      toast(t("website.copied"));
    } catch {
      toast(t("website.copyFailed"));
    }
  };
  return (
    <div className={classes.code}>
      <Textarea
        label={label}
        value={text}
        readOnly
        autosize
        dir="ltr"
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" leftSection={<Icon name="copy" size={16} />} onClick={() => void copied()}>
        {copy}
      </Button>
    </div>
  );
}

import { Button, Textarea } from "@mantine/core";
import { tw } from "../../messages/websiteTexts";
import { copied } from "../../ui/copied";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
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
    <Part title={tw("website.install")} hint={tw("website.installHint")}>
      <Code text={snippet} label={tw("website.snippet")} copy={tw("website.copySnippet")} />
      <p className={classes.hint}>{tw("website.policyHint")}</p>
      <Code text={policy} label={tw("website.policy")} copy={tw("website.copyPolicy")} />
    </Part>
  );
}

function Code({ text, label, copy }: { text: string; label: string; copy: string }) {
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
      <Button
        variant="default"
        leftSection={<Icon name="copy" size={16} />}
        onClick={() => void copied(text, tw("website.copied"), tw("website.copyFailed"))}
      >
        {copy}
      </Button>
    </div>
  );
}

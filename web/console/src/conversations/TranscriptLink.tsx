import { ActionIcon } from "@mantine/core";
import { t } from "../messages/t";
import { Icon } from "../ui/Icon";
import { transcriptAddress } from "./queries";

/** Downloads what was said in a conversation (`INBOX-5`). */
export function TranscriptLink({ conversation }: { conversation: string }) {
  return (
    <ActionIcon
      component="a"
      href={transcriptAddress(conversation)}
      download
      variant="default"
      size={36}
      aria-label={t("conversations.transcript")}
      title={t("conversations.transcript")}
    >
      <Icon name="down" />
    </ActionIcon>
  );
}

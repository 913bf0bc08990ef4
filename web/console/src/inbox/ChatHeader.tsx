import { ActionIcon, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { TranscriptLink } from "../conversations/TranscriptLink";
import type { ChatRow, VisitorCard } from "../core/wire";
import { useDesk } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { duration } from "../ui/duration";
import { Icon } from "../ui/Icon";
import { PersonMark } from "../ui/PersonMark";
import { useNow } from "../ui/useNow";
import classes from "./ChatHeader.module.css";

interface ChatHeaderProps {
  conversation: string;
  card: VisitorCard | undefined;
  row: ChatRow | undefined;
  ending: boolean;
  /** Whether the live chat has ended: then its words can be saved (`INBOX-5`). */
  over: boolean;
  onEnd: (() => void) | null;
  onTransfer: (() => void) | null;
  onTakeBack: (() => void) | null;
  onDetails: (() => void) | null;
}

/** Who the chat is with, how it stands, and what can be done with the whole of it. */
export function ChatHeader(props: ChatHeaderProps) {
  const { conversation, card, row, ending, over, onEnd, onTransfer, onTakeBack, onDetails } = props;
  const name = visitorName(card);
  return (
    <header className={classes.header}>
      <Back />
      <PersonMark name={card?.name ?? card?.email ?? null} seed={conversation} size={36} />
      <div className={classes.who}>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {row ? <Standing row={row} /> : card?.name && card.email ? <p>{neutralise(card.email)}</p> : null}
      </div>
      {over ? <TranscriptLink conversation={conversation} /> : null}
      {onDetails ? (
        <ActionIcon variant="default" size={36} aria-label={t("visitor.details")} onClick={onDetails}>
          <Icon name="panel" />
        </ActionIcon>
      ) : null}
      {onTakeBack ? (
        <Button variant="default" onClick={onTakeBack} className={classes.end}>
          {t("chat.takeBack")}
        </Button>
      ) : null}
      {onTransfer ? (
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t("chat.transfer")}
          title={t("chat.transfer")}
          aria-keyshortcuts="Alt+T"
          onClick={onTransfer}
        >
          <Icon name="swap" />
        </ActionIcon>
      ) : null}
      {onEnd || ending ? (
        <Button
          variant="default"
          disabled={onEnd === null}
          onClick={() => onEnd?.()}
          aria-label={ending ? undefined : t("chat.end")}
          aria-keyshortcuts="Alt+E"
          className={classes.end}
        >
          {ending ? (
            t("chat.ending")
          ) : (
            <>
              <span className={classes.long}>{t("chat.end")}</span>
              <span className={classes.short} aria-hidden="true">
                {t("chat.endShort")}
              </span>
            </>
          )}
        </Button>
      ) : null}
    </header>
  );
}

/** The way back to the list, where only one pane fits. */
function Back() {
  return (
    <Link to="/inbox" className={classes.back} aria-label={t("inbox.back")}>
      <Icon name="back" size={20} />
    </Link>
  );
}
ChatHeader.Back = Back;

function Standing({ row }: { row: ChatRow }) {
  const now = useNow() + useDesk((state) => state.clockOffset);
  if (row.ends) {
    const left = Date.parse(row.ends) - now;
    return <p data-tone="warn">{left > 0 ? t("row.ends", { time: duration(left) }) : t("row.ending")}</p>;
  }
  if (row.handing_over) return <p data-tone="warn">{t("row.handing_over")}</p>;
  if (row.rerouting) return <p data-tone="warn">{t("row.rerouting")}</p>;
  if (row.waiting_since) {
    const time = duration(now - Date.parse(row.waiting_since));
    return (
      <p data-tone={row.alerted ? "danger" : undefined}>
        {t(row.alerted ? "row.alerted" : "row.waiting", { time })}
      </p>
    );
  }
  return row.visitor.name && row.visitor.email ? <p>{neutralise(row.visitor.email)}</p> : null;
}

import { memo } from "react";
import { useDeskSession } from "../desk/DeskContext";
import { refusal } from "../messages/refusal";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { PlainText } from "../text/PlainText";
import { RichText } from "../text/RichText";
import { clockTime, fullTime } from "../ui/clockTime";
import { Icon, type IconName } from "../ui/Icon";
import { toast } from "../ui/toasts";
import type { Bubble, Status } from "./conversationItems";
import classes from "./MessageBubble.module.css";

const MARKS: Record<Exclude<Status, "refused">, IconName> = {
  sending: "clock",
  sent: "check",
  delivered: "checks",
  read: "checks",
};

/** Something that was said or answered. */
export const MessageBubble = memo(function MessageBubble({ bubble, name }: { bubble: Bubble; name: string }) {
  const { speaker, text, rich, note, choices, chosen, status, at, first, last } = bubble;
  const who = speakerName(bubble, name);
  return (
    <li
      className={classes.row}
      data-speaker={speaker}
      data-first={first || undefined}
      data-last={last || undefined}
    >
      <span className={first && speaker !== "mine" ? classes.who : "fd-unseen"}>
        {speaker === "bot" ? <Icon name="bot" size={14} /> : null}
        <bdi>{who}</bdi>
      </span>
      <div
        className={classes.bubble}
        dir="auto"
        data-note={note ?? undefined}
        data-status={status ?? undefined}
      >
        {rich === null ? <PlainText text={text} /> : <RichText blocks={rich} />}
      </div>
      {choices.length > 0 ? (
        <ul className={classes.choices} aria-label={t("chat.choices")}>
          {choices.map((label, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a question never change
            <li key={place} data-chosen={label === chosen || undefined}>
              {label === chosen ? <Icon name="check" size={13} /> : null}
              <span>{neutralise(label)}</span>
              {label === chosen ? <span className="fd-unseen"> ({t("chat.chosen")})</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {last || status === "sending" || note === "misanswer" ? (
        <span className={classes.meta}>
          {note === "misanswer" ? <span>{t("chat.misanswer")}</span> : null}
          <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
            {clockTime(at)}
          </time>
          {status !== null && status !== "refused" && speaker === "mine" ? (
            <span className={classes.status} data-status={status}>
              <Icon name={MARKS[status]} size={14} />
              {t(`status.${status}`)}
            </span>
          ) : null}
        </span>
      ) : null}
      {status === "refused" ? <Refused bubble={bubble} /> : null}
    </li>
  );
});

/** A message that the server will not take: it stays, with what can be done about it. */
function Refused({ bubble: { pending, text } }: { bubble: Bubble }) {
  const { outbox } = useDeskSession();
  if (!pending?.code) return null;
  const { clientId, code } = pending;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(t("status.copied"));
    } catch {
      // No clipboard on plain http: the text can still be selected by hand.
    }
  };
  return (
    <span className={classes.refused} role="alert">
      <span>
        <Icon name="alert" size={14} />
        {t("status.refused", { reason: refusal(code) })}
      </span>
      <button type="button" onClick={() => outbox.retry(clientId)}>
        {t("status.retry")}
      </button>
      <button type="button" onClick={() => void copy()}>
        {t("status.copy")}
      </button>
      <button type="button" onClick={() => outbox.discard(clientId)}>
        {t("status.discard")}
      </button>
    </span>
  );
}

function speakerName({ speaker, agent }: Bubble, visitor: string): string {
  switch (speaker) {
    case "visitor":
      return visitor;
    case "bot":
      return t("chat.bot");
    case "mine":
      return t("chat.you");
    case "colleague":
      return neutralise(agent ?? "");
  }
}

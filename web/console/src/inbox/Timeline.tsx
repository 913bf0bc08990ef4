import { lazy, Suspense, useMemo, useState } from "react";
import type { ConversationLog } from "../core/ConversationLog";
import type { OutboxItem } from "../core/Outbox";
import { useDesk } from "../desk/DeskContext";
import { t, tn } from "../messages/t";
import { clockTime, dayName, fullTime } from "../ui/clockTime";
import { Icon } from "../ui/Icon";
import { conversationItems, type Why } from "./conversationItems";
import { MessageBubble } from "./MessageBubble";
import classes from "./Timeline.module.css";
import { useStickToEnd } from "./useStickToEnd";

const WhyDialog = lazy(() => import("../trace/WhyDialog"));

interface TimelineProps {
  conversation: string;
  log: ConversationLog;
  outbox: readonly OutboxItem[];
  name: string;
}

/** The whole conversation, from the first automated card on (`INBOX-3`). */
export function Timeline({ conversation, log, outbox, name }: TimelineProps) {
  const marks = useDesk((state) => state.marks[conversation]);
  const typing = useDesk((state) => state.typing.has(conversation));
  const items = useMemo(() => conversationItems(log, marks, outbox, name), [log, marks, outbox, name]);
  const bubbles = items.filter((item) => item.type === "bubble");
  const own = bubbles.filter((item) => item.speaker === "mine").length;
  const { box, below, away, onScroll, toEnd } = useStickToEnd(bubbles.length, own);
  const [asked, setAsked] = useState<Why | null>(null);
  const now = Date.now();
  const readOn = () => {
    toEnd();
    // The button goes; the focus must not go with it.
    box.current?.focus({ preventScroll: true });
  };

  return (
    <div className={classes.frame}>
      <div
        ref={box}
        role="log"
        aria-label={t("chat.with", { name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={classes.log}
        onScroll={onScroll}
      >
        <ol className={classes.items} aria-busy={!log.loaded}>
          {items.map((item) => {
            if (item.type === "bubble") return <MessageBubble key={item.key} bubble={item} name={name} />;
            if (item.type === "day") {
              return (
                <li key={item.key} className={classes.day}>
                  <span>{dayName(item.at, now)}</span>
                </li>
              );
            }
            return (
              <li key={item.key} className={classes.line} data-tone={item.tone}>
                <bdi>{item.text}</bdi>
                {item.why === null ? null : <WhyButton why={item.why} onAsk={setAsked} />}
                <time dateTime={new Date(item.at).toISOString()} title={fullTime(item.at)}>
                  {clockTime(item.at)}
                </time>
              </li>
            );
          })}
        </ol>
      </div>
      <div role="status" className={classes.typing}>
        {typing ? (
          <span>
            <i aria-hidden="true" />
            <i aria-hidden="true" />
            <i aria-hidden="true" />
            {t("chat.typing", { name })}
          </span>
        ) : null}
      </div>
      {asked === null ? null : (
        <Suspense>
          <WhyDialog conversation={conversation} why={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      {away ? (
        <button type="button" className={classes.jump} onClick={readOn} data-new={below > 0 || undefined}>
          <Icon name="down" size={16} />
          {below > 0 ? tn("chat.new", below) : t("chat.toEnd")}
        </button>
      ) : null}
    </div>
  );
}

/** Asks why somebody was offered the chat, or nobody (`ROUTE-11`). */
function WhyButton({ why, onAsk }: { why: Why; onAsk: (why: Why) => void }) {
  return (
    <button type="button" className={classes.why} aria-haspopup="dialog" onClick={() => onAsk(why)}>
      {why.agent === null ? t("log.whyNobody") : t("log.why", { agent: why.agent })}
    </button>
  );
}

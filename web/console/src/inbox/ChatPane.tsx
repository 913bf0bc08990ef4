import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { isOver } from "../core/ConversationLog";
import { logOf } from "../core/DeskState";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { useShortcuts } from "../keyboard/useShortcuts";
import { refusal } from "../messages/refusal";
import { t } from "../messages/t";
import { toast } from "../ui/toasts";
import { ChatHeader } from "./ChatHeader";
import classes from "./ChatPane.module.css";
import { Composer } from "./Composer";
import { EndDialog } from "./EndDialog";
import { Timeline } from "./Timeline";
import { VisitorPanel } from "./VisitorPanel";

const TransferDialog = lazy(() =>
  import("./transfer/TransferDialog").then((module) => ({ default: module.TransferDialog })),
);

/** One conversation: its header, the whole log, the reply field, and who it is with. */
export function ChatPane({ conversation }: { conversation: string }) {
  const session = useDeskSession();
  const row = useDesk((state) => state.desk.chats[conversation]);
  const card = useDesk((state) => state.desk.cards[conversation]);
  const log = useDesk((state) => logOf(state, conversation));
  const loaded = useDesk((state) => state.desk.loaded);
  const missing = useDesk((state) => state.missing.has(conversation));
  const outbox = useDesk((state) => state.outbox);
  const wide = useMediaQuery("(min-width: 1180px)", undefined, { getInitialValueInEffect: false });
  const [details, setDetails] = useState(false);
  const [asking, setAsking] = useState(false);
  const [handing, setHanding] = useState(false);
  const gone = useGone(row !== undefined);
  const name = visitorName(card);
  const pending = useMemo(
    () => outbox.filter((item) => item.conversation === conversation),
    [outbox, conversation],
  );
  const ending = pending.some((item) => item.kind === "end");
  const canEnd = row !== undefined && !ending;
  const canHand = canEnd && !row.handing_over;
  const over = isOver(log);
  const takeBack = async () => {
    const result = await session.takeBack(conversation);
    // Nothing to take back: somebody has accepted or declined meanwhile, and the log says so.
    if (result.ok) toast(t("chat.takenBack"));
    else if (result.code !== "nothing_to_cancel") {
      toast(t("chat.takeBackFailed", { message: refusal(result.code) }));
    }
  };
  let closed: string | null = null;
  if (over) closed = t("chat.over");
  else if (loaded && row === undefined && gone) closed = t("chat.notYours");
  else if (ending) closed = t("chat.ending");

  useShortcuts({
    end: () => {
      if (canEnd) setAsking(true);
    },
    transfer: () => {
      if (canHand) setHanding(true);
    },
    reply: () => document.querySelector<HTMLElement>("textarea[data-reply]")?.focus(),
  });

  if (missing && !log.loaded && row === undefined) return <Missing />;
  return (
    <div className={classes.pane}>
      <section className={classes.chat} aria-label={t("chat.with", { name })}>
        <ChatHeader
          conversation={conversation}
          card={card}
          row={row}
          ending={ending}
          over={over}
          onEnd={canEnd ? () => setAsking(true) : null}
          onTransfer={canHand ? () => setHanding(true) : null}
          onTakeBack={row?.handing_over ? () => void takeBack() : null}
          onDetails={wide ? null : () => setDetails(true)}
        />
        <Timeline conversation={conversation} log={log} outbox={pending} name={name} />
        <Composer conversation={conversation} name={name} closed={closed} />
      </section>
      {wide ? (
        <aside className={classes.details} aria-label={t("visitor.details")}>
          <VisitorPanel conversation={conversation} card={card} />
        </aside>
      ) : (
        <Drawer
          opened={details}
          onClose={() => setDetails(false)}
          position="right"
          size={340}
          lockScroll={false}
          title={t("visitor.details")}
          closeButtonProps={{ "aria-label": t("visitor.closeDetails") }}
        >
          <VisitorPanel conversation={conversation} card={card} />
        </Drawer>
      )}
      {handing && canHand ? (
        <Suspense>
          <TransferDialog conversation={conversation} name={name} onClose={() => setHanding(false)} />
        </Suspense>
      ) : null}
      {asking ? (
        <EndDialog
          name={name}
          onClose={() => setAsking(false)}
          onEnd={() => {
            setAsking(false);
            session.end(conversation);
          }}
        />
      ) : null}
    </div>
  );
}

/** How long a chat that was just accepted may take to come to the desk. */
const PATIENCE_MS = 2000;

/** Whether the chat was held here and is no more, or never came. */
function useGone(held: boolean): boolean {
  const [late, setLate] = useState(false);
  const was = useRef(false);
  useEffect(() => {
    if (held) {
      was.current = true;
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), was.current ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [held]);
  return late;
}

function Missing() {
  return (
    <div className={classes.missing}>
      <h2>{t("inbox.missing")}</h2>
      <p>{t("inbox.missingHint")}</p>
      <ChatHeader.Back />
    </div>
  );
}

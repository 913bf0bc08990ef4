import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tr } from "../texts";
import type { ChatModel } from "./chatModel";
import type { Row } from "./logRows";
import { Message } from "./Message";
import { timeText } from "./timeText";

/** Drawn history settles before the log starts to speak. */
const SETTLE = 300;

/** The conversation so far. Screen readers hear what is new in it once, and never the history. */
export function Log({ model, rows }: { model: ChatModel; rows: Row[] }) {
  const live = useSignal(false);
  const loaded = model.snapshot.value?.loaded || model.fresh;
  useEffect(() => {
    if (!loaded) {
      live.value = false;
      return;
    }
    const timer = setTimeout(() => {
      live.value = true;
    }, SETTLE);
    return () => clearTimeout(timer);
  }, [loaded, live]);
  return (
    <div
      class="fdc-log"
      role="log"
      aria-label={tr("log")}
      aria-live={live.value ? "polite" : "off"}
      aria-relevant="additions"
    >
      {rows.map((row) => (
        <LogRow key={row.key} row={row} model={model} />
      ))}
    </div>
  );
}

function LogRow({ row, model }: { row: Row; model: ChatModel }) {
  switch (row.kind) {
    case "time":
      return (
        <p class="fdc-time">
          <time dateTime={row.at}>{timeText(row.at)}</time>
        </p>
      );
    case "line":
      return (
        <p class="fdc-line" dir="auto">
          {row.text}
        </p>
      );
    case "message":
      return <Message row={row} model={model} />;
  }
}

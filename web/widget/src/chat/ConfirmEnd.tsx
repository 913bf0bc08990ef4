import { useLayoutEffect, useRef } from "preact/hooks";
import { tr } from "../texts";
import type { ChatModel } from "./chatModel";
import { cycleTab } from "./focus";

/** Asks before the chat is ended, over the conversation. */
export function ConfirmEnd({ model }: { model: ChatModel }) {
  const box = useRef<HTMLDivElement>(null);
  const stay = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => stay.current?.focus(), []);
  const done = (end: boolean) => {
    model.confirming.value = false;
    if (end) model.conversation?.do("end");
    model.focusWish.value++;
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Tab" && box.current) {
      event.stopPropagation();
      cycleTab(box.current, event);
    }
  };
  return (
    <div class="fdc-veil">
      <div
        ref={box}
        class="fdc-confirm"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="fdc-end"
        aria-describedby="fdc-end-text"
        onKeyDown={keys}
      >
        <h3 id="fdc-end">{tr("end_title")}</h3>
        <p id="fdc-end-text">{tr("end_text")}</p>
        <button type="button" class="fdc-button fdc-button-danger" onClick={() => done(true)}>
          {tr("end_yes")}
        </button>
        <button ref={stay} type="button" class="fdc-button fdc-button-quiet" onClick={() => done(false)}>
          {tr("end_no")}
        </button>
      </div>
    </div>
  );
}

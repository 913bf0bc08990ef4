import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tr } from "../texts";
import { Composer } from "./Composer";
import type { ChatModel } from "./chatModel";

/** The longest delay a timer takes. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What the visitor can do now: write, talk again, or nothing, and then why. */
export function Footer({ model }: { model: ChatModel }) {
  const snapshot = model.snapshot.value;
  const state = snapshot?.transcript;
  const late = useSignal(false);
  const until = state?.againUntil;
  useEffect(() => {
    const left = until && model.conversation ? Date.parse(until) - model.conversation.clock.now() : 0;
    late.value = left <= 0;
    if (left <= 0) return;
    const timer = setTimeout(
      () => {
        late.value = true;
      },
      Math.min(left, LONGEST_TIMER),
    );
    return () => clearTimeout(timer);
  }, [until, late, model]);

  if (!snapshot?.id || !snapshot.loaded || !state) return <Reason text={tr("not_yet")} />;
  switch (state.phase) {
    case "live":
    case "waiting":
      return <Composer key={snapshot.id} model={model} />;
    case "bot":
      return state.ask ? <Reason text={tr("answer_above")} /> : <Reason text={tr("not_yet")} />;
    case "finished":
      return <Reason text={tr("closed")} />;
    case "over": {
      if (snapshot.refusal?.type === "talk_again") return <Reason text={tr("again_refused")} />;
      if (late.value) return <Reason text={tr("closed")} />;
      const busy = snapshot.pending.some((one) => one.command.type === "talk_again");
      return (
        <div class="fdc-footer fdc-again">
          <button
            type="button"
            class="fdc-button"
            data-next
            aria-disabled={busy}
            onClick={() => model.conversation?.do("talk_again")}
          >
            {tr("again")}
          </button>
        </div>
      );
    }
  }
}

function Reason({ text }: { text: string }) {
  return (
    <div class="fdc-footer">
      <p class="fdc-reason">{text}</p>
    </div>
  );
}

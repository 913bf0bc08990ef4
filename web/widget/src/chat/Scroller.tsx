import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { tr } from "../texts";
import { AskForm } from "./AskForm";
import { Countdown } from "./Countdown";
import type { ChatModel } from "./chatModel";
import { Icon } from "./Icon";
import { Log } from "./Log";
import { logRows } from "./logRows";
import { Waiting } from "./Waiting";

/** So near to the end counts as being there. */
const NEAR = 48;

/** The log and what waits below it. Follows the end, unless the visitor has scrolled up to read. */
export function Scroller({ model }: { model: ChatModel }) {
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const left = useRef(0);
  const away = useSignal(false);
  const snapshot = model.snapshot.value;
  const open = model.open.value;
  const rows = logRows(snapshot);
  const state = snapshot?.transcript;
  const last = state?.items.at(-1)?.seq ?? 0;
  const own = snapshot?.pending.filter((one) => one.text !== null).length ?? 0;
  const news =
    state?.items.filter((it) => it.kind === "message" && it.from !== "visitor" && it.seq > left.current)
      .length ?? 0;

  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  const scrolled = () => {
    const it = box.current;
    if (!it?.clientHeight) return;
    follows.current = it.scrollHeight - it.scrollTop - it.clientHeight < NEAR;
    if (follows.current) left.current = last;
    away.value = !follows.current;
  };
  // What the visitor sends, they want to see.
  useLayoutEffect(() => {
    follows.current = true;
  }, [own > 0 ? snapshot?.pending.at(-1)?.command.client_id : null, open]);
  useLayoutEffect(() => {
    if (!follows.current) return;
    toEnd();
    left.current = last;
  });
  useEffect(() => {
    if (!box.current || !inner.current) return;
    const observer = new ResizeObserver(() => follows.current && toEnd());
    observer.observe(box.current);
    observer.observe(inner.current);
    return () => observer.disconnect();
  }, []);
  // The focus goes along to the next question, or the composer, when the visitor is in here with the keyboard.
  const step = `${state?.phase} ${state?.ask?.seq}`;
  useEffect(() => {
    const active = model.context.root.activeElement;
    if (open && model.inside && (!active || active.contains(box.current))) model.focusWish.value++;
  }, [step]);

  return (
    <div class="fdc-middle">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={box} class="fdc-scroller" data-log tabIndex={0} onScroll={scrolled}>
        <div ref={inner} class="fdc-inner">
          {!snapshot?.loaded && !rows.length && (
            <div class="fdc-loading" role="status" aria-label={tr("loading")}>
              <i />
              <i />
              <i />
            </div>
          )}
          <Log model={model} rows={rows} />
          {state?.phase === "waiting" && <Waiting model={model} />}
          {snapshot && state?.ask && (
            <AskForm key={state.ask.seq} model={model} ask={state.ask} snapshot={snapshot} />
          )}
          {snapshot?.typing && state?.phase === "live" && (
            <div class="fdc-typing">
              <span class="fdc-dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span dir="auto">{tr("typing", { name: snapshot.typing.name })}</span>
            </div>
          )}
        </div>
      </div>
      {away.value && news > 0 && (
        <button
          type="button"
          class="fdc-jump"
          onClick={() => {
            toEnd();
            box.current?.focus();
          }}
        >
          <Icon name="down" />
          {news === 1 ? tr("new_one") : tr("new_many", { count: news })}
        </button>
      )}
      {state?.ends && model.conversation && <Countdown clock={model.conversation.clock} ends={state.ends} />}
    </div>
  );
}

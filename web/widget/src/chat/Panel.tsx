import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { spoken, tr } from "../texts";
import { Banner } from "./Banner";
import { ConfirmEnd } from "./ConfirmEnd";
import type { ChatModel } from "./chatModel";
import { Footer } from "./Footer";
import { fitViewport } from "./fitViewport";
import { cycleTab, focusNext } from "./focus";
import { Header } from "./Header";
import { Scroller } from "./Scroller";
import { scrollLock } from "./scrollLock";

/** The chat window. In the browser's top layer where it has one, so that nothing of the page lies over it. */
export function Panel({ model }: { model: ChatModel }) {
  const ref = useRef<HTMLDivElement>(null);
  const { open, phone } = model;
  const { inline } = model.context;

  useSignalEffect(() => {
    const panel = ref.current;
    const shown = open.value;
    if (!panel || inline) return;
    // Where there is no popover, the class alone shows it.
    if ("popover" in panel && panel.matches(":popover-open") !== shown) {
      panel.togglePopover(shown);
    }
  });
  useSignalEffect(() => {
    const full = open.value && phone.value;
    scrollLock(full);
    return full && ref.current ? fitViewport(ref.current) : undefined;
  });
  useSignalEffect(() => {
    if (!model.focusWish.value) return;
    // What is to be focused may come with the next drawing.
    requestAnimationFrame(() => ref.current && model.open.peek() && focusNext(ref.current));
  });

  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.isComposing && !(inline && !model.confirming.value)) {
      event.preventDefault();
      if (model.confirming.value) model.confirming.value = false;
      else {
        model.hide();
        model.context.focusLauncher();
      }
    } else if (event.key === "Tab" && phone.value && ref.current) {
      cycleTab(ref.current, event);
    }
  };

  const left = (event: FocusEvent) => {
    const { target, relatedTarget } = event as { target: Node | null; relatedTarget: Node | null };
    // Asked at once: what has the focus now may be answered, and gone, a moment later.
    if (ref.current?.contains(relatedTarget)) return;
    // What was removed while it had the focus did not lose it to the page.
    setTimeout(() => {
      if (target?.isConnected) model.inside = false;
    });
  };

  return (
    <div
      ref={ref}
      class={`fdc${open.value ? " fdc-open" : ""}${inline ? " fdc-inline" : ""}`}
      role="dialog"
      aria-label={tr("dialog", { name: model.name.value })}
      aria-modal={phone.value ? "true" : undefined}
      lang={spoken.lang}
      dir={model.dir.value}
      popover={inline ? undefined : "manual"}
      tabIndex={-1}
      onKeyDown={keys}
      onFocusIn={() => {
        model.inside = true;
      }}
      onFocusOut={left}
    >
      <Header model={model} />
      <Banner model={model} />
      <Scroller model={model} />
      <Footer model={model} />
      {model.confirming.value && <ConfirmEnd model={model} />}
    </div>
  );
}

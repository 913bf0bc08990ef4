import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Snapshot } from "../core/conversation";
import { type ChatText, tr } from "../texts";
import { Avatar } from "./Avatar";
import type { ChatModel } from "./chatModel";
import { Icon } from "./Icon";

export function Header({ model }: { model: ChatModel }) {
  const state = model.snapshot.value?.transcript;
  const agent = state?.phase === "live" ? state.agent : null;
  const status = statusOf(model.snapshot.value);
  const close = () => {
    model.hide();
    model.context.focusLauncher();
  };
  return (
    <div class="fdc-header">
      <Avatar agent={agent} model={model} />
      <div class="fdc-who">
        <h2 class="fdc-name">
          <bdi>{agent?.name ?? model.name.value}</bdi>
        </h2>
        <p class={`fdc-status fdc-is-${status}`}>
          {agent && model.name.value
            ? `${tr(`status_${status}`)} · ${model.name.value}`
            : tr(`status_${status}`)}
        </p>
      </div>
      <Menu model={model} live={state?.phase === "live"} />
      {!model.context.inline && (
        <button type="button" class="fdc-round" aria-label={tr("close")} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

type Status = Extract<ChatText, `status_${string}`> extends `status_${infer Name}` ? Name : never;

function statusOf(snapshot: Snapshot | null): Status {
  const state = snapshot?.transcript;
  switch (state?.phase) {
    case "live":
      return state.away ? "away" : "live";
    case "waiting":
      return "waiting";
    case "over":
    case "finished":
      return "over";
    default:
      return "bot";
  }
}

function Menu({ model, live }: { model: ChatModel; live: boolean }) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open.value) return;
    event.stopPropagation();
    event.preventDefault();
    open.value = false;
    button.current?.focus();
  };
  const left = (event: FocusEvent) => {
    if (!place.current?.contains(event.relatedTarget as Node | null)) open.value = false;
  };
  const choose = (work: () => void) => () => {
    open.value = false;
    work();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus or a key leaves the menu
    <div ref={place} class="fdc-menu-place" onKeyDown={keys} onFocusOut={left}>
      <button
        ref={button}
        type="button"
        class="fdc-round"
        aria-label={tr("menu")}
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon name="more" />
      </button>
      {open.value && (
        <div class="fdc-menu">
          <button
            type="button"
            onClick={choose(() => {
              model.sound.toggle();
              button.current?.focus();
            })}
          >
            {tr(model.sound.on.value ? "sound_off" : "sound_on")}
          </button>
          {live && (
            <button
              type="button"
              class="fdc-danger"
              onClick={choose(() => {
                model.confirming.value = true;
              })}
            >
              {tr("end_chat")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

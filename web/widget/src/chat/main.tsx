/** The chat: loaded when the visitor reaches for it, drawn into the loader's shadow root. */
import { render } from "preact";
import type { Chat, ChatContext, ChatModule } from "../context";
import type { Wanted } from "../language";
import { accents } from "./accents";
import css from "./chat.css?inline";
import { ChatModel } from "./chatModel";
import { Panel } from "./Panel";
import { scrollLock } from "./scrollLock";
import { type Load, speakTo } from "./speakTo";

// The page's own shortcuts must not fire while the visitor writes, nor its focus traps pull the visitor away.
const OURS =
  "keydown keyup keypress beforeinput input change copy cut paste compositionstart compositionupdate compositionend focusin focusout";

/** The chat, once it speaks the visitor's language. */
export async function prepare(wanted: Wanted, load: Load): Promise<ChatModule> {
  await speakTo(wanted, load);
  return { startChat };
}

function startChat(context: ChatContext): Chat {
  const sheet = new CSSStyleSheet();
  const paint = (color: string) => sheet.replaceSync(accents(color) + css);
  paint(context.view.settings.color);
  context.root.adoptedStyleSheets = [...context.root.adoptedStyleSheets, sheet];
  for (const name of OURS.split(" ")) context.host.addEventListener(name, (event) => event.stopPropagation());
  const place = document.createElement("div");
  // Before the launcher: in the order of the keyboard the window comes first.
  context.root.prepend(place);
  const model = new ChatModel(context);
  render(<Panel model={model} />, place);
  return {
    open: (focus) => model.show(focus),
    close: () => model.hide(),
    isOpen: () => model.open.value,
    update(view) {
      paint(view.settings.color);
      model.update(view);
    },
    shutdown() {
      model.stop();
      scrollLock(false);
      render(null, place);
    },
  };
}

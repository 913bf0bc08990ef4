import type { ChatFile, ChatModule } from "@frontdesk/widget/src/context";
import { locale } from "../../messages/t";

/** The chat's file, as the widget's build has named it. */
declare const __CHAT_FILE__: string;

const load = (file: string) => import(/* @vite-ignore */ `/widget/${file}`) as Promise<unknown>;

/** The chat that visitors get, in the console's language. */
export async function loadChat(): Promise<ChatModule> {
  return ((await load(__CHAT_FILE__)) as ChatFile).prepare([locale()], load);
}

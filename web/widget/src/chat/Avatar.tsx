import type { AgentCard } from "../wire";
import type { ChatModel } from "./chatModel";
import { Icon } from "./Icon";

/** An agent's picture or initials, or the assistant's sign. */
export function Avatar({ agent, model }: { agent: AgentCard | null; model: ChatModel }) {
  return (
    <span class="fdc-avatar" aria-hidden="true">
      {agent === null ? <Icon name="bot" /> : initials(agent.name)}
      {agent?.avatar && <img key={agent.avatar} src={model.context.origin + agent.avatar} alt="" />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toLocaleUpperCase();
}

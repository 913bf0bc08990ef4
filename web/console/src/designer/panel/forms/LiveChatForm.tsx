import { type Card as RouteCard, RouteField, triesOf } from "../../../settings/routing/whatif/RouteField";
import type { CardOf } from "../../core/stream";
import { td } from "../../texts";
import classes from "../Panel.module.css";
import { TokenField } from "../TokenField";
import { routeOf, useEnteredRoute } from "./enteredRoute";
import type { FormProps } from "./Form";

/** What is said while an agent is looked for, and who is offered the chat. */
export function LiveChatForm({ card, onChange }: FormProps<"live_chat">) {
  const entered = useEntered(card);
  const { route: _, tries: __, ring_everyone: ___, ...rest } = card;
  return (
    <>
      <TokenField
        label={td("saysBefore")}
        value={card.text ?? ""}
        rows={2}
        onChange={(text) => onChange({ ...card, text }, "text")}
      />
      <RouteField
        card={entered}
        told={entered.tries !== ""}
        onChange={(next) => {
          const tries = next.everyone || next.tries.trim() === "" ? null : triesOf(next);
          // A number that can't be is not taken; the field shows the one that is.
          if (next.tries.trim() !== "" && triesOf(next) === null) return;
          const changed: CardOf<"live_chat"> = {
            ...rest,
            route: routeOf(next),
            ...(tries === null ? {} : { tries }),
            ...(next.everyone ? { ring_everyone: true } : {}),
          };
          onChange(changed, next.tries === entered.tries ? null : "tries");
        }}
      />
      {card.ring_everyone ? null : <p className={classes.dim}>{td("triesHint")}</p>}
    </>
  );
}

/** The card as the field for routes has it. */
function useEntered(card: CardOf<"live_chat">): RouteCard {
  return {
    ...useEnteredRoute(card.route),
    tries: card.tries == null ? "" : String(card.tries),
    everyone: card.ring_everyone === true,
  };
}

import { WhoField } from "../../../settings/routing/whatif/RouteField";
import { td } from "../../texts";
import classes from "../Panel.module.css";
import { TokenField } from "../TokenField";
import { routeOf, useEnteredRoute } from "./enteredRoute";
import type { FormProps } from "./Form";

/** What is said beside the free times, and whom a meeting is booked with. */
export function MeetingForm({ card, onChange }: FormProps<"meeting">) {
  const entered = useEnteredRoute(card.route);
  return (
    <>
      <TokenField
        label={td("saysBeside")}
        value={card.text ?? ""}
        rows={2}
        onChange={(text) => onChange({ ...card, text }, "text")}
      />
      <WhoField
        card={{ ...entered, tries: "", everyone: false }}
        told
        onChange={(next) => onChange({ ...card, route: routeOf(next) }, null)}
      />
      <p className={classes.dim}>{td("calendarHint")}</p>
    </>
  );
}

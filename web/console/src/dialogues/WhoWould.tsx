import { neutralise } from "../text/neutralise";
import { ta } from "./audience-texts";
import classes from "./Dialogues.module.css";
import type { AudienceAnswer } from "./queries";

/** For how many people and visitors an audience's criteria hold, and who some of them are. */
export function WhoWould({ answer: { people, visitors, named } }: { answer: AudienceAnswer }) {
  const told = ({ hold, looked_at }: AudienceAnswer["people"]) => ({ hold, of: looked_at });
  return (
    <>
      <p>{ta(people.more ? "peopleMore" : "people", told(people))}</p>
      <p>{ta(visitors.more ? "visitorsMore" : "visitors", told(visitors))}</p>
      {named === null || named === undefined ? (
        people.hold === 0 ? null : (
          <p className={classes.hint}>{ta("notNamed")}</p>
        )
      ) : named.length === 0 ? null : (
        <>
          <p>{ta("named")}</p>
          <ul className={classes.named}>
            {named.map(({ name, email }) => (
              <li key={email}>
                <strong>{name === "" ? ta("nameless") : neutralise(name)}</strong> {neutralise(email)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

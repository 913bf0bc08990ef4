import classes from "./Routing.module.css";

/** What would be touched, each kind of it with what will happen; nothing where nothing is. */
export function Uses({ uses }: { uses: readonly { what: string; names: readonly string[] }[] }) {
  const told = uses.filter(({ names }) => names.length > 0);
  if (told.length === 0) return null;
  return (
    <dl className={classes.uses}>
      {told.map(({ what, names }) => (
        <div key={what}>
          <dt>{what}</dt>
          {names.map((name) => (
            <dd key={name} dir="auto">
              {name}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

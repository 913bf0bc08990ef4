-- What the admin says of the website: one row, once something was said. The version goes up with each change.
create table website (
    one {{int}} not null primary key,
    version {{int}} not null,
    settings {{json}} not null
) {{table}};

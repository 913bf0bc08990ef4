-- The numbers of the rules of live chat: one row, once something was said. The version goes up with each change.
create table live_chat (
    one {{int}} not null primary key,
    version {{int}} not null,
    limits {{json}} not null
) {{table}};

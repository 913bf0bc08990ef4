-- Tokens by which programs call the API for the users who made them, known by their hash.
create table api_token (
    id {{uuid}} not null primary key,
    account {{uuid}} not null references account (id),
    name {{text}} not null,
    hint {{text}} not null,
    token_hash {{bytes}} not null unique,
    permissions {{json}} not null,
    created {{time}} not null,
    expires {{time}} not null,
    used {{time}}
) {{table}};
create index api_token_by_account on api_token (account);

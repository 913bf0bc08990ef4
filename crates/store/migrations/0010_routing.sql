-- Teams, and custom rules. Each has a ring of its own, known by its id; a team's members are those of its ring.
create table team (
    id {{uuid}} not null primary key references ring (id),
    name {{text}} not null unique
) {{table}};

create index ring_member_by_account on ring_member (account);

create table routing_rule (
    id {{uuid}} not null primary key references ring (id),
    name {{text}} not null unique,
    description {{text}} not null,
    priority {{int}} not null,
    enabled {{bool}} not null,
    criteria {{json}}
) {{table}};

-- Whom a rule sends visitors to. Its ring is kept in line with that.
create table routing_rule_agent (
    rule {{uuid}} not null references routing_rule (id),
    account {{uuid}} not null references account (id),
    place {{int}} not null,
    primary key (rule, account)
) {{clustered}};
create table routing_rule_team (
    rule {{uuid}} not null references routing_rule (id),
    team {{uuid}} not null references team (id),
    place {{int}} not null,
    primary key (rule, team)
) {{clustered}};
create index routing_rule_team_by_team on routing_rule_team (team);

-- Account routing: named companies, and the agent who owns each. Folded: in lower case, to be looked for.
create table named_account (
    id {{uuid}} not null primary key,
    name {{text}} not null,
    folded {{text}} not null,
    domain {{text}} not null unique,
    owner {{uuid}} not null references account (id)
) {{table}};
create index named_account_by_name on named_account (folded, id);
create index named_account_by_owner on named_account (owner);

-- What the admin says of routing: one row, once something was said. The version is another one after each change, of the
-- rules too, so that what a node remembers is known to be of today.
create table routing (
    one {{int}} not null primary key,
    version {{uuid}} not null,
    settings {{json}} not null
) {{table}};

-- What was known of a visitor when they asked for an agent, so that the decision can be made again. Beside the log, so that
-- erasure can take it.
create table requested (
    conversation {{uuid}} not null,
    seq {{int}} not null,
    at {{time}} not null,
    known {{json}} not null,
    primary key (conversation, seq)
) {{clustered}};
create index requested_by_time on requested (at, conversation, seq);

-- Users of the console. An agent is one who may take live chats.
create table account (
    id {{uuid}} not null primary key,
    email {{text}} not null unique,
    name {{text}} not null,
    password_hash {{text}} not null,
    takes_chats {{bool}} not null,
    active {{bool}} not null,
    demo {{bool}} not null,
    available {{bool}} not null,
    created {{time}} not null
) {{table}};

create table session (
    id {{uuid}} not null primary key,
    account {{uuid}} not null references account (id),
    token_hash {{bytes}} not null unique,
    created {{time}} not null,
    expires {{time}} not null
) {{table}};
create index session_by_account on session (account);

-- Rings of agents, and where each stands.
create table ring (
    id {{uuid}} not null primary key,
    position {{int}} not null
) {{table}};

create table ring_member (
    ring {{uuid}} not null references ring (id),
    position {{int}} not null,
    account {{uuid}} not null references account (id),
    primary key (ring, position)
) {{clustered}};
create unique index ring_member_once on ring_member (ring, account);

create table person (
    id {{uuid}} not null primary key,
    email {{text}} not null unique,
    attributes {{json}} not null,
    created {{time}} not null
) {{table}};

create table visitor (
    id {{uuid}} not null primary key,
    token_hash {{bytes}} not null unique,
    person {{uuid}} references person (id),
    attributes {{json}} not null,
    created {{time}} not null
) {{table}};
create index visitor_by_person on visitor (person) where person is not null;

create table dialogue (
    id {{uuid}} not null primary key,
    name {{text}} not null unique,
    priority {{int}} not null,
    targets {{json}} not null,
    published {{uuid}},
    first_published {{time}}
) {{table}};

create table stream_version (
    id {{uuid}} not null primary key,
    dialogue {{uuid}} not null references dialogue (id),
    number {{int}} not null,
    stream {{json}} not null,
    published_at {{time}} not null
) {{table}};
create unique index stream_version_number on stream_version (dialogue, number);

-- The row beside the log: the folded state, and what is looked for in it.
create table conversation (
    id {{uuid}} not null primary key,
    visitor {{uuid}} not null references visitor (id),
    dialogue {{uuid}} not null references dialogue (id),
    stream_version {{uuid}} not null references stream_version (id),
    page {{text}} not null,
    started {{time}} not null,
    state {{json}} not null,
    last_seq {{int}} not null,
    last_at {{time}} not null,
    due {{time}},
    holder {{uuid}} references account (id),
    offered_to {{uuid}} references account (id),
    holder_away {{bool}} not null
) {{table}};
create index conversation_by_visitor on conversation (visitor, started);
create index conversation_due on conversation (due) where due is not null;
create index conversation_held on conversation (holder) where holder is not null;
create index conversation_offered on conversation (offered_to) where offered_to is not null;

-- The log. The command that made an entry is known by its sender and the client id they chose.
create table entry (
    conversation {{uuid}} not null references conversation (id),
    seq {{int}} not null,
    at {{time}} not null,
    fact {{json}} not null,
    sender {{uuid}},
    client_id {{uuid}},
    primary key (conversation, seq)
) {{clustered}};
create unique index entry_command on entry (conversation, sender, client_id) where client_id is not null;

-- Texts beside the log, so that erasure can take them while numbers and order stay.
create table entry_body (
    conversation {{uuid}} not null,
    seq {{int}} not null,
    body {{json}} not null,
    primary key (conversation, seq)
) {{clustered}};

-- Who has held which conversation, and may read it for that.
create table participant (
    account {{uuid}} not null references account (id),
    conversation {{uuid}} not null references conversation (id),
    primary key (account, conversation)
) {{clustered}};

-- Presence: one row per console, and per connection of a visitor who waits or talks.
create table lease (
    subject {{uuid}} not null,
    source {{uuid}} not null,
    session {{uuid}},
    heard {{time}} not null,
    left_on_purpose {{bool}} not null,
    primary key (subject, source)
) {{clustered}};

-- Numbers up to which a party has received and read a log.
create table mark (
    conversation {{uuid}} not null,
    party {{uuid}} not null,
    delivered {{int}} not null,
    seen {{int}} not null,
    primary key (conversation, party)
) {{clustered}};

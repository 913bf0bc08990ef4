-- What a visitor's address tells of where they are; the address itself is not kept.
alter table visitor add column inferred {{json}} not null default '{}';

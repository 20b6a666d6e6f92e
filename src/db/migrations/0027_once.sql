-- A comment that is sent twice is stored once; the council keeps its own list of reasons.

-- of the form with which it was sent and all that was written in it: the same once more is the same comment
alter table comment add column sent_with text unique;

-- no longer offered: what was decided with it keeps its words
alter table reason add column retired_at timestamptz;

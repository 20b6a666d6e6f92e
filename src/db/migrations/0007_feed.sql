-- When the feed last changed, and what was published since a moment, without reading every publication.
create index on publication (published_at);
create index on publication (withdrawn_at);

-- The zone of a restaurant: a cell that serves one zone of its city refuses orders of restaurants in another.

alter table restaurants add column zone text;

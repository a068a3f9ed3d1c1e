-- Orders, payments, couriers and the outbox.
--
-- Times are seconds since the Unix epoch on the platform's clock, exactly as events carry them; columns of type
-- `timestamptz` are wall time and control retries only. Only `order_contacts` and `payment_tokens` have personal data.

create table restaurants (
    restaurant_id text primary key,
    name text not null,
    lat double precision not null,
    lon double precision not null
);

create table orders (
    order_id text primary key,
    version integer not null check (version > 0),
    status text not null check (
        status in ('placed', 'accepted', 'assigned', 'picked_up', 'delivered', 'cancelled')
    ),
    occurred_at double precision not null,
    customer_id text not null,
    restaurant_id text not null references restaurants,
    pickup_lat double precision not null,
    pickup_lon double precision not null,
    dropoff_lat double precision not null,
    dropoff_lon double precision not null,
    total_cents bigint not null check (total_cents > 0),
    currency text not null,
    placed_at double precision not null,
    ready_at double precision,
    courier_id text,
    assigned_at double precision,
    picked_up_at double precision,
    delivered_at double precision,
    pickup_eta double precision,
    dropoff_eta double precision,
    closed_reason text,
    items jsonb not null,
    timeline jsonb not null,
    check ((status = 'cancelled') = (closed_reason is not null)),
    check (status not in ('assigned', 'picked_up', 'delivered') or courier_id is not null)
);
create index orders_waiting on orders (placed_at) where status in ('placed', 'accepted');

create table order_contacts (
    order_id text primary key references orders,
    address text not null,
    contact text not null
);

create table couriers (
    courier_id text primary key,
    version integer not null check (version > 0),
    status text not null check (status in ('off', 'on')),
    occurred_at double precision not null,
    lat double precision not null,
    lon double precision not null,
    shift_ends_at double precision not null,
    active_orders text[] not null
);

-- A payment begins before its order: the row is the intent, so that an authorisation whose order never came is voided.
create table payments (
    order_id text primary key,
    request_hash bytea not null,
    state text not null check (state in ('authorising', 'declined', 'authorised', 'abandoned')),
    amount_cents bigint not null check (amount_cents > 0),
    currency text not null,
    authorisation_id text,
    created_at timestamptz not null default now()
);
create index payments_unfinished on payments (created_at) where state = 'authorising';

create table payment_tokens (
    order_id text primary key references payments,
    token text not null
);

-- One capture and one void at most for each order; the provider is asked by the payments worker until it has answered.
create table payment_operations (
    order_id text not null references payments,
    kind text not null check (kind in ('capture', 'void')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    operation_id text,
    done_at timestamptz,
    primary key (order_id, kind)
);
create index payment_operations_open on payment_operations (next_attempt_at) where done_at is null;

create table outbox (
    id bigint generated always as identity primary key,
    shard smallint not null,
    stream text not null check (stream in ('order', 'courier')),
    key text not null,
    payload bytea not null,
    created_at timestamptz not null default now()
);
create index outbox_by_key on outbox (shard, stream, key, id);

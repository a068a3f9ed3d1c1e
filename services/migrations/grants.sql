-- What the order service may do: no more than its statements need. Runs after every migration; repeating changes nothing.
do $$
begin
    if not exists (select from pg_roles where rolname = 'orders_service') then
        create role orders_service login;
    end if;
    -- On RDS this role is what lets a user sign in with an IAM token.
    if exists (select from pg_roles where rolname = 'rds_iam') then
        grant rds_iam to orders_service;
    end if;
end
$$;
revoke all on schema delivery from public;
grant usage on schema delivery to orders_service;
grant select, insert, update on delivery.restaurants, delivery.orders, delivery.couriers to orders_service;
grant select, insert, update on delivery.payments, delivery.payment_operations to orders_service;
grant select, insert on delivery.order_contacts to orders_service;
grant select, insert, delete on delivery.payment_tokens, delivery.outbox to orders_service;

CREATE TABLE coupons (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code     text NOT NULL UNIQUE,
  discount integer NOT NULL CHECK (discount BETWEEN 1 AND 100)
);

ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (id);

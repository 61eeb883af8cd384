-- name: LatestOrders :many
SELECT id, created_at, region FROM orders WHERE user_id = $1 ORDER BY created_at DESC LIMIT 10;

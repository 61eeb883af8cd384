var toolIds=["sql","golang-migrate","goose","sql-migrate","dbmate","flyway","liquibase","sqitch","prisma","drizzle","diesel","sqlx","atlas","supabase","hasura",
"popx","refinery","graphile-migrate","node-pg-migrate","yoyo","pgroll","knex","typeorm","sequelize","kysely","mikro-orm","db-migrate","umzug","rails","django","\
alembic","ecto","command"];export{toolIds};

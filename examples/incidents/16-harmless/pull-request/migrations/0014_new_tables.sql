CREATE TYPE reminder_state AS ENUM ('open', 'sent');

CREATE TABLE reminders (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state   reminder_state NOT NULL DEFAULT 'open',
  email   text NOT NULL UNIQUE,
  due_on  date NOT NULL CHECK (due_on > '2020-01-01'),
  details jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX reminders_due_on ON reminders (due_on);

CREATE TABLE reminder_texts (
  reminder_id bigint NOT NULL REFERENCES reminders (id) ON DELETE CASCADE,
  body        text NOT NULL
);

CREATE INDEX reminder_texts_reminder_id ON reminder_texts (reminder_id);

INSERT INTO reminders (email, due_on) VALUES ('ada@example.com', '2027-01-01');

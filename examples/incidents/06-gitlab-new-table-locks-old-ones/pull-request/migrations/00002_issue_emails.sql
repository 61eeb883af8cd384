-- +goose Up
CREATE TABLE issue_emails (
  id       bigserial PRIMARY KEY,
  issue_id bigint NOT NULL REFERENCES issues (id) ON DELETE CASCADE,
  message  text NOT NULL
);
CREATE INDEX issue_emails_issue_id ON issue_emails (issue_id);
ALTER TABLE agent_events ADD CONSTRAINT agent_events_user_fk FOREIGN KEY (user_id) REFERENCES users (id);

-- +goose Down
ALTER TABLE agent_events DROP CONSTRAINT agent_events_user_fk;
DROP TABLE issue_emails;

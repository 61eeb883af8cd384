// src/domain/checklist.ts
var checklistItems = [
  "backward-compatibility",
  "forward-compatibility",
  "lock-analysis",
  "data-volume",
  "rollback-plan",
  "monitoring",
  "expand-contract",
  "versioned",
  "idempotent",
  "production-like-volume",
  "small-and-focused",
  "team-notified",
  "impact-shared",
  "someone-watching"
];

export {
  checklistItems
};

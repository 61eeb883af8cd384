// src/report/facts.ts
var defaultStallBudgetMs = 1e3;

export {
  defaultStallBudgetMs
};

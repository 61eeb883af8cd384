export { rehearse } from './rehearse.ts';
export { defaultLimits } from './plan.ts';
export type {
  Baseline,
  InventedFailure,
  KnownRows,
  Limits,
  Observations,
  Refusal,
  Rehearsed,
  RehearsalPlan,
  RehearsalWorld,
  ToolWords,
  VolumeSettings,
} from './plan.ts';

import type { Relation } from '../../sql/model.ts';
import type { Facts } from './facts.ts';

/** The partition that takes what no other takes, where there is one. */
export const defaultPartition = (parent: Relation, { catalog }: Facts): Relation | undefined =>
  parent.partitions.map((name) => catalog.relation(name)).find((one) => one?.defaultPartition);

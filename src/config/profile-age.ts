import type { Profile } from '../domain/profile.ts';

/** Milliseconds since it was taken; undefined where it does not say, and then it must count as stale. */
export const profileAge = (profile: Profile, now: number): number | undefined =>
  profile.takenAt === undefined ? undefined : Math.max(0, now - profile.takenAt);

/** Only a fresh profile makes rows *known*, which may lower a finding. */
export function isFresh(profile: Profile, now: number, staleAfterMs: number): boolean {
  const age = profileAge(profile, now);
  return age !== undefined && age <= staleAfterMs;
}

const dayMs = 86_400_000;

/** Whole days. */
export function profileAgeDays(profile: Profile, now: number): number | undefined {
  const age = profileAge(profile, now);
  return age === undefined ? undefined : Math.floor(age / dayMs);
}

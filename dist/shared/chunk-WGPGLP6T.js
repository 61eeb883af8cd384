// src/domain/lock.ts
var lockModes = [
  "AccessShareLock",
  "RowShareLock",
  "RowExclusiveLock",
  "ShareUpdateExclusiveLock",
  "ShareLock",
  "ShareRowExclusiveLock",
  "ExclusiveLock",
  "AccessExclusiveLock"
];
function blocks(mode) {
  if (mode === "AccessExclusiveLock") return ["reads", "writes"];
  return strength(mode) >= strength("ShareLock") ? ["writes"] : [];
}
var strength = (mode) => lockModes.indexOf(mode);
var spoken = (mode) => mode.replace(/Lock$/, "");

export {
  lockModes,
  blocks,
  strength,
  spoken
};

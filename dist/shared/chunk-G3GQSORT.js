var profileAge=(profile,now)=>profile.takenAt===void 0?void 0:Math.max(0,now-profile.takenAt);function isFresh(profile,now,staleAfterMs){let age=profileAge(profile,
now);return age!==void 0&&age<=staleAfterMs}export{profileAge,isFresh};

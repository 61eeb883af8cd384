var checklistItems=["backward-compatibility","forward-compatibility","lock-analysis","data-volume","rollback-plan","monitoring","expand-contract","versioned","i\
dempotent","production-like-volume","small-and-focused","team-notified","impact-shared","someone-watching"];export{checklistItems};

import{parseProfile}from"./chunk-J3AEVONK.js";import"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";export{parseProfile};

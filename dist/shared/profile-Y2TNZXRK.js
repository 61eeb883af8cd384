import{parseProfile}from"./chunk-TPHAGVKG.js";import"./chunk-GYJBOHYU.js";import"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";export{parseProfile};

import{parseProfile}from"./chunk-KYV7SVN6.js";import"./chunk-GYJBOHYU.js";import"./chunk-7CUXIEAQ.js";import"./chunk-7PVPYRVV.js";export{parseProfile};

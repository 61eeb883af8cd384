import{parseProfile}from"./chunk-6MPQAHOO.js";import"./chunk-RJUA7QI5.js";import"./chunk-7CUXIEAQ.js";import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{parseProfile};

import{fromJson,toJson}from"./chunk-ICYSIGC5.js";import"./chunk-MIIEZTND.js";import"./chunk-C4KXZSFV.js";import"./chunk-RJUA7QI5.js";import"./chunk-OLJVEC4A.js";
import"./chunk-73Z4TPO5.js";import"./chunk-7PVPYRVV.js";export{fromJson,toJson};

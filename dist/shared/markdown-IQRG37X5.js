import {
  headline,
  markdown
} from "./chunk-OMQBRBXJ.js";
import "./chunk-YKFBCMEF.js";
import "./chunk-7GNVCGD7.js";
import "./chunk-TU5TG4ZA.js";
import "./chunk-ORHZ3WJD.js";
import "./chunk-WGPGLP6T.js";
import "./chunk-UL4WNEGY.js";
export {
  headline,
  markdown
};

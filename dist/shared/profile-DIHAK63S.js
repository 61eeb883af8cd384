import {
  parseProfile
} from "./chunk-54ZSIIIM.js";
import "./chunk-CEA2E6WD.js";
import "./chunk-6DY2GZUB.js";
import "./chunk-UL4WNEGY.js";
export {
  parseProfile
};

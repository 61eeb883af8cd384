import {
  cards,
  judge,
  readStatements
} from "./chunk-4XG65QLW.js";
import "./chunk-AZPCHA24.js";
import "./chunk-WGPGLP6T.js";
import "./chunk-I35ANTAZ.js";
import "./chunk-D75LI2OU.js";
import "./chunk-6DY2GZUB.js";
import "./chunk-UL4WNEGY.js";
export {
  cards,
  judge,
  readStatements
};

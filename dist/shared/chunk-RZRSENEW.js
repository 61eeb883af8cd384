// src/entry/cli/output.ts
import { writeFile } from "node:fs/promises";
var formats = ["terminal", "json", "markdown", "html", "sarif"];
async function show(report, { format, out }, sources) {
  const person = out === void 0 && process.stdout.isTTY;
  const text = await render(report, format ?? (person ? "terminal" : "markdown"), person, sources);
  if (out === void 0) await print(text);
  else await writeFile(out, text);
}
async function render(report, format, person, sources) {
  switch (format) {
    case "json":
      return (await import("./json-H4LFDCSD.js")).toJson(report);
    case "markdown":
      return (await import("./markdown-IQRG37X5.js")).markdown(report);
    case "html":
      return (await import("./html-VO27Z4LI.js")).htmlPage(report);
    case "sarif": {
      const { cards } = await import("./judge-I42VD5JQ.js");
      return (await import("./sarif-BXJYXCEL.js")).sarif(report, cards);
    }
    case "terminal": {
      const { terminal } = await import("./terminal-D5BAOZPD.js");
      return terminal(report, {
        ...sources !== void 0 && { sources },
        ...person && { width: process.stdout.columns },
        color: person && process.env["NO_COLOR"] === void 0 ? "always" : "never"
      });
    }
  }
}
var print = (text) => new Promise((resolve, reject) => {
  process.stdout.write(text, (error) => {
    if (error) reject(error);
    else resolve();
  });
});
function tell({ says, advice, file, line, column }) {
  const place = [file, line, column].filter((part) => part !== void 0).join(":");
  const named = place === "" || says.includes(file ?? "") ? says : `${place}: ${says}`;
  process.stderr.write(`error: ${named}
       ${advice}
`);
}

export {
  formats,
  show,
  print,
  tell
};

// The script of the synthetic canary: it uses the cell as a customer does, and fails if one answer is wrong.
// It needs no browser, so it is short and its runs are cheap.
const https = require("https");

const TIMEOUT_MS = 10000;
const MAX_BYTES = 65536;

// Resolves with status, type and beginning of an answer; rejects when there is none in time.
function get(url) {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { headers: { "User-Agent": "citycell-canary" }, timeout: TIMEOUT_MS }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part) => {
        if (body.length < MAX_BYTES) body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode, type: response.headers["content-type"] || "", body }));
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
    request.on("error", reject);
  });
}

// The reason why an answer is wrong, or null.
function fault(step, answer) {
  if (answer.status !== 200) return `status ${answer.status} instead of 200`;
  if (step.html && !answer.type.startsWith("text/html")) return `type ${answer.type || "none"} instead of text/html`;
  if (step.html && !/<html/i.test(answer.body)) return "no HTML in the answer";
  return null;
}

function steps(environment) {
  const found = [{ name: "order service", url: `${environment.API_URL}/healthz`, html: false }];
  if (environment.PAGE_URL) found.push({ name: "page", url: environment.PAGE_URL, html: true });
  return found;
}

// Every step runs, so that one report names everything that is wrong.
async function check(environment, call) {
  const faults = [];
  for (const step of steps(environment)) {
    let reason;
    try {
      reason = fault(step, await call(step.url));
    } catch (error) {
      reason = error.message;
    }
    console.log(`${step.name}: ${reason || "well"}`);
    if (reason) faults.push(`${step.name}: ${reason}`);
  }
  if (faults.length > 0) throw new Error(faults.join("; "));
  return "all steps are well";
}

exports.check = check;
exports.handler = async () => check(process.env, get);

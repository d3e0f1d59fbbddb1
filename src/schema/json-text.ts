/** Text as JSON, of a depth that readers can walk. */

/** No API, plan or state nests deeper than ten levels; what nests thousands deep parses, and then no reader comes to its end. */
const maxNesting = 100;

/** Throws `SyntaxError` for what is not JSON, and for what nests too deep. */
export function parseJsonText(text: string): unknown {
  if (nestsDeeper(text, maxNesting)) throw new SyntaxError(`more than ${maxNesting} levels`);
  return JSON.parse(text);
}

/** Whether brackets and braces outside of strings are open deeper than this. */
function nestsDeeper(json: string, levels: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    switch (json.charAt(i)) {
      case '\\':
        if (inString) i += 1;
        break;
      case '"':
        inString = !inString;
        break;
      case '[':
      case '{':
        if (!inString) depth += 1;
        if (depth > levels) return true;
        break;
      case ']':
      case '}':
        if (!inString) depth -= 1;
        break;
    }
  }
  return false;
}

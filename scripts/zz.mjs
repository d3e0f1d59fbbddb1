import { readFileSync } from 'node:fs';
import { Composer, Lexer, LineCounter, Parser } from 'yaml';

const text = readFileSync(process.argv[2], 'utf8');
const cpu = (l, f) => {
  const t = process.cpuUsage();
  const r = f();
  const u = process.cpuUsage(t);
  console.log(
    l,
    (u.user + u.system) / 1e3,
    'ms heap',
    (process.memoryUsage().heapUsed / 1e6) | 0,
    'rss',
    (process.memoryUsage().rss / 1e6) | 0,
  );
  return r;
};
for (let k = 0; k < 2; k++) {
  cpu('lex', () => {
    let n = 0;
    for (const x of new Lexer().lex(text)) n++;
    console.log(n);
  });
  const cst = cpu('lex+parse', () => [...new Parser().parse(text)]);
  const docs = cpu('compose', () => [...new Composer({ merge: true, keepSourceTokens: false }).compose(cst)]);
}

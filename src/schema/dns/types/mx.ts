/** MX (RFC 1035 section 3.3.9; null MX: RFC 7505): where mail goes. Object form `{ preference, exchange }`. */
import { bad, ok, type Result } from '../../result.ts';
import { readInteger, wrongForm } from '../fields.ts';
import { readTargetField } from '../pointer.ts';
import type { MxRdata } from '../rdata.ts';
import type { ReadTarget, RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readPlainFields } from '../zone-text.ts';

const form = 'PREFERENCE EXCHANGE, for example "10 mail.example.com."';

export const mxType: RecordTypeSpec<'MX'> = {
  type: 'MX',
  source: 'RFC 1035',
  form,
  parse(text, readTarget) {
    const fields = readPlainFields(text, 'MX');
    if (!fields.ok) return fields;
    const [preference, exchange, extra] = fields.value;
    if (preference !== undefined && exchange === undefined && !/^\d+$/.test(preference)) {
      return bad(`MX ${seen(text)} has no preference`, `write "10 ${preference}"`);
    }
    if (exchange === undefined || extra !== undefined) return wrongForm('MX', text, form);
    return build(preference, exchange, readTarget);
  },
  fromObject: (fields, readTarget) => build(fields.preference, fields.exchange, readTarget),
  print: (rdata) => `${rdata.preference} ${rdata.exchange}`,
};

function build(preference: unknown, exchange: unknown, readTarget: ReadTarget): Result<MxRdata> {
  const number = readInteger(preference, 'MX preference', 65535);
  if (!number.ok) return number;
  const target = readTargetField(exchange, 'MX', 'exchange', readTarget);
  if (!target.ok) return target;
  if (target.value === '.' && number.value !== 0) {
    return bad('MX "." says that the name takes no mail, and then its preference is 0', 'write "0 ."');
  }
  return ok({ type: 'MX', preference: number.value, exchange: target.value });
}

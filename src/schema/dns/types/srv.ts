/** SRV (RFC 2782): host and port of a service; target `.` says there is none. Object form `{ priority, weight, port, target }`. */
import { bad, ok, type Result } from '../../result.ts';
import { type Fields, readInteger, wrongForm } from '../fields.ts';
import { readTargetField } from '../pointer.ts';
import type { SrvRdata } from '../rdata.ts';
import type { ReadTarget, RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readPlainFields } from '../zone-text.ts';

const form = 'PRIORITY WEIGHT PORT TARGET, for example "10 5 5060 sip.example.com."';

export const srvType: RecordTypeSpec<'SRV'> = {
  type: 'SRV',
  source: 'RFC 2782',
  form,
  parse(text, readTarget) {
    const fields = readPlainFields(text, 'SRV');
    if (!fields.ok) return fields;
    const [priority, weight, port, target, extra] = fields.value;
    if (fields.value.length === 3) return bad(`SRV ${seen(text)} has three fields of four`, `write ${form}`);
    if (target === undefined || extra !== undefined) return wrongForm('SRV', text, form);
    return build({ priority, weight, port, target }, readTarget);
  },
  fromObject: build,
  print: (rdata) => `${rdata.priority} ${rdata.weight} ${rdata.port} ${rdata.target}`,
};

function build(fields: Fields, readTarget: ReadTarget): Result<SrvRdata> {
  const priority = readInteger(fields.priority, 'SRV priority', 65535);
  if (!priority.ok) return priority;
  const weight = readInteger(fields.weight, 'SRV weight', 65535);
  if (!weight.ok) return weight;
  const port = readInteger(fields.port, 'SRV port', 65535);
  if (!port.ok) return port;
  const target = readTargetField(fields.target, 'SRV', 'target', readTarget);
  if (!target.ok) return target;
  return ok({
    type: 'SRV',
    priority: priority.value,
    weight: weight.value,
    port: port.value,
    target: target.value,
  });
}

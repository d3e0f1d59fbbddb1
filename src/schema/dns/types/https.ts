/** HTTPS (RFC 9460 section 9): how to reach a web service. Object form: see `service-binding.ts`. */
import { serviceBindingType } from '../service-binding.ts';

export const httpsType = serviceBindingType('HTTPS', (binding) => ({ type: 'HTTPS', ...binding }));

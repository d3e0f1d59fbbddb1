/** SVCB (RFC 9460): how to reach a service. Object form: see `service-binding.ts`. */
import { serviceBindingType } from '../service-binding.ts';

export const svcbType = serviceBindingType('SVCB', (binding) => ({ type: 'SVCB', ...binding }));

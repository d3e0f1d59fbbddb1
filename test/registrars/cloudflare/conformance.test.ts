import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { conformance } from '../../conformance/suite.ts';

conformance(cloudflare);

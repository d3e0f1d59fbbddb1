/** dns-lexicon from PyPI. */
import type { PythonPackage } from '../helpers/python-package.ts';

export const lexicon: PythonPackage = { requirement: 'dns-lexicon==3.25.2', oldestPython: [3, 10] };

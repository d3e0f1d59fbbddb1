import { describe, expect, it } from 'vitest';
import { endpointProblem } from '../../../src/schema/config/endpoint.ts';

describe('an endpoint', () => {
  it.each([
    'https://api.example.com',
    'https://api.example.com/v5',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:1',
  ])('%s can be one', (text) => {
    expect(endpointProblem(text)).toBeUndefined();
  });

  it.each([
    ['nowhere', /not a web address/],
    ['ftp://127.0.0.1', /not a web address/],
    ['http://api.example.com', /plain HTTP to another machine/],
    ['http://127.0.0.1.example.com', /plain HTTP to another machine/],
    ['https://user:secret@api.example.com', /user name or a password/],
  ])('%s cannot', (text, message) => {
    const problem = endpointProblem(text);
    expect(problem?.message).toMatch(message);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});

import type { Accepted, Refused } from './rows.ts';

export const accepted: Accepted = [
  ['0 N 0 E 8.29m', '0 0 0 N 0 0 0 E 8.29m 1m 10000m 10m'],
  ['52 22 .5 N 4 53 32. E .5m .01m 1.m', '52 22 0.5 N 4 53 32 E 0.5m 0.01m 1m 10m'],
  ['( 52 N ; north\n 4 E 0m )', '52 0 0 N 4 0 0 E 0m 1m 10000m 10m'],
  ['\\# 16 00 12 16 13 8b3cf018 810cbce0 009895b8', '52 22 23 N 4 53 32 E -2m 1m 10000m 10m'],
  ['52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m', '52 22 23 N 4 53 32 E -2m 0m 10000m 10m'],
  ['52 n 4 e 0', '52 0 0 N 4 0 0 E 0m 1m 10000m 10m'],
  ['42 21 54.5 S 71 6 18.001 W 24.05m 30m', '42 21 54.5 S 71 6 18.001 W 24.05m 30m 10000m 10m'],
  ['0 0 0 S 0 0 0 W -0m', '0 0 0 N 0 0 0 E 0m 1m 10000m 10m'],
  ['90 N 180 W 42849672.95m', '90 0 0 N 180 0 0 W 42849672.95m 1m 10000m 10m'],
  [{ latitude: 52.373, longitude: -4.9, altitude: -2 }, '52 22 22.8 N 4 54 0 W -2m 1m 10000m 10m'],
  [{ latitude: -0.9999999999, longitude: 0, altitude: 0.5, size: 0.02 }, '1 0 0 S 0 0 0 E 0.5m 0.02m 10000m 10m'],
  [
    { latitude: 1, longitude: 1, altitude: 1, size: 3, horizontal_precision: 500, vertical_precision: 0 },
    '1 0 0 N 1 0 0 E 1m 3m 500m 0m',
  ],
];

export const refused: Refused = [
  ['52 22 23 N 4 53 32 E', 'is not the form of LOC data; write D [M [S]] N|S D [M [S]] E|W ALTITUDEm'],
  ['4 53 32 E 52 22 23 N 0m', 'is not the form of LOC data'],
  ['91 N 4 E 0m', 'LOC latitude is beyond 90 degrees'],
  ['90 0 0.001 N 4 E 0m', 'LOC latitude is beyond 90 degrees'],
  ['52 N 181 E 0m', 'LOC longitude is beyond 180 degrees'],
  ['52 60 N 4 E 0m', 'LOC latitude "52 60 N" is not degrees, minutes and seconds'],
  ['52 1 1.0001 N 4 E 0m', 'with at most three decimals'],
  ['52 N 4 E high', 'LOC altitude is "high"; write metres from -100000'],
  ['52 N 4 E -100001m', 'LOC altitude is "-100001"'],
  ['52 N 4 E 0m 25m', 'LOC size of 25 metres has more than the one digit that LOC can hold; write 20 or 30'],
  [
    { latitude: '52 N', longitude: 1, altitude: 1 },
    'LOC latitude is "52 N"; write decimal degrees, for example 52.373',
  ],
  [{ latitude: 1, longitude: 200, altitude: 1 }, 'LOC longitude is beyond 180 degrees'],
  [{ latitude: 1, longitude: 1 }, 'LOC altitude is'],
];

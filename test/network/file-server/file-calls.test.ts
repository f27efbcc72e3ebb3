import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  FileServerError,
  downloadRequest,
  extendRequest,
  fileInfoRequest,
  networkInfoRequest,
  readDownload,
  readFileInfo,
  readNetworkInfo,
  readSessionVersion,
  readUpload,
  sessionVersionRequest,
  tokenInfoRequest,
  uploadRequest,
} from '../../../ts/network/index.ts';
import type { ServerAnswer } from '../../../ts/network/index.ts';
import { utf8 } from '../../../ts/util/index.ts';

const ID = 'hEDgL1DJ6tT_uMv8THFs2VuuEUAZTdqM1CNK8ZtBidR9';
const content = Uint8Array.of(1, 2, 3);

const answer = (body: unknown, status = 200): ServerAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: utf8(JSON.stringify(body)),
});

describe('what is asked of a file server', () => {
  test('take a file, for a while', () => {
    expect(uploadRequest(content)).toEqual({ method: 'POST', endpoint: '/file', headers: {}, body: content });
    expect(uploadRequest(content, { ttlS: 86_400.9 }).headers).toEqual({ 'X-FS-TTL': '86400' });
    expect(uploadRequest(content, { ttlS: -1 }).headers).toEqual({ 'X-FS-TTL': '0' });
    expect(uploadRequest(new Uint8Array(10_000_000)).endpoint).toBe('/file');
    expect(() => uploadRequest(new Uint8Array(10_000_001))).toThrow('file-too-large');
  });

  test('give it back, tell about it, keep it longer', () => {
    expect(downloadRequest('17')).toEqual({ method: 'GET', endpoint: '/file/17', headers: {} });
    expect(fileInfoRequest(ID)).toEqual({ method: 'GET', endpoint: `/file/${ID}/info`, headers: {} });
    expect(extendRequest(ID, { ttlS: 60 })).toEqual({
      method: 'POST',
      endpoint: `/file/${ID}/extend`,
      headers: { 'X-FS-TTL': '60' },
    });
    expect(() => extendRequest('17')).toThrow('file-id-invalid');
    expect(() => downloadRequest('../17')).toThrow('file-id-invalid');
    expect(() => fileInfoRequest('')).toThrow('file-id-invalid');
  });

  test('tell versions and prices', () => {
    const headers = { 'X-FS-Pubkey': '07' };
    expect(sessionVersionRequest({ channel: 'stable' })).toEqual({
      method: 'GET',
      endpoint: '/session_version?platform=desktop&release_channel=stable',
      headers: {},
    });
    expect(sessionVersionRequest({ channel: 'alpha', headers }).headers).toEqual(headers);
    expect(tokenInfoRequest(7).endpoint).toBe('/token_info?days=7');
    expect(networkInfoRequest(headers)).toEqual({ method: 'GET', endpoint: '/info', headers });
  });
});

describe('what it answers', () => {
  test('to an upload', () => {
    expect(readUpload(answer({ id: ID, expires: 1_700_000_000.5 }))).toEqual({
      fileId: ID,
      expiresAtMs: 1_700_000_000_500,
    });
    expect(readUpload(answer({ id: 17 }))).toEqual({ fileId: '17' });
    for (const body of [{}, { id: '' }, { id: 'a/b' }, { id: 1.5 }, [], 'x'])
      expect(() => readUpload(answer(body))).toThrow('file-answer-invalid');
  });

  test('to a download', () => {
    const headers = { expires: 'Wed, 21 Oct 2026 07:28:00 GMT' };
    expect(readDownload({ status: 200, headers, body: content })).toEqual({
      content,
      expiresAtMs: Date.UTC(2026, 9, 21, 7, 28),
    });
    expect(readDownload({ status: 200, headers: { expires: 'soon' }, body: content })).toEqual({ content });
    expect(() => readDownload({ status: 200, headers, body: new Uint8Array(10_000_001) })).toThrow(
      'file-too-large',
    );
  });

  test('about a file', () => {
    expect(readFileInfo(answer({ size: 3, uploaded: 1.5, expires: 2 }))).toEqual({
      sizeBytes: 3,
      uploadedAtMs: 1_500,
      expiresAtMs: 2_000,
    });
    for (const body of [
      { size: -1, uploaded: 1, expires: 2 },
      { size: 1, uploaded: '1', expires: 2 },
    ])
      expect(() => readFileInfo(answer(body))).toThrow('file-answer-invalid');
  });

  test('about versions', () => {
    const assets = [{ name: 'a.deb', url: 'https://x/a.deb' }];
    const body = { status_code: 200, result: 'v1.17.17', updated: 5.25, name: 'n', notes: 'w', assets };
    expect(readSessionVersion(answer(body))).toEqual({
      version: 'v1.17.17',
      updatedAtMs: 5_250,
      name: 'n',
      notes: 'w',
      assets,
    });
    expect(readSessionVersion(answer({ result: '1' }))).toEqual({ version: '1', assets: [] });
    for (const bad of [{ result: 1 }, { result: '1', assets: {} }, { result: '1', assets: [{ name: 1 }] }])
      expect(() => readSessionVersion(answer(bad))).toThrow('file-answer-invalid');
  });

  test('about the network', () => {
    const price = { usd: 0.05, usd_market_cap: 4e6, t_price: 10, t_stale: 20 };
    const token = { staking_requirement: 25_000, staking_reward_pool: 4e7, contract_address: '0x1' };
    const network = { network_size: 1_500, network_staked_tokens: 3e7, network_staked_usd: 2e6 };
    expect(readNetworkInfo(answer({ t: 9, price, token, network }))).toEqual({
      askedAtMs: 9_000,
      staleAtMs: 20_000,
      usdPrice: 0.05,
      usdMarketCap: 4e6,
      pricedAtMs: 10_000,
      stakingRequirement: 25_000,
      stakingRewardPool: 4e7,
      contractAddress: '0x1',
      networkSize: 1_500,
      stakedTokens: 3e7,
      stakedUsd: 2e6,
    });
    for (const bad of [
      { t: 9, price, token },
      { t: 9, price: { ...price, usd: -1 }, token, network },
    ])
      expect(() => readNetworkInfo(answer(bad))).toThrow('file-answer-invalid');
  });

  test.each([
    [404, 'file-not-found'],
    [413, 'file-too-large'],
    [425, 'clock-out-of-sync'],
    [400, 'file-request-rejected'],
    [401, 'file-request-rejected'],
    [500, 'file-server-failed'],
    [302, 'file-server-failed'],
  ])('%i means %s', (status, code) => {
    const refusal = answer({ status_code: status }, status);
    for (const read of [readUpload, readDownload, readFileInfo, readSessionVersion, readNetworkInfo])
      expect(() => read(refusal)).toThrow(expect.objectContaining({ code, status }));
  });

  test('is read or refused, whatever it is', () => {
    const body = fc.oneof(
      fc.json().map(utf8),
      fc.uint8Array(),
      fc
        .dictionary(fc.constantFrom('id', 'size', 'result', 'price', 'token'), fc.jsonValue())
        .map((value) => utf8(JSON.stringify(value))),
    );
    const readers = [readUpload, readDownload, readFileInfo, readSessionVersion, readNetworkInfo];
    fc.assert(
      fc.property(
        body,
        fc.constantFrom(200, 201, 404),
        fc.constantFrom(...readers),
        (bytes, status, read) => {
          try {
            read({ status, headers: {}, body: bytes });
          } catch (error) {
            expect(error).toBeInstanceOf(FileServerError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

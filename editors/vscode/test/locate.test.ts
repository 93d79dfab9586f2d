import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { locate } from '../src/locate';

const places = { setting: '', extension: '/e', path: '.:/a:bin:/b', platform: 'linux' as const };
const among =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

test('the one that is set and no other, then the one that came along, then the PATH', () => {
  const all = among('/s', '/e/server/zhengwen', '/a/zhengwen', '/b/zhengwen');
  assert.equal(locate({ ...places, setting: ' /s ' }, all).command, '/s');
  assert.equal(locate(places, all).command, path.join('/e', 'server', 'zhengwen'));
  assert.equal(locate(places, among('/b/zhengwen')).command, '/b/zhengwen');
  assert.equal(locate({ ...places, setting: '/gone' }, all).command, undefined);
  assert.deepEqual(locate(places, among()).looked, ['/e/server/zhengwen', '/a/zhengwen', '/b/zhengwen']);
});

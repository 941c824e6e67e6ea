import { describe, expect, it } from 'vitest';
import { parseImage } from '../../src/core/image-reference.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const SWR = 'swr.cn-north-4.myhuaweicloud.com';

describe('an image', () => {
  it.each([
    [`${SWR}/team/nginx:1.27`, SWR, null, 'team/nginx', '1.27', null],
    [`${SWR}/team/base/web:v1.0_2-x`, SWR, null, 'team/base/web', 'v1.0_2-x', null],
    [`${SWR}/team/nginx@${DIGEST}`, SWR, null, 'team/nginx', null, DIGEST],
    [`${SWR}/team/nginx:1.27@${DIGEST}`, SWR, null, 'team/nginx', '1.27', DIGEST],
    [`${SWR}:443/team/nginx`, SWR, 443, 'team/nginx', null, null],
    ['registry.example.com:5000/a:b', 'registry.example.com', 5_000, 'a', 'b', null],
    ['nginx', null, null, 'nginx', null, null],
    ['nginx:1.27', null, null, 'nginx', '1.27', null],
    ['library/nginx', null, null, 'library/nginx', null, null],
    ['docker.io/library/nginx', 'docker.io', null, 'library/nginx', null, null],
    ['a__b/c--d/e.f', null, null, 'a__b/c--d/e.f', null, null],
  ])('%s is taken apart', (text, registry, port, repository, tag, digest) => {
    expect(parseImage(text)).toEqual({ registry, port, repository, tag, digest });
  });

  it.each([
    ['nothing', ''],
    ['a scheme', `https://${SWR}/team/nginx`],
    ['a user', `user:password@${SWR}/team/nginx`],
    ['a user before a host', `${SWR}@evil.example/team/nginx`],
    ['a path', '/etc/passwd'],
    ['dots that lead out', `${SWR}/../nginx`],
    ['a query', `${SWR}/team/nginx?x=1`],
    ['a fragment', `${SWR}/team/nginx#x`],
    ['a space', `${SWR}/team/ nginx`],
    ['a newline', `${SWR}/team/nginx\n`],
    ['a tab in the middle', `${SWR}/team\t/nginx`],
    ['capitals', `${SWR}/Team/nginx`],
    ['a capital in the host', 'SWR.example.com/team/nginx'],
    ['a letter of another script', `swr.cn-north-4.myhuаweicloud.com/team/nginx`],
    ['a name in another script, in disguise', 'xn--mhuaweicloud-pfi.com/team/nginx'],
    ['an address', '10.0.0.1/team/nginx'],
    ['the address of the metadata service', '169.254.169.254/latest/meta-data'],
    ['an address with a port', '127.0.0.1:5000/team/nginx'],
    ['an address in one number', '2130706433:80/team/nginx'],
    ['an address that ends in hexadecimal', 'a.0x7f:80/team/nginx'],
    ['an address of version 6', '[::1]:5000/team/nginx'],
    ['this machine', 'localhost/team/nginx'],
    ['this machine, with a port', 'localhost:5000/team/nginx'],
    ['a host that means something only nearby', 'registry:5000/team/nginx'],
    ['port 0', `${SWR}:0/team/nginx`],
    ['a port that is none', `${SWR}:65536/team/nginx`],
    ['a port without a number', `${SWR}:/team/nginx`],
    ['an empty tag', `${SWR}/team/nginx:`],
    ['two tags', `${SWR}/team/nginx:a:b`],
    ['a tag that begins with a dot', `${SWR}/team/nginx:.a`],
    ['a tag that is too long', `${SWR}/team/nginx:${'a'.repeat(129)}`],
    ['a digest that is too short', `${SWR}/team/nginx@sha256:abc`],
    ['a digest of another kind', `${SWR}/team/nginx@md5:${'a'.repeat(32)}`],
    ['a digest in capitals', `${SWR}/team/nginx@${DIGEST.toUpperCase()}`],
    ['an empty part', `${SWR}//nginx`],
    ['a host and nothing else', `${SWR}/`],
    ['a name that ends in a separator', `${SWR}/team/nginx-`],
    ['three underscores', `${SWR}/team/a___b`],
    ['markup', `${SWR}/team/<!channel>`],
    ['a substitution', '$(id)/team/nginx'],
    ['a name that never ends', `${SWR}/${'a'.repeat(500)}`],
  ])('%s is none', (_, text) => expect(parseImage(text)).toBeNull());

  it.each(['a-', 'a.', 'a_', 'a/', 'a:', 'a@'])('of %s again and again is none, and does not take for ever', (part) => {
    expect(parseImage(`${part.repeat(240)}!`)).toBeNull();
  });
});
